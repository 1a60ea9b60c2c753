import pytest

from diagnostics.enums import Level
from synergies.matching_run import recompute_proposals
from synergies.models import Proposal
from synergies.runs import ask_for_run, do_run, programmes_to_compute
from synergies.services import set_aside_proposal
from tests.accounts.factories import UserFactory
from tests.diagnostics.factories import CompanyFactory, FlowFactory
from tests.programmes.factories import MembershipFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory()


def sawdust(programme, **fields):
    giver = CompanyFactory(programme=programme, name="Scierie")
    taker = CompanyFactory(programme=programme, name="Élevage")
    given = FlowFactory(company=giver, label="sciure de bois non traité", **fields)
    sought = FlowFactory(company=taker, direction="besoin", family="matiere", label="sciure pour litière")
    return given, sought


def test_sawdust_and_litter_meet(programme):
    flows = sawdust(programme)

    result = recompute_proposals(programme)

    assert result.created == 1
    proposal = Proposal.objects.get()
    assert (proposal.kind, set(proposal.flows.all())) == ("substitution", set(flows))
    assert 0 < proposal.score <= 1


def test_computing_again_changes_nothing(programme):
    sawdust(programme)
    recompute_proposals(programme)

    again = recompute_proposals(programme)

    assert (again.created, again.kept, again.withdrawn) == (0, 1, 0)


def test_a_proposal_whose_line_ended_is_withdrawn_and_its_row_stays(programme):
    given, _sought = sawdust(programme)
    recompute_proposals(programme)
    given.label, given.family = "vieux pneus de tracteur", "dechet"
    given.save()

    result = recompute_proposals(programme)

    assert result.withdrawn == 1
    assert not Proposal.objects.live().exists()
    assert Proposal.objects.count() == 1


def test_a_proposal_set_aside_stays_so_when_computed_again(programme):
    sawdust(programme)
    recompute_proposals(programme)
    set_aside_proposal(proposal_id=Proposal.objects.get().pk, reason="Trop loin", actor=UserFactory())

    recompute_proposals(programme)

    assert Proposal.objects.get().set_aside_reason == "Trop loin"
    assert not Proposal.objects.live().exists()


def test_a_proposal_with_an_adviser_only_line_is_hidden_from_the_animator(programme):
    sawdust(programme, level=Level.ADVISER)
    recompute_proposals(programme)

    animator = MembershipFactory(programme=programme)

    assert Proposal.objects.count() == 1
    assert not Proposal.objects.visible_to(animator).exists()


def test_companies_of_another_programme_never_meet(programme):
    FlowFactory(company__programme=programme, label="sciure de bois non traité")
    FlowFactory(direction="besoin", family="matiere", label="sciure pour litière")

    assert recompute_proposals(programme).created == 0


def test_a_group_says_once_what_its_pairs_would_say_again(programme):
    for _number in range(4):
        FlowFactory(
            company__programme=programme,
            direction="besoin",
            family="competence",
            label="formation de secouriste (SST)",
            unit="places",
            period="ponctuel",
        )

    recompute_proposals(programme)

    assert {proposal.is_group for proposal in Proposal.objects.all()} == {True}


def test_a_programme_is_computed_when_its_lines_changed_since_the_last_time(programme):
    sawdust(programme)
    assert list(programmes_to_compute()) == [programme]
    do_run(run_id=ask_for_run(programme=programme).pk)
    assert not programmes_to_compute()

    FlowFactory(company__programme=programme)

    assert list(programmes_to_compute()) == [programme]


def test_asking_twice_waits_once(programme):
    first = ask_for_run(programme=programme)

    assert ask_for_run(programme=programme) == first
