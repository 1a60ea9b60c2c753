"""A member's own calendar: each app gives what it knows of their days, and this module only writes the file.

Instants are written in UTC, days as days: right on either side of a clock change, in any calendar programme.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone
from icalendar import Calendar, Event, vDuration

from symbiose.programmes.models import Membership

PRODUCT = "-//Symbiose//Agenda//FR"
KEPT_DAYS = 120  # what is older has left the feed
REFRESH = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One thing of a calendar. Without an hour `starts` is a date and it lasts the day; `uid` never changes.

    Nothing private belongs in it: a calendar is often shared, and its address opens without a password.
    """

    uid: str
    title: str
    starts: datetime | date
    ends: datetime | None = None
    place: str = ""
    words: str = ""
    url: str = ""
    changed_at: datetime | None = None


CalendarSource = Callable[[Membership, date], Iterable[CalendarEntry]]
_SOURCES: list[CalendarSource] = []


def register_calendar(source: CalendarSource) -> None:
    """Add what an app knows of a member's days, from a day on; called from an AppConfig."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def entries_for(membership: Membership) -> list[CalendarEntry]:
    since = timezone.localdate() - timedelta(days=KEPT_DAYS)
    return [entry for source in _SOURCES for entry in source(membership, since)]


def calendar_file(title: str, entries: Iterable[CalendarEntry]) -> bytes:
    """The entries as an iCalendar file (RFC 5545; the name and the refresh rate are those of RFC 7986)."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", (entry.changed_at or timezone.now()).astimezone(UTC))
    event.add("summary", entry.title)
    event.add("dtstart", _moment(entry.starts))
    event.add("dtend", _end(entry))
    for name, text in (("location", entry.place), ("description", entry.words), ("url", entry.url)):
        if text:
            event.add(name, text)
    return event


def _moment(moment: datetime | date) -> datetime | date:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def _end(entry: CalendarEntry) -> datetime | date:
    if isinstance(entry.starts, datetime):
        return (entry.ends or entry.starts + timedelta(hours=1)).astimezone(UTC)
    return entry.starts + timedelta(days=1)
