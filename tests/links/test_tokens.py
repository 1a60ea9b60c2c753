import random
import string
import uuid
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from symbiose import seals
from symbiose.holders import Holder
from symbiose.links import tokens
from symbiose.links.models import PersonalLink, Purpose
from symbiose.links.services import claimed_link, find_link, link_for
from symbiose.programmes.models import Programme

ALPHABET = string.ascii_lowercase + "234567"
FORGERIES = 5_000
OTHER = {Purpose.HOME: Purpose.UNSUBSCRIBE, Purpose.UNSUBSCRIBE: Purpose.HOME}


def forgeries(token: str, foreign: str, count: int) -> list[str]:
    """Altered, truncated, prolonged, re-encoded, mixed and invented tokens, none of them the given one."""
    dice = random.Random(f"forge {token[:8]}")
    made = {foreign, token.upper(), token.title(), f"{token}=", f" {token}", f"{token}\n", token[::-1], "", "a" * 58}
    made |= {token[:n] for n in range(len(token))} | {token + letter for letter in ALPHABET}
    made |= {token[: n + 1] + foreign[n + 1 :] for n in range(len(token) - 1)}
    while len(made) < count + 1:
        letters = list(token)
        for _time in range(dice.randint(1, 4)):
            letters[dice.randrange(len(letters))] = dice.choice(ALPHABET + "1890-_é%/")
        made.add("".join(letters))
    return sorted(made - {token})


@pytest.mark.parametrize("purpose", Purpose.values)
def test_no_forged_token_opens(purpose: str, programme: Programme, holder: Holder, people: dict[uuid.UUID, Holder]):
    link = link_for(programme=programme, holder=holder, purpose=purpose)
    other = link_for(programme=programme, holder=holder, purpose=OTHER[Purpose(purpose)])
    forged = forgeries(tokens.mint(link), tokens.mint(other), FORGERIES)

    opened = [text for text in forged if claimed_link(text, purpose=purpose)]

    assert len(forged) >= FORGERIES
    assert opened == []


@pytest.mark.parametrize("purpose", Purpose.values)
def test_a_token_opens_its_own_purpose_alone(purpose: str, programme: Programme, holder: Holder):
    token = tokens.mint(link_for(programme=programme, holder=holder, purpose=purpose))

    assert find_link(token, purpose=purpose)
    assert not find_link(token, purpose=OTHER[Purpose(purpose)])


def test_a_new_nonce_kills_the_old_address(link: PersonalLink):
    old = tokens.mint(link)
    link.nonce = uuid.uuid4()
    link.save()

    assert not find_link(old, purpose=Purpose.HOME)


def test_another_secret_key_kills_every_address(link: PersonalLink, settings):
    old = tokens.mint(link)
    settings.SECRET_KEY = "another"

    assert not find_link(old, purpose=Purpose.HOME)


def test_an_expired_token_opens_nothing_but_still_proves(link: PersonalLink):
    PersonalLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert not find_link(tokens.mint(link), purpose=Purpose.HOME)
    assert claimed_link(tokens.mint(link), purpose=Purpose.HOME) == link


def test_a_token_holds_160_bits_of_proof(link: PersonalLink):
    assert len(tokens.mint(link)) == seals.LENGTH == 58


def test_the_row_holds_nothing_of_the_proof(link: PersonalLink):
    proof = tokens.mint(link)[26:]

    assert not any(proof in str(value) for value in PersonalLink.objects.values().get(pk=link.pk).values())


def test_no_forged_address_opens_a_page(client: Client, link: PersonalLink, holder: Holder, programme: Programme):
    other = link_for(programme=programme, holder=holder, purpose=Purpose.UNSUBSCRIBE)
    forged = forgeries(tokens.mint(link), tokens.mint(other), 400)

    answers = {client.get(f"/e/{quote(text, safe='')}/").status_code for text in forged}

    assert answers <= {404, 429}
