"""Who reads a line: each role by each level, here and in lists, figures and searches."""

import pytest

from diagnostics.enums import Level
from diagnostics.figures import flows_at
from diagnostics.models import Flow
from symbiose.programmes.figures import figure_named
from symbiose.programmes.models import Membership, Role
from tests.diagnostics.factories import (
    CompanyFactory,
    FlowFactory,
    MembershipFactory,
    PartnerFactory,
    ProgrammeFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

OWN, OTHER = "own chamber", "other chamber"
TABLE = {
    (OWN, Level.ADVISER): True,
    (OWN, Level.CHAMBERS): True,
    (OWN, Level.PROGRAMME): True,
    (OWN, Level.PUBLIC): True,
    (OTHER, Level.ADVISER): False,
    (OTHER, Level.CHAMBERS): True,
    (OTHER, Level.PROGRAMME): True,
    (OTHER, Level.PUBLIC): True,
    (Role.ANIMATOR, Level.ADVISER): False,
    (Role.ANIMATOR, Level.CHAMBERS): True,
    (Role.ANIMATOR, Level.PROGRAMME): True,
    (Role.ANIMATOR, Level.PUBLIC): True,
    (Role.COMMITTEE, Level.ADVISER): False,
    (Role.COMMITTEE, Level.CHAMBERS): False,
    (Role.COMMITTEE, Level.PROGRAMME): True,
    (Role.COMMITTEE, Level.PUBLIC): True,
    (Role.NETWORK, Level.ADVISER): False,
    (Role.NETWORK, Level.CHAMBERS): False,
    (Role.NETWORK, Level.PROGRAMME): True,
    (Role.NETWORK, Level.PUBLIC): True,
    (Role.PARTNER, Level.ADVISER): False,
    (Role.PARTNER, Level.CHAMBERS): False,
    (Role.PARTNER, Level.PROGRAMME): False,
    (Role.PARTNER, Level.PUBLIC): False,
}


def reader_of(flow: Flow, who: str) -> Membership:
    if who == OWN:
        return MembershipFactory(programme=flow.programme, role=Role.ADVISER, partner=flow.company.chambers.get())
    if who == OTHER:
        return MembershipFactory(programme=flow.programme, adviser=True)
    return MembershipFactory(programme=flow.programme, role=who)


@pytest.mark.parametrize(("who", "level"), TABLE)
def test_a_line_shows_to_whom_its_level_allows(who: str, level: Level):
    programme = ProgrammeFactory()
    company = CompanyFactory(programme=programme, chamber=PartnerFactory(programme=programme))
    flow = FlowFactory(company=company, level=level)

    seen = Flow.objects.visible_to(reader_of(flow, who))

    assert (flow in seen) is TABLE[(who, level)]


def test_the_table_has_every_role_and_level():
    assert len(TABLE) == 6 * len(Level)
    assert {who for who, _level in TABLE} == {OWN, OTHER, *set(Role) - {Role.ADVISER}}


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("role", [Role.ANIMATOR, Role.COMMITTEE, Role.NETWORK, Role.PARTNER])
def test_no_line_of_another_programme_shows(role: Role, level: Level):
    flow = FlowFactory(level=level)

    assert flow not in Flow.objects.visible_to(MembershipFactory(role=role))


@pytest.mark.parametrize("level", Level)
def test_no_line_shows_to_an_adviser_of_another_programme(level: Level):
    flow = FlowFactory(level=level)

    assert flow not in Flow.objects.visible_to(MembershipFactory(adviser=True))


def test_the_assigned_adviser_of_another_chamber_reads_the_closest_lines():
    adviser = MembershipFactory(adviser=True)
    company = CompanyFactory(programme=adviser.programme, assigned_adviser=adviser.user)
    flow = FlowFactory(company=company, level=Level.ADVISER)

    assert flow in Flow.objects.visible_to(adviser)


def test_the_figure_counts_all_lines_and_shows_those_that_may_be_read():
    animator = MembershipFactory()
    company = CompanyFactory(programme=animator.programme)
    FlowFactory(company=company, level=Level.ADVISER)
    FlowFactory(company=company)

    rows = flows_at(animator.programme, None)

    assert rows.count() == 2
    assert figure_named("flows").visible(rows, animator).count() == 1
