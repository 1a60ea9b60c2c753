"""How facts read: each app registers, for its kinds of fact, an icon, a tint and a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from symbiose.journal.models import Fact


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line of a timeline. `group` is contact, synergy or method: the filters of the screen."""

    happened_at: datetime
    title: str
    icon: str = "dot"
    tone: str = "method"  # contact (grey), method (green), note (straw)
    group: str = "method"
    quote: str = ""
    text: str = ""
    url: str = ""
    company_uuid: UUID | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What the rows behind a fact add to its bare sentence; `hidden`: another line tells it."""

    title: str = ""
    text: str = ""
    url: str = ""
    hidden: bool = False


Sentence = Callable[["Fact"], str]
# Looks up the rows of all the facts of a timeline at once; answers by the facts' primary keys.
Teller = Callable[["Sequence[Fact]"], Mapping[int, Told]]


@dataclass(frozen=True, slots=True)
class FactReading:
    """How one kind of fact is read."""

    icon: str
    sentence: Sentence
    tone: str = "method"
    group: str = "method"
    teller: Teller | None = None


_READINGS: dict[str, FactReading] = {}


def register_readings(readings: dict[str, FactReading]) -> None:
    _READINGS.update(readings)


def readable_kinds() -> list[str]:
    return list(_READINGS)


def entries(facts: Iterable[Fact]) -> list[TimelineEntry]:
    """The facts that somebody knows how to read, as timeline lines, in the order given."""
    readable = [fact for fact in facts if fact.kind in _READINGS]
    told = _told(readable)
    lines = [(fact, told.get(fact.pk, Told())) for fact in readable]
    return [_entry(fact, _READINGS[fact.kind], more) for fact, more in lines if not more.hidden]


def _told(facts: Iterable[Fact]) -> dict[int, Told]:
    """Each teller is asked once, whatever the number of facts: the queries of a page stay constant."""
    by_teller: dict[Teller, list[Fact]] = {}
    for fact in facts:
        teller = _READINGS[fact.kind].teller
        if teller:
            by_teller.setdefault(teller, []).append(fact)
    return {pk: told for teller, own in by_teller.items() for pk, told in teller(own).items()}


def _entry(fact: Fact, reading: FactReading, told: Told) -> TimelineEntry:
    return TimelineEntry(
        happened_at=fact.happened_at,
        title=told.title or reading.sentence(fact),
        icon=reading.icon,
        tone=reading.tone,
        group=reading.group,
        text=told.text,
        url=told.url,
        company_uuid=fact.company_uuid,
    )
