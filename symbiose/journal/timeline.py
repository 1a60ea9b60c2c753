"""How facts read: each app registers, for its kinds of fact, an icon, a tint and a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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


Sentence = Callable[["Fact"], str]


@dataclass(frozen=True, slots=True)
class FactReading:
    """How one kind of fact is read."""

    icon: str
    sentence: Sentence
    tone: str = "method"
    group: str = "method"


_READINGS: dict[str, FactReading] = {}


def register_readings(readings: dict[str, FactReading]) -> None:
    _READINGS.update(readings)


def readable_kinds() -> list[str]:
    return list(_READINGS)


def entries(facts: Iterable[Fact]) -> list[TimelineEntry]:
    """The facts that somebody knows how to read, as timeline lines, in the order given."""
    return [_entry(fact, _READINGS[fact.kind]) for fact in facts if fact.kind in _READINGS]


def _entry(fact: Fact, reading: FactReading) -> TimelineEntry:
    return TimelineEntry(
        happened_at=fact.happened_at,
        title=reading.sentence(fact),
        icon=reading.icon,
        tone=reading.tone,
        group=reading.group,
    )
