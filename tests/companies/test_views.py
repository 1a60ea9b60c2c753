import csv
import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from companies.importing.services import import_companies
from companies.models import Company, Contact, Interaction
from symbiose.outbox.models import OutboxEmail
from symbiose.programmes.models import Programme, Role
from tests.companies.factories import CompanyFactory, ContactFactory, InteractionFactory
from tests.programmes.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(programme: Programme) -> str:
    return f"/p/{programme.slug}/companies/"


@pytest.fixture
def company(programme: Programme) -> Company:
    return CompanyFactory(programme=programme, name="Menuiserie Garreau", city="Rouez")


def names(response: Any) -> list[str]:
    return [row.company.name for row in response.context["rows"]]


def called(company: Company, days_ago: int) -> None:
    InteractionFactory(company=company, happened_at=timezone.now() - timedelta(days=days_ago))


# The list


def test_the_list_shows_the_companies_of_the_programme(animator_client: Client, home: str, company: Company):
    CompanyFactory(name="D’un autre programme")

    assert names(animator_client.get(home)) == ["Menuiserie Garreau"]


def test_an_adviser_sees_the_companies_of_their_chamber(
    adviser_client: Client, home: str, company: Company, chamber: Any
):
    CompanyFactory(programme=company.programme, name="À la chambre", chamber=chamber)

    assert names(adviser_client.get(home)) == ["À la chambre"]


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.PARTNER, Role.NETWORK])
def test_the_list_is_the_staff_s(login_as: Any, home: str, role: str):
    assert login_as(role).get(home).status_code == 403


def test_a_stranger_does_not_know_the_list(stranger_client: Client, home: str):
    assert stranger_client.get(home).status_code == 404


def test_an_empty_list_says_the_next_gesture(animator_client: Client, home: str):
    page = animator_client.get(home).content.decode()

    assert "Aucune entreprise pour l’instant" in page
    assert "Importer un fichier" in page


def test_an_archived_company_is_not_listed(animator_client: Client, home: str, company: Company):
    Company.objects.update(archived_at=timezone.now())

    assert animator_client.get(home).context["total"] == 0


def test_htmx_gets_the_table_alone(animator_client: Client, home: str, company: Company):
    page = animator_client.get(home, headers={"HX-Request": "true"}).content.decode()

    assert "<table" in page
    assert "<html" not in page


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("q=garrèau", ["Menuiserie Garreau"]),
        ("city=Conlie", ["Transports Lemoine"]),
        ("size=10-49", ["Transports Lemoine"]),
        ("engagement=contacted", ["Transports Lemoine"]),
        ("quiet=15", ["Menuiserie Garreau", "Transports Lemoine"]),
        ("quiet=30", ["Menuiserie Garreau"]),
    ],
)
def test_a_filter_keeps_what_it_says(
    animator_client: Client, home: str, company: Company, query: str, kept: list[str]
):
    lemoine = CompanyFactory(programme=company.programme, name="Transports Lemoine", city="Conlie", workforce=26)
    called(lemoine, 20)

    assert sorted(names(animator_client.get(f"{home}?{query}"))) == kept


def test_a_long_silence_comes_first_where_silence_is_sought(animator_client: Client, home: str, company: Company):
    other = CompanyFactory(programme=company.programme, name="Autre")
    called(company, 40)
    called(other, 20)

    assert names(animator_client.get(f"{home}?quiet=15")) == ["Menuiserie Garreau", "Autre"]


def test_a_note_is_no_news(animator_client: Client, home: str, company: Company):
    InteractionFactory(company=company, note=True)

    assert animator_client.get(home).context["rows"][0].silence_days is None


def test_a_silence_of_three_weeks_is_late(animator_client: Client, home: str, company: Company):
    called(company, 21)

    assert animator_client.get(home).context["rows"][0].is_late


@pytest.mark.parametrize("query", ["o=-workforce", "o=-contact", "o=drop table", "page=99", "engagement=x", "size=x"])
def test_no_address_breaks_the_list(animator_client: Client, home: str, company: Company, query: str):
    assert animator_client.get(f"{home}?{query}").status_code == 200


def test_unknown_workforces_come_last(animator_client: Client, home: str, company: Company):
    for name, people in [("Grande", 200), ("Petite", 2)]:
        CompanyFactory(programme=company.programme, name=name, workforce=people)

    assert names(animator_client.get(f"{home}?o=workforce"))[-1] == "Menuiserie Garreau"


def test_the_map_draws_a_point_per_company(animator_client: Client, home: str, company: Company):
    assert f'data-map-key="{company.pk}"' in str(animator_client.get(home).context["map"])


@pytest.mark.parametrize("count", [10, 120])
def test_the_list_costs_the_same_whatever_its_length(
    animator_client: Client, home: str, company: Company, django_assert_max_num_queries: Any, count: int
):
    for made in CompanyFactory.create_batch(count, programme=company.programme):
        called(made, 3)
    animator_client.get(home)

    with django_assert_max_num_queries(20):
        animator_client.get(home)


