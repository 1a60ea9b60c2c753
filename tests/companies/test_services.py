import uuid
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from companies.exchanges import Exchange, finish_next_step, log_interaction
from companies.holders import contact_holder
from companies.models import Company, Contact, Interaction
from companies.personal_links import NobodyToWriteTo, open_links, revoke_links, send_link, show_link
from companies.services import (
    add_contact,
    archive_company,
    create_company,
    leave_contact,
    restore_company,
    update_company,
    update_contact,
)
from symbiose.journal.models import Fact
from symbiose.outbox.models import OutboxEmail
from symbiose.outbox.rendering import write
from symbiose.programmes.edits import EditConflict
from symbiose.programmes.models import Programme
from tests.accounts.factories import UserFactory
from tests.companies.factories import CompanyFactory, ContactFactory

pytestmark = pytest.mark.django_db

SIRET = "73282932000074"


def kinds() -> list[str]:
    return list(Fact.objects.order_by("pk").values_list("kind", flat=True))


def test_the_siren_follows_from_the_siret(programme: Programme):
    assert create_company(programme=programme, name="Garage", siret=SIRET).siren == "732829320"


def test_one_siret_is_one_company_of_a_programme(programme: Programme):
    create_company(programme=programme, name="Garage", siret=SIRET)

    with pytest.raises(ValidationError, match="porte déjà ce SIRET"):
        create_company(programme=programme, name="Autre", siret=SIRET)


def test_the_database_refuses_a_siret_twice(programme: Programme):
    CompanyFactory(programme=programme, siret=SIRET)

    with pytest.raises(IntegrityError):
        Company.objects.create(programme=programme, name="Autre", siret=SIRET)


def test_two_companies_without_siret_are_no_fault(programme: Programme):
    CompanyFactory.create_batch(2, programme=programme)

    assert Company.objects.count() == 2


def test_one_siret_may_be_in_two_programmes():
    CompanyFactory(siret=SIRET)

    assert CompanyFactory(siret=SIRET).pk


@pytest.mark.parametrize("words", ["coevrons", "Coëvrons", "SCIERIE coev", "garreau", "sillé", "bois"])
def test_a_company_is_found_without_accents_and_by_its_people(programme: Programme, words: str):
    company = create_company(
        programme=programme, name="Scierie des Coëvrons", city="Sillé-le-Guillaume", naf_code="16.10A"
    )
    add_contact(company=company, first_name="Sylvie", last_name="Garreau")

    assert list(Company.objects.search(words)) == [company]


def test_a_search_that_names_nobody_finds_nothing(programme: Programme):
    CompanyFactory(programme=programme)

    assert not Company.objects.search("introuvable")


def test_an_edit_moves_the_company_to_its_new_commune(programme: Programme):
    company = create_company(programme=programme, name="Garage", city="Conlie")
    company.city = "Rouez"

    update_company(company=company, expected_version=1, fields=["city"])

    company.refresh_from_db()
    assert (company.insee, company.version) == ("72256", 2)


def test_a_second_edit_of_one_version_is_told(programme: Programme):
    company = create_company(programme=programme, name="Garage")
    mine = Company.objects.get(pk=company.pk)
    company.name = "Garage du Centre"
    update_company(company=company, expected_version=1, fields=["name"])

    mine.name = "Garage de la Gare"
    with pytest.raises(EditConflict):
        update_company(company=mine, expected_version=1, fields=["name"])


def test_the_first_contact_is_the_main_one():
    assert add_contact(company=CompanyFactory(), last_name="Garreau", is_primary=False).is_primary


def test_there_is_one_main_contact():
    company = CompanyFactory()
    add_contact(company=company, last_name="Garreau")

    second = add_contact(company=company, last_name="Brault", is_primary=True)

    assert list(Contact.objects.filter(is_primary=True)) == [second]


