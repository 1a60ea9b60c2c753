"""Noter without JavaScript, and notes sent twice."""

import uuid

import pytest
from django.test import Client

from companies.models import Company, Interaction
from symbiose.programmes.models import Programme
from tests.companies.factories import CompanyFactory, ContactFactory

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def company(programme: Programme) -> Company:
    company = CompanyFactory(programme=programme, name="Plasturgie du Pont-Landry")
    ContactFactory(company=company, title="M.", first_name="Alain", last_name="Bertin")
    return company


@pytest.fixture
def address(programme: Programme) -> str:
    return f"/p/{programme.slug}/companies/note/"


def test_the_page_carries_a_key_of_its_own(animator_client: Client, address: str):
    first, second = (animator_client.get(address).context["submission_key"] for _ in range(2))

    assert first != second


def test_what_is_understood_is_read_before_it_is_filed(animator_client: Client, address: str, company: Company):
    typed = {"text": "Vu M. Bertin, convention à signer demain", "look": "1"}

    page = animator_client.post(address, typed).content.decode()

    assert "Noter et créer l’étape" in page
    assert not Interaction.objects.exists()


def test_the_words_typed_are_kept_when_it_asks_whose_they_are(animator_client: Client, address: str):
    page = animator_client.post(address, {"text": "Il rappelle", "look": "1"})

    assert page.status_code == 422
    assert "Il rappelle" in page.content.decode()


def test_a_note_of_no_words_is_refused(animator_client: Client, address: str):
    assert animator_client.post(address, {"text": "  "}).status_code == 422


def test_a_note_sent_twice_is_filed_once(animator_client: Client, address: str, company: Company):
    sent = {"text": "Vu M. Bertin", "submission_key": str(uuid.uuid4())}

    for _ in range(2):
        animator_client.post(address, sent)

    assert Interaction.objects.count() == 1


def test_the_next_note_of_a_field_gets_another_key(animator_client: Client, address: str, company: Company):
    key = str(uuid.uuid4())

    answer = animator_client.post(address, {"text": "Vu M. Bertin", "submission_key": key}, **HTMX)

    assert "noted" in answer.headers["HX-Trigger-After-Settle"]
    assert key not in answer.headers["HX-Trigger-After-Settle"]


@pytest.mark.parametrize(
    "text",
    ["Vu M. Bertin le 01/01/0001 à 0 h", "Vu M. Bertin le 31/12/9999", "Vu M. Bertin, " + "à faire demain " * 120],
)
def test_odd_dates_and_long_steps_are_filed(animator_client: Client, address: str, company: Company, text: str):
    assert animator_client.post(address, {"text": text, "next": "step"}).status_code == 302


def test_a_null_character_is_refused_in_words(animator_client: Client, address: str, company: Company):
    assert animator_client.post(address, {"text": "Vu\x00Bertin"}).status_code == 422


def test_the_committee_notes_nothing(committee_client: Client, address: str):
    assert committee_client.get(address).status_code == 403
    assert committee_client.post(address, {"text": "Vu"}).status_code == 403
