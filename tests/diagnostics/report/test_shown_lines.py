"""« Rien n’est montré aux autres entreprises » : the words of the fiche, kept by the leads that companies read."""

import pytest

from diagnostics.enums import Origin
from diagnostics.models import Diagnostic, Flow
from diagnostics.shown_lines import shown_to_companies
from synergies.cards import leads_shown_to
from synergies.models import Proposal, ProposalFlow
from tests.diagnostics.factories import CompanyFactory, FlowFactory

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def shown():
    return set(Flow.objects.filter(shown_to_companies()).values_list("label", flat=True))


def test_an_open_line_of_an_unconfirmed_visit_is_not_shown(line):
    assert shown() == set()


def test_once_confirmed_it_is(visit, line):
    Diagnostic.objects.update(state=Diagnostic.State.CONFIRMED)

    assert shown() == {"Sciure"}


@pytest.mark.parametrize("origin", [Origin.COMPANY, Origin.QUESTIONNAIRE, Origin.IMPORT])
def test_what_came_otherwise_needs_no_confirmation(line, origin):
    Flow.objects.update(origin_kind=origin)

    assert shown() == {"Sciure"}


@pytest.mark.parametrize("level", ["adviser", "chambers"])
def test_a_closed_line_is_never_shown(line, level):
    Flow.objects.update(level=level, origin_kind=Origin.COMPANY)

    assert shown() == set()


def test_a_lead_waits_for_the_others_confirmation(line):
    neighbour = CompanyFactory(programme=line.programme)
    own = FlowFactory(company=neighbour, direction="besoin", origin_kind=Origin.COMPANY)
    proposal = Proposal.objects.create(
        programme=line.programme,
        key="k",
        kind="substitution",
        title="Sciure",
        engine_version="1",
        input_digest="0" * 64,
        score=0.7,
        rank=1,
    )
    for flow in (line, own):
        ProposalFlow.objects.create(proposal=proposal, flow=flow)

    before = leads_shown_to(neighbour).count()
    Diagnostic.objects.update(state=Diagnostic.State.CONFIRMED)

    assert (before, leads_shown_to(neighbour).count()) == (0, 1)