def test_a_renamed_person_is_found_by_the_new_name():
    contact = add_contact(company=CompanyFactory(), last_name="Garreau")
    contact.last_name = "Brault"

    update_contact(contact=contact, expected_version=1, fields=["last_name"])

    assert Company.objects.search("brault")
    assert not Company.objects.search("garreau")


def test_somebody_who_left_holds_nothing_any_more():
    contact = ContactFactory()
    show_link(contact=contact, actor=UserFactory())

    leave_contact(contact=contact, actor=UserFactory(), left_on=date(2017, 2, 6))

    assert open_links(contact) == 0
    assert contact_holder(contact.uuid) is None


def test_the_main_contact_who_leaves_has_an_heir():
    company = CompanyFactory()
    first = add_contact(company=company, last_name="Garreau")
    second = add_contact(company=company, last_name="Brault", is_primary=False)

    leave_contact(contact=first, actor=UserFactory())

    second.refresh_from_db()
    assert second.is_primary


def test_an_archived_company_leaves_the_lists():
    company = CompanyFactory()

    archive_company(company=company, actor=UserFactory())

    assert not Company.objects.active()


def test_archiving_cuts_the_links_of_its_people():
    contact = ContactFactory()
    show_link(contact=contact, actor=UserFactory())

    archive_company(company=contact.company, actor=UserFactory())

    assert open_links(contact) == 0


def test_archiving_twice_is_told_once():
    company = CompanyFactory()
    for _click in range(2):
        archive_company(company=company, actor=UserFactory())

    assert kinds() == ["company_archived"]


def test_a_company_comes_back():
    company = CompanyFactory()
    archive_company(company=company, actor=UserFactory())

    restore_company(company=company, actor=UserFactory())

    assert list(Company.objects.active()) == [company]


def test_a_link_that_is_shown_is_told_in_the_journal():
    contact = ContactFactory()

    assert "/e/" in show_link(contact=contact, actor=UserFactory())
    assert "link_shown" in kinds()


def test_a_link_sent_twice_by_one_form_is_one_message():
    contact = ContactFactory()
    key = uuid.uuid4()
    for _click in range(2):
        send_link(contact=contact, actor=UserFactory(), submission_key=key)

    assert OutboxEmail.objects.get().recipient_email == contact.email


def test_no_message_holds_a_link():
    contact = ContactFactory()

    send_link(contact=contact, actor=UserFactory(), submission_key=uuid.uuid4())

    assert "/e/" not in str(OutboxEmail.objects.values().get())


def test_the_message_of_a_link_opens_the_page_when_it_leaves():
    email = send_link(contact=ContactFactory(), actor=UserFactory(), submission_key=uuid.uuid4())

    message, _letter = write(email, timezone.now())

    assert "/e/" in str(message.body)


def test_nobody_is_written_to_without_an_address():
    with pytest.raises(NobodyToWriteTo):
        send_link(contact=ContactFactory(email=""), actor=UserFactory(), submission_key=uuid.uuid4())


def test_links_cut_are_counted():
    contact = ContactFactory()
    show_link(contact=contact, actor=UserFactory())

    assert revoke_links(contact=contact, actor=UserFactory()) == 1


def test_an_exchange_sent_twice_is_filed_once():
    company, key = CompanyFactory(), uuid.uuid4()
    for _click in range(2):
        log_interaction(company=company, actor=None, exchange=Exchange(text="Vu."), submission_key=key)

    assert Interaction.objects.count() == 1


def test_a_fact_holds_no_words_of_people():
    log_interaction(company=CompanyFactory(), actor=None, exchange=Exchange(text="Vu Mme Garreau."))

    assert "Garreau" not in str(Fact.objects.values().get())


def test_a_step_is_finished_once():
    exchange = Exchange(text="Vu.", next_step="Rappeler")
    interaction = log_interaction(company=CompanyFactory(), actor=None, exchange=exchange)

    assert finish_next_step(interaction=interaction, actor=UserFactory())
    assert not finish_next_step(interaction=interaction, actor=UserFactory())
