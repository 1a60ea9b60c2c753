from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.models import Company, Contact
from events.messages import invitation_message, recap_message
from events.models import AgendaItem, Attendance, Event
from symbiose.holders import Holder, resolve_holder
from symbiose.journal.services import Actor, FactDetails, record_fact
from symbiose.outbox.services import queue_email
from symbiose.programmes.edits import save_edit
from symbiose.reminders.services import drop_reminders
from synergies.models import Participant, State, Synergy
from synergies.services import Move, move_synergy

if TYPE_CHECKING:
    from symbiose.accounts.models import User

DECISIONS = {
    AgendaItem.Decision.RETAINED: State.RETAINED,
    AgendaItem.Decision.TO_STUDY: State.TO_STUDY,
    AgendaItem.Decision.SET_ASIDE: State.SET_ASIDE,
}


class EventClosed(Exception):
    """The meeting was closed or called off: it invites nobody more, and what was decided in it stands."""


@dataclass(frozen=True, slots=True)
class Hands:
    """A show of hands: one number for each of the three columns; None where nobody counted."""

    retain: int | None = None
    study: int | None = None
    set_aside: int | None = None


@transaction.atomic
def invite_companies(*, event: Event, companies: Iterable[Company], actor: User) -> int:
    """Invite each company once, and write to its contact; the number of new invitations. Raises EventClosed."""
    _refuse_over(event)
    known = set(Attendance.objects.filter(event=event, invited_at__isnull=False).values_list("company_id", flat=True))
    invited = [_invite(event, company, actor) for company in companies if company.pk not in known]
    return len(invited)


def _refuse_over(event: Event) -> None:
    if event.closed_at or event.cancelled_at:
        raise EventClosed


def _first_contact(company: Company) -> Contact | None:
    return Contact.objects.current().filter(company=company).order_by("-is_primary", "pk").first()


def _invite(event: Event, company: Company, actor: User) -> Attendance:
    contact = _first_contact(company)
    attendance, _created = Attendance.objects.get_or_create(
        event=event, company=company, defaults={"programme_id": event.programme_id, "created_by": actor}
    )
    attendance.contact, attendance.invited_at = contact, timezone.now()
    attendance.save(update_fields=["contact", "invited_at"])
    if contact and contact.email:
        holder = resolve_holder("contact", contact.uuid)
        if holder:
            _write(attendance, holder, actor)
    record_fact(kind="event_invited", subject=event, actor=actor, details=FactDetails(company_uuid=company.uuid))
    return attendance


def _write(attendance: Attendance, holder: Holder, actor: User) -> None:
    queue_email(
        key=f"event:{attendance.event.uuid}:invitation:{holder.uuid}",
        message=invitation_message(attendance.event),
        recipient=holder,
        programme=attendance.event.programme,
        actor=actor,
    )


@transaction.atomic
def answer_invitation(*, attendance: Attendance, answer: str, actor: Actor) -> Attendance:
    """Keep what a company answers, by whatever way; it stops the reminders of this invitation at once."""
    if answer not in Attendance.Answer.values or answer == Attendance.Answer.NONE:
        raise ValidationError({"answer": _("Choisissez une réponse.")})
    attendance.answer, attendance.answered_at = answer, timezone.now()
    attendance.save(update_fields=["answer", "answered_at"])
    if answer != Attendance.Answer.COMING:
        drop_reminders(rule="workshop_to_come", subject_uuid=attendance.uuid, reason=_("Une réponse est arrivée."))
    details = FactDetails(company_uuid=attendance.company.uuid, data={"answer": answer})
    record_fact(kind="event_answered", subject=attendance.event, actor=actor, details=details)
    return attendance


@transaction.atomic
def note_presence(*, event: Event, company: Company, present: bool | None, actor: User) -> Attendance:
    """Note that a company came, or did not; None takes the note back. Invited or not, whoever comes is noted."""
    attendance, _created = Attendance.objects.get_or_create(
        event=event, company=company, defaults={"programme_id": event.programme_id, "created_by": actor}
    )
    if attendance.present == present:
        return attendance
    attendance.present = present
    attendance.noted_at = None if present is None else timezone.now()
    attendance.save(update_fields=["present", "noted_at"])
    details = FactDetails(company_uuid=company.uuid, happened_at=event.starts_at, data={"present": present})
    record_fact(kind="presence_noted", subject=event, actor=actor, details=details)
    return attendance