# The export


def exported(client: Client, home: str) -> list[dict[str, str]]:
    text = client.get(f"{home}export/").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_export_obeys_the_filter(animator_client: Client, home: str, company: Company):
    CompanyFactory(programme=company.programme, name="Ailleurs", city="Conlie")

    text = animator_client.get(f"{home}export/?city=Rouez").content.decode()

    assert "Garreau" in text
    assert "Ailleurs" not in text


@pytest.mark.parametrize("payload", ["=1+1", "+33 2 43", "-2", "@SUM(A1)", "\t=1", "'=1"])
def test_no_cell_of_an_export_is_live(animator_client: Client, home: str, company: Company, payload: str):
    Company.objects.update(name=payload)

    assert exported(animator_client, home)[0]["name"].startswith("'")


def test_no_cell_of_a_workbook_is_a_formula(animator_client: Client, home: str, company: Company):
    Company.objects.update(name='=HYPERLINK("x")')

    content = animator_client.get(f"{home}export/?format=xlsx").content

    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_reads_back_equal(animator_client: Client, home: str, programme: Programme, kind: str):
    odd = CompanyFactory(
        programme=programme, name="=1+1 & “Cie”", workforce=12, siret="73282932000074", city="Conlie",
        address="-3 rue; Basse", external_id="+7", naf_code="10.71C",
    )  # fmt: skip
    ContactFactory(company=odd, phone="+33 2 43 00 00 00", role="@gérante")
    CompanyFactory(programme=programme, name="Par tranche", workforce_band="12", city="Rouez")
    content = animator_client.get(f"{home}export/?format={kind}").content

    report = import_companies(programme=programme, data=content, filename=f"liste.{kind}")

    assert (report.unchanged, report.errors) == (2, ())


def test_an_export_is_no_one_else_s(committee_client: Client, home: str):
    assert committee_client.get(f"{home}export/").status_code == 403


# The page


def test_the_page_shows_the_company_and_its_people(animator_client: Client, company: Company):
    ContactFactory(company=company, last_name="Garreau", phone="02 43 00 00 00")

    page = animator_client.get(company.get_absolute_url()).content.decode()

    assert "Appeler Mme Garreau" in page


def test_a_company_of_another_programme_is_not_found(animator_client: Client, home: str):
    stranger = CompanyFactory(programme=ProgrammeFactory())

    assert animator_client.get(f"{home}{stranger.pk}/").status_code == 404


def test_a_company_of_another_chamber_is_not_found(adviser_client: Client, company: Company):
    assert adviser_client.get(company.get_absolute_url()).status_code == 404


def test_the_words_of_people_stand_in_the_journal(animator_client: Client, company: Company):
    InteractionFactory(company=company, text="Rappelle lundi, sans faute.")

    assert "Rappelle lundi, sans faute." in animator_client.get(company.get_absolute_url()).content.decode()


