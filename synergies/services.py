from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.models import Company
from symbiose.journal.services import FactDetails, record_fact
from symbiose.programmes.edits import save_edit
from synergies.models import Interest, Participant, Passage, Proposal, State, Synergy
from synergies.transitions import NEEDS_REASON, TRANSITIONS

if TYPE_CHECKING:
    from symbiose.accounts.models import User
    from symbiose.programmes.models import Programme


class IllegalTransition(Exception):
    """The synergy has left the state from which this passage was possible."""


@dataclass(frozen=True, slots=True)
class Move:
    """A passage of state: where to, why, and in which meeting it was decided."""

    to_state: str
    reason: str = ""
    event_uuid: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewSynergy:
    """What a person types to add a synergy by hand."""

    title: str
    kind: str
    summary: str = ""
    expected_gain: str = ""
    is_lasting: bool = True
    origin: str = Synergy.Origin.PERSON


@transaction.atomic
def shortlist_proposal(*, proposal_id: int, actor: User) -> Synergy:
    """Take a proposal up: the synergy is born, with the companies of its flows, and shortlisted."""
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal_id)
    synergy = proposal.synergy or _synergy_of(proposal, actor)
    if synergy.state != State.SHORTLISTED:
        move_synergy(synergy_id=synergy.pk, move=Move(State.SHORTLISTED), actor=actor)
    Proposal.objects.filter(pk=proposal.pk).update(synergy=synergy, set_aside_at=None, set_aside_reason="")
    synergy.refresh_from_db()
    return synergy


@transaction.atomic
def set_aside_proposal(*, proposal_id: int, reason: str, actor: User) -> Proposal:
    """Set a proposal aside with its reason, kept on its key whatever is recomputed."""
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal_id)
    if not reason.strip():
        raise ValidationError({"reason": _("Dites en quelques mots pourquoi la piste est écartée.")})
    proposal.set_aside_at = timezone.now()
    proposal.set_aside_by = actor
    proposal.set_aside_reason = reason.strip()[:200]
    proposal.save(update_fields=["set_aside_at", "set_aside_by", "set_aside_reason"])
    if proposal.synergy and proposal.synergy.state in {State.PROPOSED, State.SHORTLISTED, State.TO_STUDY}:
        move_synergy(synergy_id=proposal.synergy.pk, move=Move(State.SET_ASIDE, reason), actor=actor)
    record_fact(kind="proposal_set_aside", subject=proposal, actor=actor)
    return proposal


@transaction.atomic
def restore_proposal(*, proposal_id: int, actor: User) -> Proposal:
    """Undo a shortlisting or a setting aside: the proposal is again one among the others."""
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal_id)
    Proposal.objects.filter(pk=proposal.pk).update(set_aside_at=None, set_aside_by=None, set_aside_reason="")
    synergy = proposal.synergy
    if synergy and synergy.state == State.SET_ASIDE:
        move_synergy(synergy_id=synergy.pk, move=Move(State.SHORTLISTED), actor=actor)
    elif synergy and synergy.state == State.SHORTLISTED:
        move_synergy(synergy_id=synergy.pk, move=Move(State.PROPOSED), actor=actor)
    record_fact(kind="proposal_restored", subject=proposal, actor=actor)
    proposal.refresh_from_db()
    return proposal


@transaction.atomic
def add_synergy(*, programme: Programme, new: NewSynergy, companies: Iterable[Company], actor: User | None) -> Synergy:
    """Add a synergy by hand, or as it was born in a workshop, with its first companies."""
    synergy = Synergy(programme=programme, created_by=actor, **asdict(new))
    synergy.full_clean()
    synergy.save()
    for company in companies:
        add_participant(synergy=synergy, company=company, actor=actor)
    _keep_passage(synergy, "", Move(State.PROPOSED), actor)
    record_fact(kind="synergy_added", subject=synergy, actor=actor)
    return synergy


@transaction.atomic
def edit_synergy(*, synergy: Synergy, expected_version: int, fields: Iterable[str]) -> Synergy:
    """Save the changed `fields` of a synergy. Raises EditConflict when somebody else changed it meanwhile."""
    return save_edit(synergy, expected_version=expected_version, fields=fields)


@transaction.atomic
def move_synergy(*, synergy_id: int, move: Move, actor: User | None) -> Synergy:
    """Pass a synergy to another state and keep who, when and why.

    Raises IllegalTransition if it has left the expected state meanwhile, ValidationError without the
    reason that the new state asks for.
    """
    synergy = Synergy.objects.select_for_update(of=("self",)).get(pk=synergy_id)
    if move.to_state not in TRANSITIONS[State(synergy.state)]:
        raise IllegalTransition(f"{synergy.state} -> {move.to_state}")
    if move.to_state in NEEDS_REASON and not move.reason.strip():
        raise ValidationError({"reason": _("Dites en quelques mots pourquoi.")})
    before, synergy.state = synergy.state, move.to_state
    _date(synergy)
    synergy.full_clean(exclude=["merged_into"])
    synergy.save(update_fields=["state", "retained_at", "started_at", "stopped_at"])
    _keep_passage(synergy, before, move, actor)
    _tell_the_journal(synergy, move, actor)
    return synergy