@transaction.atomic
def put_on_agenda(*, event: Event, synergies: Iterable[Synergy], actor: User) -> int:
    """Put synergies on a workshop's agenda, after those already there; the number added. Raises EventClosed."""
    _refuse_over(event)
    last = AgendaItem.objects.filter(event=event).order_by("-position").first()
    position = last.position if last else 0
    known = set(AgendaItem.objects.filter(event=event).values_list("synergy_id", flat=True))
    rows = [
        AgendaItem(
            programme_id=event.programme_id,
            event=event,
            synergy=synergy,
            position=position + number,
            created_by=actor,
        )
        for number, synergy in enumerate((s for s in synergies if s.pk not in known), start=1)
    ]
    AgendaItem.objects.bulk_create(rows)
    return len(rows)


@transaction.atomic
def take_off_agenda(*, item_id: int) -> None:
    """Take a synergy off the agenda. One that was decided stays, and so does what a closed meeting left open."""
    open_items = AgendaItem.objects.filter(decision="", event__closed_at__isnull=True)
    open_items.filter(pk=item_id).delete()


@transaction.atomic
def count_hands(*, item_id: int, hands: Hands) -> None:
    """Show the hands while they are being counted, before anything is decided. Raises EventClosed."""
    item = AgendaItem.objects.select_for_update(of=("self",)).select_related("event").get(pk=item_id)
    _refuse_over(item.event)
    if not item.decision:
        _keep_hands(item, hands)
        item.save(update_fields=["hands_retain", "hands_study", "hands_set_aside"])


def _keep_hands(item: AgendaItem, hands: Hands) -> None:
    item.hands_retain, item.hands_study, item.hands_set_aside = hands.retain, hands.study, hands.set_aside


@transaction.atomic
def decide_item(*, item_id: int, decision: str, hands: Hands, reason: str, actor: User) -> AgendaItem:
    """Keep a workshop's decision on one synergy, and pass the synergy to the state it asks for.

    Raises EventClosed once the meeting is closed, ValidationError without the reason of a setting aside,
    IllegalTransition if the synergy has moved on meanwhile.
    """
    item = AgendaItem.objects.select_for_update(of=("self",)).select_related("event", "synergy").get(pk=item_id)
    _refuse_over(item.event)
    item.decision, item.reason, item.decided_at = decision, reason.strip()[:300], timezone.now()
    _keep_hands(item, hands)
    item.full_clean()
    item.save()
    wanted = DECISIONS[AgendaItem.Decision(decision)]
    if item.synergy.state != wanted:
        move = Move(wanted, item.reason, item.event.uuid)
        move_synergy(synergy_id=item.synergy_id, move=move, actor=actor)
    return item


@transaction.atomic
def close_event(*, event_id: int, actor: User) -> Event:
    """Close a meeting: the decisions stand, and each company present is told what comes next. Idempotent."""
    event = Event.objects.select_for_update(of=("self",)).select_related("programme").get(pk=event_id)
    if event.closed_at:
        return event
    event.closed_at = timezone.now()
    event.save(update_fields=["closed_at"])
    if event.kind == Event.Kind.WORKSHOP:
        for attendance in Attendance.objects.present().filter(event=event).select_related("company", "contact"):
            _tell_what_comes_next(event, attendance, actor)
    record_fact(kind="event_closed", subject=event, actor=actor)
    return event


def _tell_what_comes_next(event: Event, attendance: Attendance, actor: User) -> None:
    contact = attendance.contact or _first_contact(attendance.company)
    holder = resolve_holder("contact", contact.uuid) if contact and contact.email else None
    retained = Participant.objects.current().filter(company=attendance.company, synergy__in=Synergy.objects.retained())
    if holder:
        queue_email(
            key=f"event:{event.uuid}:recap:{holder.uuid}",
            message=recap_message(event, retained.count()),
            recipient=holder,
            programme=event.programme,
            actor=actor,
        )


@transaction.atomic
def edit_event(*, event: Event, expected_version: int, fields: Iterable[str]) -> Event:
    """Save the changed `fields` of a meeting. Raises EditConflict when somebody else changed it meanwhile."""
    return save_edit(event, expected_version=expected_version, fields=fields)


@transaction.atomic
def cancel_event(*, event: Event, actor: User) -> Event:
    """Call a meeting off; what was to be sent for it is not."""
    event.cancelled_at = event.cancelled_at or timezone.now()
    event.save(update_fields=["cancelled_at"])
    for attendance in Attendance.objects.filter(event=event):
        drop_reminders(rule="workshop_to_come", subject_uuid=attendance.uuid, reason=_("La rencontre est annulée."))
    record_fact(kind="event_cancelled", subject=event, actor=actor)
    return event
