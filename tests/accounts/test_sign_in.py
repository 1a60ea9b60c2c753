import re
import statistics
import time

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from symbiose.accounts.models import User
from symbiose.journal.models import Fact
from symbiose.programmes.models import Role
from tests.accounts.factories import PASSWORD, UserFactory
from tests.programmes.factories import MembershipFactory

LOGIN = "/accounts/login/"


@pytest.fixture
def person(db: None) -> User:
    return UserFactory(email="claire@example.org")


def sign_in(client: Client, email: str, password: str = PASSWORD, **extra: str):
    return client.post(LOGIN, {"login": email, "password": password, **extra})


def words(response) -> str:
    """The text of a page, without what differs from one answer to the next."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken": "[^"]+"', "", response.content.decode())
    return re.sub(r'value="[^"]*@[^"]*"', "", text)


def test_the_form_has_the_fields_of_the_contract(client: Client, db: None):
    page = client.get(LOGIN).content.decode()

    assert 'name="login"' in page
    assert 'name="password"' in page


def test_the_form_offers_to_stay_signed_in_beyond_the_browser(client: Client, person: User):
    field = client.get(LOGIN).context["form"]["remember"]
    client.post(LOGIN, {"login": "claire@example.org", "password": PASSWORD, "remember": "on"})

    assert field.value() is True
    assert not client.session.get_expire_at_browser_close()


def test_a_right_password_signs_in(client: Client, person: User):
    assert sign_in(client, "claire@example.org")["Location"] == "/"
    assert client.session["_auth_user_id"] == str(person.pk)


def test_the_email_is_read_whatever_its_case(client: Client, person: User):
    assert sign_in(client, "Claire@Example.org").status_code == 302


def test_a_wrong_password_is_refused_with_422(client: Client, person: User):
    assert sign_in(client, "claire@example.org", "mauvais").status_code == 422


def test_an_unknown_account_gets_the_same_answer(person: User):
    known = sign_in(Client(), "claire@example.org", "mauvais")
    unknown = sign_in(Client(), "personne@example.org", "mauvais")

    assert (known.status_code, words(known)) == (unknown.status_code, words(unknown))


def test_a_closed_account_gets_the_same_answer(person: User):
    UserFactory(email="parti@example.org", is_active=False)

    closed = sign_in(Client(), "parti@example.org")

    assert words(closed) == words(sign_in(Client(), "claire@example.org", "mauvais"))


def test_guessing_is_blocked_within_ten_tries(client: Client, person: User):
    answers = [sign_in(client, "claire@example.org", f"essai {n}").status_code for n in range(10)]

    assert answers[-1] == 429
    assert sign_in(client, "claire@example.org").status_code == 429


def test_the_block_says_the_same_of_an_unknown_account(person: User):
    for n in range(10):
        known = sign_in(Client(), "claire@example.org", f"essai {n}")
        unknown = sign_in(Client(), "personne@example.org", f"essai {n}")

    assert (known.status_code, words(known)) == (unknown.status_code, words(unknown))


def test_neighbours_behind_the_same_router_still_get_in(client: Client, person: User):
    for n in range(10):
        sign_in(client, "claire@example.org", f"essai {n}")

    assert sign_in(Client(), UserFactory(email="julien@example.org").email).status_code == 302


def test_the_owner_gets_in_from_elsewhere(person: User):
    for n in range(10):
        sign_in(Client(REMOTE_ADDR="192.0.2.7"), "claire@example.org", f"essai {n}")

    assert sign_in(Client(REMOTE_ADDR="192.0.2.8"), "claire@example.org").status_code == 302


def test_a_guesser_who_turns_accounts_is_stopped(client: Client, person: User):
    for n in range(100):
        sign_in(client, f"personne{n}@example.org", "mauvais")

    assert sign_in(client, "claire@example.org").status_code == 429


def test_a_cache_that_is_away_keeps_nobody_out(client: Client, person: User, monkeypatch):
    def refuse(*args: object, **kwargs: object) -> None:
        raise ConnectionError

    for verb in ("get", "add", "incr", "delete", "set"):
        monkeypatch.setattr(cache, verb, refuse, raising=False)

    assert sign_in(client, "claire@example.org").status_code == 302


def test_known_and_unknown_accounts_take_the_same_time(settings, db: None):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    UserFactory(email="lente@example.org")

    def seconds(email: str, n: int) -> float:
        """Of this process alone, so that a busy machine does not blur the answer."""
        started = time.process_time()
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{n}"), email, "mauvais")
        return time.process_time() - started

    pairs = [(seconds("lente@example.org", n), seconds("personne@example.org", n)) for n in range(5)]

    known, unknown = (statistics.median(times) for times in zip(*pairs, strict=True))
    assert abs(known - unknown) < 0.08


def test_the_session_is_renewed_at_sign_in(client: Client, person: User):
    client.force_login(UserFactory())
    before = client.session.session_key
    client.logout()
    client.get(LOGIN)

    sign_in(client, "claire@example.org")

    assert client.session.session_key != before


def test_the_session_is_dead_after_sign_out(client: Client, person: User):
    sign_in(client, "claire@example.org")
    kept = client.cookies["sessionid"].value

    client.post("/accounts/logout/")
    client.cookies["sessionid"] = kept

    assert client.get(reverse("account_profile")).status_code == 302


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_next_never_leaves_the_site(client: Client, person: User, away: str):
    assert sign_in(client, "claire@example.org", next=away)["Location"] == "/"


def test_next_leads_back_to_the_page_asked_for(client: Client, person: User):
    assert sign_in(client, "claire@example.org", next="/accounts/me/")["Location"] == "/accounts/me/"


def test_a_sign_in_without_the_page_is_refused(person: User):
    assert sign_in(Client(enforce_csrf_checks=True), "claire@example.org").status_code == 403


def test_signing_up_has_no_address(client: Client, db: None):
    assert client.get("/accounts/signup/").status_code in {302, 404}
    assert client.post("/accounts/signup/", {"email": "x@example.org"}).status_code in {302, 404}
    assert not User.objects.exists()


def test_a_sign_in_is_a_fact_of_each_programme(client: Client, person: User):
    MembershipFactory(user=person, role=Role.ANIMATOR)

    sign_in(client, "claire@example.org")

    assert Fact.objects.get(kind="signed_in").created_by == person


def test_pages_speak_french_whatever_the_browser_wants(client: Client, db: None):
    page = client.get(LOGIN, headers={"accept-language": "en"})

    assert '<html lang="fr">' in page.content.decode()
