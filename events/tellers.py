"""What the journal says of meetings by name: « Atelier du 18 octobre : présente, 2 synergies retenues »."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import AgendaItem, Attendance, Event
from symbiose.journal.timeline import Told
from symbiose.ui.french import date_fr
from synergies.models import Participant
from synergies.tellers import roles_sentence

if TYPE_CHECKING:
    from symbiose.journal.models import Fact

HIDDEN = Told(hidden=True)
YEAR_IS_SAID_AFTER = 300  # days, as in the date of each line
Visit = tuple[uuid.UUID, uuid.UUID | None]  # of an event, by a company


def tell_meetings(facts: Sequence[Fact]) -> dict[int, Told]:
    """One line a company and meeting: once presence is noted, invitation and answer are left out."""
    events = _events(facts)
    retained = _retained(facts)
    presences = _last_presences(facts)
    told = {}
    for fact in facts:
        event, last = events.get(fact.subject_uuid), presences.get(_visit(fact))
        if event is None:
            continue
        hidden = last is not None and last.pk != fact.pk
        told[fact.pk] = HIDDEN if hidden else _told(fact, event, retained.get(_visit(fact), []))
    return told


def _visit(fact: Fact) -> Visit:
    return (fact.subject_uuid, fact.company_uuid)


def _events(facts: Sequence[Fact]) -> dict[uuid.UUID, Event]:
    events = Event.objects.filter(uuid__in={fact.subject_uuid for fact in facts}).select_related("programme")
    return {event.uuid: event for event in events}


def _last_presences(facts: Iterable[Fact]) -> dict[Visit, Fact]:
    """The last word on each company at each meeting; a note taken back is no word."""
    last: dict[Visit, Fact] = {}
    for fact in sorted(facts, key=lambda fact: fact.pk):
        if fact.kind == "presence_noted":
            last[_visit(fact)] = fact
    return {visit: fact for visit, fact in last.items() if fact.data.get("present") is not None}


def _retained(facts: Sequence[Fact]) -> dict[Visit, list[Participant]]:
    """In what each company takes part, of what was retained at each workshop where it was present."""
    came = [fact for fact in facts if fact.kind == "presence_noted" and fact.data.get("present")]
    items = AgendaItem.objects.filter(
        event__uuid__in={fact.subject_uuid for fact in came}, decision=AgendaItem.Decision.RETAINED
    ).values_list("event__uuid", "synergy")
    rows = Participant.objects.current().filter(
        synergy__in={synergy for _event, synergy in items}, company__uuid__in={fact.company_uuid for fact in came}
    )
    found: dict[Visit, list[Participant]] = {}
    for row in rows.select_related("synergy", "company"):
        for event, synergy in items:
            if synergy == row.synergy_id:
                found.setdefault((event, row.company.uuid), []).append(row)
    return found


def _told(fact: Fact, event: Event, retained: list[Participant]) -> Told:
    name = _name(event)
    if fact.kind == "presence_noted" and fact.data.get("present"):
        return Told(_came(name, len(retained)), roles_sentence(retained), event.get_absolute_url())
    return Told(_other(fact, name), url=event.get_absolute_url())


def _name(event: Event) -> str:
    """« Atelier du 18 octobre »."""
    day = timezone.localdate(event.starts_at)
    shown = date_fr(day, year=abs((timezone.localdate() - day).days) >= YEAR_IS_SAID_AFTER)
    return _("%(kind)s du %(day)s") % {"kind": str(event.get_kind_display()).capitalize(), "day": shown}


def _came(name: str, retained: int) -> str:
    if not retained:
        return _("%(name)s : présente") % {"name": name}
    told = ngettext(
        "%(name)s : présente, %(n)s synergie retenue", "%(name)s : présente, %(n)s synergies retenues", retained
    )
    return told % {"name": name, "n": retained}


def _other(fact: Fact, name: str) -> str:
    words = {
        "event_invited": _("%(name)s : invitée"),
        "event_answered": _("%(name)s : répond « %(answer)s »"),
        "event_closed": _("%(name)s : close"),
        "event_cancelled": _("%(name)s : annulée"),
    }.get(fact.kind, _("%(name)s : présence effacée"))
    if fact.kind == "presence_noted" and fact.data.get("present") is False:
        words = _("%(name)s : absente")
    answer = fact.data.get("answer", "")
    known = answer in Attendance.Answer.values
    return words % {"name": name, "answer": Attendance.Answer(answer).label if known else "…"}