@transaction.atomic
def add_participant(
    *,
    synergy: Synergy,
    company: Company,
    role: str = Participant.Role.MEMBER,
    actor: User | None = None,
    **fields: Any,
) -> Participant:
    """Let a company take part; one that already does is returned as it is."""
    present = Participant.objects.current().filter(synergy=synergy, company=company).first()
    if present:
        return present
    participant = Participant(
        programme_id=synergy.programme_id, synergy=synergy, company=company, role=role, created_by=actor, **fields
    )
    participant.full_clean()
    participant.save()
    details = FactDetails(company_uuid=company.uuid, data={"synergy": str(synergy.uuid)})
    record_fact(kind="participant_joined", subject=participant, actor=actor, details=details)
    return participant


@transaction.atomic
def remove_participant(*, participant: Participant, actor: User) -> None:
    """End a company's participation; the row stays, with its last day."""
    participant.until = timezone.localdate()
    participant.role = Participant.Role.MEMBER
    participant.save(update_fields=["until", "role"])
    details = FactDetails(company_uuid=participant.company.uuid, data={"synergy": str(participant.synergy.uuid)})
    record_fact(kind="participant_left", subject=participant, actor=actor, details=details)


@transaction.atomic
def set_pilot(*, synergy: Synergy, company: Company, actor: User | None) -> Participant:
    """Make a company the pilot of a synergy; the pilot before it stays a member."""
    pilots = Participant.objects.current().filter(synergy=synergy, role=Participant.Role.PILOT)
    pilots.exclude(company=company).update(role=Participant.Role.MEMBER)
    participant = add_participant(synergy=synergy, company=company, actor=actor)
    participant.role = Participant.Role.PILOT
    participant.save(update_fields=["role"])
    return participant


@transaction.atomic
def note_interest(*, proposal: Proposal, company: Company, interested: bool) -> Interest:
    """Keep what a company says of a lead; it may change its mind."""
    interest, _created = Interest.objects.update_or_create(
        proposal=proposal, company=company, programme_id=proposal.programme_id, defaults={"interested": interested}
    )
    details = FactDetails(company_uuid=company.uuid, data={"interested": interested})
    record_fact(kind="interest_noted", subject=proposal, details=details)
    return interest


def _synergy_of(proposal: Proposal, actor: User) -> Synergy:
    new = NewSynergy(proposal.title, proposal.kind, proposal.explanation[:600], origin=Synergy.Origin.ENGINE)
    synergy = add_synergy(programme=proposal.programme, new=new, companies=[], actor=actor)
    for line in proposal.proposal_flows.select_related("flow__company").order_by("pk"):
        add_participant(synergy=synergy, company=line.flow.company, flow=line.flow, actor=actor)
    return synergy


def _date(synergy: Synergy) -> None:
    """Date the passages that the figures count; the first date is kept when a synergy comes back."""
    now = timezone.now()
    if synergy.state not in {State.PROPOSED, State.SHORTLISTED, State.TO_STUDY, State.SET_ASIDE, State.STOPPED}:
        synergy.retained_at = synergy.retained_at or now
        synergy.stopped_at = None
    if synergy.state in {State.IN_PROGRESS, State.RUNNING, State.COMPLETED}:
        synergy.started_at = synergy.started_at or now
    if synergy.state == State.STOPPED:
        synergy.stopped_at = now


def _keep_passage(synergy: Synergy, before: str, move: Move, actor: User | None) -> None:
    Passage.objects.create(
        programme_id=synergy.programme_id,
        synergy=synergy,
        from_state=before,
        to_state=move.to_state,
        reason=move.reason.strip()[:300],
        event_uuid=move.event_uuid,
        passed_at=timezone.now(),
        created_by=actor,
        snapshot=_snapshot(synergy),
    )


def _snapshot(synergy: Synergy) -> dict[str, Any]:
    """The facts at the decision: companies and flows, by id, with the quantities as they stood."""
    participants = Participant.objects.current().filter(synergy=synergy).select_related("company", "flow")
    return {
        "title": synergy.title,
        "participants": [
            {
                "company": str(row.company.uuid),
                "role": row.role,
                "flow": str(row.flow.uuid) if row.flow else None,
                "quantity": str(row.flow.quantity) if row.flow and row.flow.quantity is not None else None,
                "unit": row.flow.unit if row.flow else "",
            }
            for row in participants
        ],
    }


def _tell_the_journal(synergy: Synergy, move: Move, actor: User | None) -> None:
    data = {"to": move.to_state, "event": str(move.event_uuid) if move.event_uuid else None}
    record_fact(kind="synergy_moved", subject=synergy, actor=actor, details=FactDetails(data=data))
