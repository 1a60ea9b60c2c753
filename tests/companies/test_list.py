"""The list of companies: one list, one map, one filter."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from symbiose.programmes.models import Programme, TerritoryCommune
from tests.companies.factories import CompanyFactory, ContactFactory, InteractionFactory
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


def test_nobody_is_named_twice_in_the_export(animator_client: Client, programme: Programme):
    company = CompanyFactory(programme=programme, name="Dedans")
    ContactFactory(company=company)
    ContactFactory(company=company, is_primary=False)

    written = animator_client.get(f"/p/{programme.slug}/companies/export/").content.decode("utf-8-sig")

    assert written.count("Dedans") == 1
