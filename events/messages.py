"""What companies are told of meetings: ids, numbers and dates only; texts are in templates/emails/."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.outbox.services import Message
from symbiose.ui.french import date_fr

if TYPE_CHECKING:
    from events.models import Attendance, Event


def invitation_message(event: Event) -> Message:
    return Message(
        kind="event_invitation",
        template="event_invitation",
        subject=_("%(title)s, %(day)s") % {"title": event.title, "day": _day(event)},
        context={"event": str(event.uuid)},
        path=f"events/{event.uuid}/",
    )


def reminder_message(attendance: Attendance, due_at: datetime) -> Message:
    event = attendance.event
    return Message(
        kind="workshop_to_come",
        template="event_reminder",
        subject=_("Rappel : %(title)s, %(day)s") % {"title": event.title, "day": _day(event)},
        context={"event": str(event.uuid)},
        path=f"events/{event.uuid}/",
        due_at=due_at,
    )


def recap_message(event: Event, n_synergies: int) -> Message:
    return Message(
        kind="event_recap",
        template="event_recap",
        subject=_("Après l’atelier : ce qui a été décidé, et la suite"),
        context={"event": str(event.uuid), "n_synergies": n_synergies},
    )


def _day(event: Event) -> str:
    return date_fr(timezone.localtime(event.starts_at).date(), weekday=True)
