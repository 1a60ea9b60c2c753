"""The page on which one asks for one's own link: it sends, and never says who is known."""

import pytest
from django.urls import reverse

from symbiose.links import ask_views
from symbiose.outbox.models import OutboxEmail
from tests.companies.factories import CompanyFactory, ContactFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact(programme):
    return ContactFactory(company=CompanyFactory(programme=programme), email="denis@brault.example.org")


def ask(client, email):
    return client.post(reverse("ask_link"), {"email": email})


def said(response):
    """The page without its header, whose nonce changes at each answer."""
    return response.content.decode().split("<main")[1].split("</main>")[0]


def test_the_page_is_open_to_everybody(client, db):
    assert client.get(reverse("ask_link")).status_code == 200


def test_a_known_person_gets_their_link(client, contact):
    ask(client, "Denis@Brault.example.org")

    assert OutboxEmail.objects.get().holder_id == contact.uuid


def test_an_unknown_address_is_answered_the_same(client, contact):
    known, unknown = (said(ask(client, email)) for email in (contact.email, "personne@example.org"))

    assert known == unknown
    assert OutboxEmail.objects.count() == 1


def test_asking_twice_in_an_hour_sends_once(client, contact):
    ask(client, contact.email)
    ask(client, contact.email)

    assert OutboxEmail.objects.count() == 1


def test_a_person_who_has_left_gets_nothing(client, contact):
    contact.left_on = contact.created_at.date()
    contact.save()

    ask(client, contact.email)

    assert not OutboxEmail.objects.exists()


@pytest.mark.parametrize("typed", ["", "denis", "a\x00@b.fr", "é" * 3000])
def test_an_odd_address_is_refused_beside_its_field(client, db, typed):
    assert ask(client, typed).status_code == 422


def test_whoever_tries_many_addresses_is_slowed_down(client, db, monkeypatch):
    monkeypatch.setattr(ask_views, "ASKED_PER_TEN_MINUTES", 2)
    for number in range(2):
        ask(client, f"a{number}@example.org")

    assert ask(client, "b@example.org").status_code == 429


def test_an_unknown_link_shows_the_way_to_a_new_one(client, db):
    page = client.get("/e/forged/").content.decode()

    assert reverse("ask_link") in page
