import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from synergies.models import Kind, Participant, Passage, Proposal, State, Synergy
from synergies.services import (
    IllegalTransition,
    Move,
    NewSynergy,
    add_participant,
    add_synergy,
    move_synergy,
    note_interest,
    remove_participant,
    restore_proposal,
    set_aside_proposal,
    set_pilot,
    shortlist_proposal,
)
from synergies.transitions import TRANSITIONS, next_states
from tests.accounts.factories import UserFactory
from tests.diagnostics.factories import CompanyFactory
from tests.synergies.factories import ParticipantFactory, ProposalFactory, SynergyFactory

pytestmark = pytest.mark.django_db


def test_a_shortlisted_proposal_becomes_a_synergy_with_the_companies_of_its_flows():
    proposal = ProposalFactory()

    synergy = shortlist_proposal(proposal_id=proposal.pk, actor=UserFactory())

    companies = set(synergy.participants.values_list("company", flat=True))
    assert companies == set(proposal.flows.values_list("company", flat=True))
    assert (synergy.state, synergy.origin) == (State.SHORTLISTED, Synergy.Origin.ENGINE)


def test_shortlisting_twice_makes_one_synergy():
    proposal = ProposalFactory()
    shortlist_proposal(proposal_id=proposal.pk, actor=UserFactory())

    shortlist_proposal(proposal_id=proposal.pk, actor=UserFactory())

    assert Synergy.objects.count() == 1


def test_a_proposal_is_not_set_aside_without_a_reason():
    proposal = ProposalFactory()

    with pytest.raises(ValidationError):
        set_aside_proposal(proposal_id=proposal.pk, reason="  ", actor=UserFactory())

    assert Proposal.objects.live().filter(pk=proposal.pk).exists()


def test_a_proposal_set_aside_leaves_the_list_and_comes_back_when_restored():
    proposal = ProposalFactory()
    set_aside_proposal(proposal_id=proposal.pk, reason="Trop loin", actor=UserFactory())
    assert not Proposal.objects.live().exists()

    restore_proposal(proposal_id=proposal.pk, actor=UserFactory())

    assert Proposal.objects.live().get() == proposal


def test_every_passage_keeps_who_why_and_the_facts():
    actor = UserFactory()
    participant = ParticipantFactory(synergy__state=State.SHORTLISTED)

    move_synergy(synergy_id=participant.synergy_id, move=Move(State.SET_ASIDE, "Trop tôt"), actor=actor)

    passage = Passage.objects.get()
    assert (passage.from_state, passage.to_state) == (State.SHORTLISTED, State.SET_ASIDE)
    assert (passage.reason, passage.created_by) == ("Trop tôt", actor)
    assert passage.snapshot["participants"][0]["company"] == str(participant.company.uuid)


def test_a_synergy_does_not_jump_over_the_decision():
    synergy = SynergyFactory()

    with pytest.raises(IllegalTransition, match="proposed -> in_progress"):
        move_synergy(synergy_id=synergy.pk, move=Move(State.IN_PROGRESS), actor=UserFactory())

    assert not Passage.objects.exists()


def test_stopping_asks_for_a_reason():
    synergy = SynergyFactory(retained=True)

    with pytest.raises(ValidationError):
        move_synergy(synergy_id=synergy.pk, move=Move(State.STOPPED), actor=UserFactory())


def test_a_stopped_synergy_counts_no_more_as_retained_and_counts_again_when_it_comes_back():
    synergy = SynergyFactory(started=True)
    move_synergy(synergy_id=synergy.pk, move=Move(State.STOPPED, "Plus de pilote"), actor=UserFactory())
    assert not Synergy.objects.retained().exists()

    move_synergy(synergy_id=synergy.pk, move=Move(State.IN_PROGRESS), actor=UserFactory())

    assert Synergy.objects.retained().get() == synergy


def test_only_the_animator_retains():
    assert State.RETAINED in next_states(State.SHORTLISTED, is_animator=True)
    assert State.RETAINED not in next_states(State.SHORTLISTED, is_animator=False)


def test_every_state_says_what_may_follow_it():
    assert set(TRANSITIONS) == set(State)


def test_a_synergy_has_one_pilot():
    synergy = SynergyFactory()
    first, second = CompanyFactory(programme=synergy.programme), CompanyFactory(programme=synergy.programme)
    set_pilot(synergy=synergy, company=first, actor=UserFactory())

    set_pilot(synergy=synergy, company=second, actor=UserFactory())

    pilots = Participant.objects.current().filter(role=Participant.Role.PILOT)
    assert [pilot.company for pilot in pilots] == [second]


def test_the_database_refuses_a_second_pilot():
    synergy = SynergyFactory()
    ParticipantFactory(synergy=synergy, role=Participant.Role.PILOT)

    with pytest.raises(IntegrityError), transaction.atomic():
        ParticipantFactory(synergy=synergy, role=Participant.Role.PILOT)


def test_the_database_refuses_a_retained_synergy_without_a_date():
    with pytest.raises(IntegrityError), transaction.atomic():
        SynergyFactory(state=State.RETAINED)


def test_a_company_takes_part_once():
    participant = ParticipantFactory()

    again = add_participant(synergy=participant.synergy, company=participant.company)

    assert again == participant


def test_a_company_that_left_may_come_back():
    participant = ParticipantFactory()
    remove_participant(participant=participant, actor=UserFactory())

    add_participant(synergy=participant.synergy, company=participant.company)

    assert Participant.objects.current().count() == 1
    assert Participant.objects.count() == 2


def test_two_companies_make_a_synergy_without_any_workshop():
    first = CompanyFactory()
    second = CompanyFactory(programme=first.programme)
    new = NewSynergy("Transport commun", Kind.MUTUALISATION)

    synergy = add_synergy(programme=first.programme, new=new, companies=[first, second], actor=UserFactory())

    assert synergy.participants.count() == 2


def test_a_company_changes_its_mind_about_a_lead():
    proposal = ProposalFactory()
    company = proposal.flows.first().company
    note_interest(proposal=proposal, company=company, interested=True)

    note_interest(proposal=proposal, company=company, interested=False)

    assert [interest.interested for interest in proposal.interests.all()] == [False]
