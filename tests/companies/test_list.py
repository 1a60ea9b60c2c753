"""The list of companies: one list, one map, one filter."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from companies.models import Interaction
from symbiose.programmes.models import Programme, TerritoryCommune
from tests.companies.factories import CompanyFactory, ContactFactory, InteractionFactory
from tests.fixtures_members import LoginAs
from tests.programmes.factories import PartnerFactory
from tests.synergies.factories import ParticipantFactory, SynergyFactory

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def address(programme: Programme, **query: object) -> str:
    return f"/p/{programme.slug}/companies/?{urlencode(query, doseq=True)}"


def names(client: Client, programme: Programme, **query: object) -> list[str]:
    page = client.get(address(programme, **query)).content.decode()
    return re.findall(r'class="cell-name"[^>]*>([^<]+)<', page)


def spoken_to(company: object, days: int) -> None:
    InteractionFactory(company=company, happened_at=timezone.now() - timedelta(days=days, hours=1))


def test_the_list_reads_by_name(animator_client: Client, programme: Programme):
    CompanyFactory(programme=programme, name="Zinguerie Roux")
    CompanyFactory(programme=programme, name="Électricité Coulon")

    assert names(animator_client, programme) == ["Électricité Coulon", "Zinguerie Roux"]


def test_an_unknown_order_reads_by_name(animator_client: Client, programme: Programme):
    CompanyFactory(programme=programme, name="B")
    CompanyFactory(programme=programme, name="A")

    assert names(animator_client, programme, o="-secret") == ["B", "A"]
    assert names(animator_client, programme, o="id;drop") == ["A", "B"]


def test_the_longest_silence_comes_first_and_those_never_spoken_to_last(animator_client: Client, programme: Programme):
    CompanyFactory(programme=programme, name="Jamais")
    for name, days in [("Récente", 2), ("Ancienne", 40)]:
        spoken_to(CompanyFactory(programme=programme, name=name), days)

    assert names(animator_client, programme, o="-contact") == ["Ancienne", "Récente", "Jamais"]
    assert names(animator_client, programme, o="contact") == ["Récente", "Ancienne", "Jamais"]


def test_looking_for_silence_puts_the_longest_first(animator_client: Client, programme: Programme):
    for name, days in [("A dix-sept", 17), ("B quarante", 40), ("C hier", 1)]:
        spoken_to(CompanyFactory(programme=programme, name=name), days)

    assert names(animator_client, programme, quiet=15) == ["B quarante", "A dix-sept"]


def test_a_note_is_no_contact(animator_client: Client, programme: Programme):
    company = CompanyFactory(programme=programme)
    InteractionFactory(company=company, note=True)

    assert names(animator_client, programme, quiet=15) == [company.name]


def test_sizes_come_by_number_and_by_band(animator_client: Client, programme: Programme):
    CompanyFactory(programme=programme, name="Nombre", workforce=12)
    CompanyFactory(programme=programme, name="Tranche", workforce_band="12")
    CompanyFactory(programme=programme, name="Petite", workforce=3)

    assert names(animator_client, programme, size="10-49") == ["Nombre", "Tranche"]


def test_several_levels_of_engagement_may_be_chosen(animator_client: Client, programme: Programme):
    engaged = CompanyFactory(programme=programme, name="Engagée")
    ParticipantFactory(synergy=SynergyFactory(programme=programme, retained=True), company=engaged)
    spoken_to(CompanyFactory(programme=programme, name="Contactée"), 1)
    CompanyFactory(programme=programme, name="Identifiée")

    assert names(animator_client, programme, engagement=["engaged", "contacted"]) == ["Contactée", "Engagée"]


def test_a_filter_of_no_sense_is_ignored(animator_client: Client, programme: Programme):
    company = CompanyFactory(programme=programme)

    for query in [{"size": "999"}, {"chamber": "x"}, {"quiet": "-1"}, {"city": "Ailleurs"}, {"page": "zz"}]:
        assert animator_client.get(address(programme, **query)).status_code == 200
    assert names(animator_client, programme, size="999") == [company.name]


@pytest.mark.parametrize("words", ["coulon", "electricite sille", "garreau", "ÉLECTRICITÉ"])
def test_search_finds_by_name_commune_and_person(animator_client: Client, programme: Programme, words: str):
    company = CompanyFactory(programme=programme, name="Électricité Coulon", city="Sillé-le-Guillaume", search_text="")
    company.search_text = "electricite coulon sille-le-guillaume sylvie garreau"
    company.save()
    CompanyFactory(programme=programme, name="Zinguerie Roux", city="Conlie")

    assert names(animator_client, programme, q=words) == ["Électricité Coulon"]


def test_a_filter_in_force_is_a_sentence_with_a_way_out(animator_client: Client, programme: Programme):
    CompanyFactory(programme=programme)

    page = animator_client.get(address(programme, engagement=["engaged", "core"], quiet=15, o="name")).content.decode()

    assert "Engagement\u00a0: engagée, noyau dur" in page
    assert "Sans nouvelles depuis 15\u00a0jours" in page
    assert 'href="?quiet=15&amp;o=name"' in page


def test_the_foot_says_how_many_of_how_many(animator_client: Client, programme: Programme):
    for city in ["Rouez", "Rouez", "Conlie"]:
        CompanyFactory(programme=programme, city=city)

    foot = animator_client.get(address(programme, city="Rouez")).content.decode()

    assert "2 entreprises sur 3 · " in foot
    assert "tout afficher" in foot


def test_a_late_silence_is_told_as_late(animator_client: Client, programme: Programme):
    spoken_to(CompanyFactory(programme=programme), 18)

    page = animator_client.get(address(programme)).content.decode()

    assert '<span class="late">18' in page


def test_an_htmx_request_gets_the_table_and_the_chips_alone(animator_client: Client, programme: Programme):
    CompanyFactory(programme=programme)

    part = animator_client.get(address(programme, quiet=15), **HTMX).content.decode()

    assert "<html" not in part
    assert 'hx-swap-oob="true"' in part
    assert 'data-chip="quiet"' in part


def test_rows_and_points_bear_the_same_key(animator_client: Client, programme: Programme):
    TerritoryCommune.objects.create(programme=programme, insee="72256")
    company = CompanyFactory(programme=programme)

    page = animator_client.get(address(programme)).content.decode()

    assert page.count(f'data-map-key="{company.pk}"') == 2


def test_the_map_draws_apart_what_the_filter_leaves_out(animator_client: Client, programme: Programme):
    inside = CompanyFactory(programme=programme, city="Rouez")
    outside = CompanyFactory(programme=programme, city="Conlie")

    page = animator_client.get(address(programme, city="Rouez")).content.decode()

    assert f'point-listed" data-map-key="{inside.pk}"' in page
    assert f'point-other" data-map-key="{outside.pk}"' in page


def test_an_empty_programme_says_the_next_gesture(animator_client: Client, programme: Programme):
    page = animator_client.get(address(programme)).content.decode()

    assert "Aucune entreprise pour l’instant" in page
    assert f"/p/{programme.slug}/companies/import/" in page


def test_archived_companies_are_left_out(animator_client: Client, programme: Programme):
    CompanyFactory(programme=programme, archived_at=timezone.now())

    assert names(animator_client, programme) == []


def test_an_adviser_sees_the_companies_of_their_chamber(adviser_client: Client, chamber: object, programme: Programme):
    CompanyFactory(programme=programme, name="Des leurs", chamber=chamber)
    CompanyFactory(programme=programme, name="D’une autre", chamber=PartnerFactory(programme=programme))

    assert names(adviser_client, programme) == ["Des leurs"]


def test_other_programmes_do_not_show(animator_client: Client, programme: Programme):
    CompanyFactory(name="D’ailleurs")

    assert names(animator_client, programme) == []


def test_a_stranger_finds_nothing(stranger_client: Client, programme: Programme):
    assert stranger_client.get(address(programme)).status_code == 404


@pytest.mark.parametrize("role", ["committee", "network", "partner"])
def test_others_than_the_staff_are_refused(login_as: LoginAs, programme: Programme, role: str):
    assert login_as(role).get(address(programme)).status_code == 403


@pytest.mark.parametrize("number", [10, 200])
def test_the_list_asks_few_queries_whatever_its_length(
    animator_client: Client, programme: Programme, chamber: object, number: int, django_assert_max_num_queries
):
    for _ in range(number):
        company = CompanyFactory(programme=programme, chamber=chamber)
        spoken_to(company, 3)

    with django_assert_max_num_queries(20):
        animator_client.get(address(programme, quiet="", engagement=["contacted"], city="Rouez"))


def test_the_export_obeys_the_filter(animator_client: Client, programme: Programme):
    CompanyFactory(programme=programme, name="Dedans", city="Rouez")
    CompanyFactory(programme=programme, name="Dehors", city="Conlie")

    written = animator_client.get(f"/p/{programme.slug}/companies/export/?city=Rouez").content.decode("utf-8-sig")

    assert "Dedans" in written
    assert "Dehors" not in written


def test_nobody_is_named_twice_in_the_export(animator_client: Client, programme: Programme):
    company = CompanyFactory(programme=programme, name="Dedans")
    ContactFactory(company=company)
    ContactFactory(company=company, is_primary=False)

    written = animator_client.get(f"/p/{programme.slug}/companies/export/").content.decode("utf-8-sig")

    assert written.count("Dedans") == 1


def test_the_kinds_of_exchange_have_an_icon_each():
    from companies.journal import ICONS

    assert set(ICONS) == set(Interaction.Kind.values)
