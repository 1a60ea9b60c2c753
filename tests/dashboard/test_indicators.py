import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from symbiose.programmes.figures import all_figures
from symbiose.programmes.models import Role
from tests.diagnostics.factories import CompanyFactory
from tests.events.factories import AttendanceFactory, EventFactory
from tests.roadmaps.factories import RoadmapFactory
from tests.synergies.factories import ParticipantFactory, SynergyFactory

pytestmark = pytest.mark.django_db

ODD = ["zzz", "2017-13-45", "2017-02-30", "0001-01-01", "9999-12-31", "\x00", "99999999999999", "2017-W01-1", "-1"]
KEYS = [
    "companies",
    "present",
    "engaged",
    "core",
    "retained",
    "started",
    "diagnosed",
    "answered",
    "flows",
    "proposals",
]


def engaged_companies(programme, number):
    synergy = SynergyFactory(programme=programme, retained=True)
    for company in CompanyFactory.create_batch(number, programme=programme):
        ParticipantFactory(synergy=synergy, company=company)


@pytest.mark.parametrize("at", ODD)
@pytest.mark.parametrize("name", ["indicators", "facts"])
def test_an_odd_date_is_answered(animator_client, address, at, name):
    url = address(name, **({"name": "engaged"} if name == "facts" else {}))

    assert animator_client.get(url, {"at": at}).status_code == 200


def test_a_date_that_is_none_is_said(animator_client, address):
    assert "Écrivez une date" in animator_client.get(address("indicators"), {"at": "zzz"}).content.decode()


@pytest.mark.parametrize("page", ["x", "0", "-1", "99999999999999999999", "\x00"])
def test_an_odd_page_is_a_page(animator_client, programme, address, page):
    engaged_companies(programme, 3)

    assert animator_client.get(address("facts", name="engaged"), {"page": page}).status_code == 200


@pytest.mark.parametrize("name", ["nothing", "x" * 300])
def test_an_unknown_figure_is_not_found(animator_client, address, name):
    assert animator_client.get(address("facts", name=name)).status_code == 404


@pytest.mark.parametrize("name", KEYS)
def test_each_figure_opens_its_facts(animator_client, programme, address, name):
    engaged_companies(programme, 1)

    assert animator_client.get(address("facts", name=name)).status_code == 200


def test_the_figure_and_its_facts_agree(animator_client, programme, address):
    engaged_companies(programme, 30)

    context = animator_client.get(address("facts", name="engaged")).context

    assert (context["total"], context["page"].paginator.count, len(context["page"])) == (30, 30, 25)


def test_an_adviser_is_told_how_many_rows_they_do_not_see(adviser_client, programme, chamber, address):
    synergy = SynergyFactory(programme=programme, retained=True)
    mine = CompanyFactory(programme=programme, chamber=chamber, name="La mienne")
    for company in [mine, CompanyFactory(programme=programme, name="Cachée")]:
        ParticipantFactory(synergy=synergy, company=company)

    page = adviser_client.get(address("facts", name="engaged")).content.decode().replace("\u00a0", " ")

    assert "La mienne" in page
    assert "Cachée" not in page
    assert "1 non visible" in page


def test_figures_are_the_same_for_every_role_that_reads_them(login_as, programme, address):
    engaged_companies(programme, 4)
    roles = [Role.ANIMATOR, Role.ADVISER, Role.COMMITTEE, Role.NETWORK]

    values = [
        {row.figure.name: row.value for row in login_as(role).get(address("indicators")).context["rows"]}
        for role in roles
    ]

    assert values[0]["engaged"] == 4
    assert all(value == values[0] for value in values)


@pytest.mark.parametrize("name", ["indicators", "search"])
def test_a_partner_reads_no_figures(partner_client, address, name):
    assert partner_client.get(address(name)).status_code == 403


def test_figures_are_read_at_a_past_date(animator_client, programme, address):
    AttendanceFactory(event=EventFactory(programme=programme, information=True, past=True), here=True)
    before = (timezone.localdate() - timedelta(days=20)).isoformat()

    then = {
        row.figure.name: row.value
        for row in animator_client.get(address("indicators"), {"at": before}).context["rows"]
    }

    assert then["present"] == 0


def test_the_roadmaps_are_at_hand_for_the_committee(committee_client, programme, address):
    RoadmapFactory(programme=programme, title="Formations SST")

    assert "Formations SST" in committee_client.get(address("indicators")).content.decode()


@pytest.mark.parametrize("number", [10, 200])
@pytest.mark.parametrize("name", ["indicators", "facts"])
def test_the_pages_cost_the_same(animator_client, programme, address, name, number, django_assert_max_num_queries):
    engaged_companies(programme, number)
    url = address(name, **({"name": "engaged"} if name == "facts" else {}))

    with django_assert_max_num_queries(20):
        animator_client.get(url)


def test_the_command_prints_the_figures_of_the_contract(programme, capsys):
    call_command("figures", programme=programme.slug, json=True)

    assert list(json.loads(capsys.readouterr().out)) == KEYS


def test_the_command_tells_people(programme, capsys):
    call_command("figures", programme=programme.slug)

    assert len(capsys.readouterr().out.splitlines()) == len(all_figures())


def test_the_command_refuses_an_unknown_programme(db):
    with pytest.raises(CommandError, match="nulle-part"):
        call_command("figures", programme="nulle-part")
