"""What the messages about meetings need to be written, found again from the ids that they keep."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import AgendaItem, Event
from symbiose.outbox.contexts import NothingToSay, register_context
from symbiose.outbox.models import OutboxEmail


def event_context(email: OutboxEmail) -> dict[str, Any]:
    event = Event.objects.filter(uuid=email.context["event"]).first()
    if event is None or event.cancelled_at:
        raise NothingToSay(_("La rencontre n’a plus lieu."))
    start = timezone.localtime(event.starts_at)
    return {"event": event, "start": start, "action_label": _("Répondre")}


def recap_context(email: OutboxEmail) -> dict[str, Any]:
    context = event_context(email)
    following = Event.objects.filter(programme=context["event"].programme).of_companies().upcoming().first()
    decided = AgendaItem.objects.filter(event=context["event"], decision=AgendaItem.Decision.RETAINED)
    return {
        **context,
        "next_event": following,
        "next_start": timezone.localtime(following.starts_at) if following else None,
        "titles": list(decided.values_list("synergy__title", flat=True)),
        "action_label": _("Voir ma page"),
    }


def register() -> None:
    register_context("event_invitation", event_context)
    register_context("event_reminder", event_context)
    register_context("event_recap", recap_context)
