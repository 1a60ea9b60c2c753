"""The pages of a company's people."""

import uuid

import pytest
from django.test import Client
from django.utils import timezone

from companies.models import Company, Contact
from symbiose.links.models import PersonalLink
from symbiose.programmes.models import Programme
from tests.companies.factories import CompanyFactory, ContactFactory
from tests.programmes.factories import PartnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(programme: Programme) -> Company:
    return CompanyFactory(programme=programme)


@pytest.fixture
def contact(company: Company) -> Contact:
    return ContactFactory(company=company)


def address(contact: Contact, gesture: str = "") -> str:
    return f"/p/{contact.programme.slug}/companies/contacts/{contact.pk}/{gesture}"


def typed(contact: Contact, **changes: object) -> dict[str, object]:
    fields = {
        "title": contact.title,
        "first_name": contact.first_name,
        "last_name": contact.last_name,
        "email": contact.email,
        "preferred_channel": contact.preferred_channel,
        "version": contact.version,
        "is_primary": "on",
    }
    return fields | changes


def test_a_person_is_corrected(animator_client: Client, contact: Contact):
    animator_client.post(address(contact), typed(contact, role="gérante"))

    contact.refresh_from_db()
    assert contact.role == "gérante"


def test_the_second_of_two_corrections_sees_both_texts(animator_client: Client, contact: Contact):
    stale = typed(contact, role="gérante")
    animator_client.post(address(contact), typed(contact, role="directrice"))

    answer = animator_client.post(address(contact), stale)

    assert answer.status_code == 409
    assert "gérante" in answer.content.decode()
    assert "directrice" in answer.content.decode()


def test_a_wrong_address_is_told(animator_client: Client, contact: Contact):
    assert animator_client.post(address(contact), typed(contact, email="à-la-mairie")).status_code == 422


def test_a_contact_sent_twice_is_added_once(animator_client: Client, company: Company):
    form = {
        "last_name": "Bertin",
        "preferred_channel": "email",
        "submission_key": str(uuid.uuid4()),
    }

    for _ in range(2):
        animator_client.post(f"{company.get_absolute_url()}contacts/", form)

    assert company.contacts.count() == 1


def test_whoever_leaves_is_no_more_written_to(animator_client: Client, contact: Contact):
    animator_client.post(address(contact, "leave/"))

    contact.refresh_from_db()
    assert contact.left_on == timezone.localdate()


def test_whoever_left_has_no_link(animator_client: Client, contact: Contact):
    animator_client.post(address(contact, "leave/"))

    assert animator_client.get(address(contact, "link/")).status_code == 404


def test_links_are_cut_at_once(animator_client: Client, contact: Contact):
    animator_client.post(address(contact, "link/"), {"action": "show"})

    animator_client.post(address(contact, "link/"), {"action": "revoke"})

    assert not PersonalLink.objects.of_holder("contact", contact.uuid).usable().exists()


def test_the_page_of_a_link_is_not_kept_by_the_browser(animator_client: Client, contact: Contact):
    assert "no-store" in animator_client.get(address(contact, "link/")).headers["Cache-Control"]


@pytest.mark.parametrize("gesture", ["", "link/"])
def test_a_person_of_another_chamber_is_not_found(adviser_client: Client, contact: Contact, gesture: str):
    contact.company.chambers.add(PartnerFactory(programme=contact.programme))

    assert adviser_client.get(address(contact, gesture)).status_code == 404


@pytest.mark.parametrize("gesture", ["", "link/", "leave/"])
def test_the_committee_is_refused(committee_client: Client, contact: Contact, gesture: str):
    assert committee_client.post(address(contact, gesture)).status_code == 403
