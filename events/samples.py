"""A real object for each address of this app (see symbiose.programmes.url_samples)."""

from __future__ import annotations

from typing import Any

from events.models import AgendaItem, Event
from symbiose.programmes.models import Programme
from symbiose.programmes.url_samples import Finder, first_pk


def _event(programme: Programme) -> dict[str, Any] | None:
    return first_pk(Event.objects.filter(programme=programme))


def _item(programme: Programme) -> dict[str, Any] | None:
    return first_pk(AgendaItem.objects.filter(programme=programme))


EVENT_NAMES = ["detail", "edit", "cancel", "minutes", "invite", "presence", "agenda", "close", "screen"]
SAMPLES: dict[str, Finder] = {
    **{f"events:{name}": _event for name in EVENT_NAMES},
    "events:decide": _item,
    "events:hands": _item,
    "events:agenda_remove": _item,
}
