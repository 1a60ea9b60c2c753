"""The reminder of a workshop to come: a week before and the eve, to those who have not declined."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.messages import reminder_message
from events.models import Attendance, Event
from symbiose.holders import resolve_holder
from symbiose.reminders.manners import morning_of
from symbiose.reminders.rules import Cause, ReminderRule

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme

DAYS_BEFORE = {7: timedelta(days=6), 1: timedelta(days=1)}  # and how long each makes sense: until the next one
STOPPED = [Attendance.Answer.NOT_COMING, Attendance.Answer.INTERESTED]


def causes(programme: Programme, now: datetime) -> Iterator[Cause]:
    """Nobody is reminded of a meeting to which they were invited after the day of the reminder."""
    events = Event.objects.filter(programme=programme, starts_at__gt=now, cancelled_at__isnull=True)
    invited = Attendance.objects.filter(event__in=events, invited_at__isnull=False, contact__isnull=False)
    for attendance in invited.exclude(answer__in=STOPPED).select_related("event__programme", "contact"):
        for days, makes_sense in DAYS_BEFORE.items():
            yield from _cause(attendance, days, makes_sense, now)


def _cause(attendance: Attendance, days: int, makes_sense: timedelta, now: datetime) -> Iterator[Cause]:
    day = timezone.localtime(attendance.event.starts_at).date() - timedelta(days=days)
    due_at = morning_of(day)
    assert attendance.contact
    assert attendance.invited_at
    if due_at > now or attendance.invited_at > due_at or now - due_at >= makes_sense:
        return
    holder = resolve_holder("contact", attendance.contact.uuid)
    if holder:
        yield Cause("attendance", attendance.uuid, holder, f"j-{days}", reminder_message(attendance, due_at))


def still_holds(subject_uuid: UUID) -> bool:
    attendances = Attendance.objects.filter(uuid=subject_uuid).exclude(answer__in=STOPPED)
    return attendances.filter(event__cancelled_at__isnull=True, event__starts_at__gt=timezone.now()).exists()


WORKSHOP_TO_COME = ReminderRule(
    name="workshop_to_come",
    label=_("Rencontre à venir"),
    description=_("Une semaine avant et la veille, aux entreprises invitées qui n’ont pas dit non."),
    causes=causes,
    still_holds=still_holds,
)
