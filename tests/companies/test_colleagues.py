import pytest

from companies.colleagues import make_colleague
from companies.holders import holder_of
from companies.models import Contact
from companies.services import add_contact, create_company
from symbiose.links.colleagues import Colleague
from symbiose.programmes.models import Programme


@pytest.fixture
def contact(programme: Programme) -> Contact:
    company = create_company(programme=programme, name="Menuiserie Garreau", city="Rouez")
    return add_contact(company=company, last_name="Garreau", email="sylvie@example.org")


def test_a_colleague_becomes_a_contact_of_the_company(contact: Contact):
    made = make_colleague(holder_of(contact), Colleague("Luc", "Hersent", "luc@example.org", "comptable"))

    luc = Contact.objects.get(uuid=made.uuid)
    assert (luc.company, luc.is_primary, luc.role) == (contact.company, False, "comptable")


def test_a_colleague_known_by_that_email_is_not_doubled(contact: Contact):
    for _time in range(2):
        make_colleague(holder_of(contact), Colleague("Luc", "Hersent", "Luc@example.org"))

    assert Contact.objects.filter(company=contact.company).count() == 2


def test_somebody_who_left_comes_back_as_another_contact(contact: Contact):
    luc = add_contact(company=contact.company, last_name="Hersent", email="luc@example.org", left_on="2020-01-01")

    made = make_colleague(holder_of(contact), Colleague("Luc", "Hersent", "luc@example.org"))

    assert made.uuid != luc.uuid