def test_a_typed_text_never_runs(animator_client: Client, company: Company):
    InteractionFactory(company=company, text="<script>alert(1)</script>")
    Company.objects.update(name="<img src=x onerror=alert(1)>")

    page = animator_client.get(company.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_the_facts_of_the_engagement_are_shown(animator_client: Client, company: Company):
    called(company, 3)

    page = animator_client.get(f"{company.get_absolute_url()}engagement/").content.decode()

    assert "1 échange" in page.replace("\u00a0", " ")


# Changes


def typed(**fields: Any) -> dict[str, Any]:
    return {"name": "Garage", "kind": "firm", "city": "Conlie", **fields}


def test_a_company_is_added(animator_client: Client, home: str):
    animator_client.post(f"{home}new/", typed(siret="732 829 320 00074"))

    assert Company.objects.get().siret == "73282932000074"


def test_a_wrong_siret_is_told_beside_it(animator_client: Client, home: str):
    response = animator_client.post(f"{home}new/", typed(siret="73282932000075"))

    assert response.status_code == 422
    assert "siret" in response.context["form"].errors


def test_a_form_sent_twice_adds_one_company(animator_client: Client, home: str):
    key = animator_client.get(f"{home}new/").context["submission_key"]
    for _click in range(2):
        animator_client.post(f"{home}new/", typed(submission_key=key))

    assert Company.objects.count() == 1


def test_the_company_that_an_adviser_adds_is_their_chamber_s(adviser_client: Client, home: str, chamber: Any):
    adviser_client.post(f"{home}new/", typed())

    assert list(Company.objects.get().chambers.all()) == [chamber]


def test_the_committee_adds_nothing(committee_client: Client, home: str):
    assert committee_client.post(f"{home}new/", typed()).status_code == 403


def test_two_people_on_one_page_are_told(animator_client: Client, company: Company):
    edit = f"{company.get_absolute_url()}edit/"
    animator_client.post(edit, typed(name="La première", version=1))

    response = animator_client.post(edit, typed(name="La seconde", version=1))

    assert response.status_code == 409
    assert "La première" in response.content.decode()
    assert "La seconde" in response.content.decode()


def test_only_the_animator_archives(adviser_client: Client, company: Company, chamber: Any):
    company.chambers.add(chamber)

    assert adviser_client.post(f"{company.get_absolute_url()}archive/").status_code == 403


def test_a_get_archives_nothing(animator_client: Client, company: Company):
    assert animator_client.get(f"{company.get_absolute_url()}archive/").status_code in {403, 405}


def test_a_contact_is_added(animator_client: Client, company: Company):
    fields = {"last_name": "Garreau", "preferred_channel": "telephone"}
    animator_client.post(f"{company.get_absolute_url()}contacts/", fields)

    assert Contact.objects.get().company == company


def test_a_link_is_shown_on_demand_alone(animator_client: Client, home: str, company: Company):
    contact = ContactFactory(company=company)
    address = f"{home}contacts/{contact.pk}/link/"

    assert "/e/" not in animator_client.get(address).content.decode()
    assert "/e/" in animator_client.post(address, {"action": "show"}).content.decode()


def test_a_link_goes_by_the_outbox(animator_client: Client, home: str, company: Company):
    contact = ContactFactory(company=company)
    address = f"{home}contacts/{contact.pk}/link/"
    key = animator_client.get(address).context["submission_key"]

    animator_client.post(address, {"action": "send", "submission_key": key})

    assert OutboxEmail.objects.get().recipient_email == contact.email


def test_a_contact_of_another_programme_is_not_found(animator_client: Client, home: str):
    assert animator_client.get(f"{home}contacts/{ContactFactory().pk}/link/").status_code == 404


# Noter


def test_a_note_is_filed_with_its_company(animator_client: Client, home: str, company: Company):
    animator_client.post(f"{home}note/", {"text": "Garreau cherche des palettes"})

    assert Interaction.objects.get().company == company


def test_a_note_and_its_step(animator_client: Client, home: str, company: Company):
    text = "Menuiserie Garreau : devis à envoyer demain"
    animator_client.post(f"{home}note/", {"text": text, "next": "step"})

    filed = Interaction.objects.get()
    assert (filed.next_step, filed.next_step_on) == ("Envoyer le devis", timezone.localdate() + timedelta(days=1))


def test_a_note_alone_makes_no_step(animator_client: Client, home: str, company: Company):
    animator_client.post(f"{home}note/", {"text": "Menuiserie Garreau : devis à envoyer demain"})

    assert Interaction.objects.get().next_step == ""


def test_the_preview_says_where_the_note_goes(animator_client: Client, home: str, company: Company):
    page = animator_client.post(f"{home}note/preview/", {"text": "Garreau : devis à envoyer demain"}).content.decode()

    assert "<strong>Menuiserie Garreau</strong>" in page
    assert "Envoyer le devis" in page


def test_a_preview_files_nothing(animator_client: Client, home: str, company: Company):
    animator_client.post(f"{home}note/preview/", {"text": "Garreau : devis à envoyer demain"})

    assert not Interaction.objects.exists()


def test_a_note_for_nobody_asks_whose_it_is(animator_client: Client, home: str, company: Company):
    response = animator_client.post(f"{home}note/", {"text": "Cherche des palettes"})

    assert response.status_code == 422
    assert "Cherche des palettes" in response.content.decode()


def test_the_company_chosen_is_taken(animator_client: Client, home: str, company: Company):
    animator_client.post(f"{home}note/", {"text": "Cherche des palettes", "company": company.pk})

    assert Interaction.objects.get().company == company


def test_a_company_of_another_programme_is_not_noted(animator_client: Client, home: str):
    animator_client.post(f"{home}note/", {"text": "Cherche des palettes", "company": CompanyFactory().pk})

    assert not Interaction.objects.exists()


def test_an_adviser_does_not_find_what_they_may_not_see(adviser_client: Client, home: str, company: Company):
    page = adviser_client.post(f"{home}note/preview/", {"text": "Garreau cherche des palettes"}).content.decode()

    assert "Garreau</strong>" not in page


def test_a_step_is_ticked_off(animator_client: Client, home: str, company: Company):
    step = InteractionFactory(company=company, next_step="Rappeler")

    animator_client.post(f"{home}next-steps/{step.pk}/done/")

    assert not Interaction.objects.to_do()


def test_the_open_steps_stand_on_the_page(animator_client: Client, company: Company):
    InteractionFactory(company=company, next_step="Signer la convention", next_step_on=timezone.localdate())

    assert "Signer la convention" in animator_client.get(company.get_absolute_url()).content.decode()
