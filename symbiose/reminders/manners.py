"""When one may write to people: pure functions of instants and days, without database or clock.

A reminder leaves at 09:00 on a working day of metropolitan France. One that is late (a server was down) leaves
as soon as the day allows, never in the evening nor at night. All hours are Europe/Paris, whatever the server's
zone and around both clock changes: a day is found in local time, then turned into an instant.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
MORNING = time(9, 0)
OPENS = time(8, 0)
CLOSES = time(19, 0)
CAP = 2
CAP_DAYS = 7
SATURDAY = 5


def local_day(instant: datetime) -> date:
    """The day in Paris at an instant."""
    return instant.astimezone(PARIS).date()


def morning_of(day: date) -> datetime:
    """The instant of 09:00 in Paris on a day; 09:00 exists once on every day, clock changes included."""
    return datetime.combine(day, MORNING, tzinfo=PARIS)


@cache
def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar.

    Source: the anonymous algorithm printed in Nature, 20 April 1876, as restated by J. Meeus,
    Astronomical Algorithms, chapter 8.
    """
    century, year_of_century = divmod(year, 100)
    golden = year % 19
    leap_centuries, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leap_years, year_rest = divmod(year_of_century, 4)
    weekday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The eleven public holidays of France (Code du travail, article L3133-1)."""
    sunday = easter(year)
    moving = {sunday + timedelta(days=shift) for shift in (1, 39, 50)}  # Easter Monday, Ascension, Whit Monday
    fixed = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
    return frozenset(moving | {date(year, month, day) for month, day in fixed})


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in public_holidays(day.year)


def may_leave(instant: datetime) -> bool:
    """Whether a reminder may leave at this instant: a working day, between 08:00 and 19:00."""
    local = instant.astimezone(PARIS)
    return is_working_day(local.date()) and OPENS <= local.time() < CLOSES


def next_morning(instant: datetime) -> datetime:
    """The first 09:00 of a working day at or after an instant."""
    day = local_day(instant)
    while not is_working_day(day) or morning_of(day) < instant:
        day += timedelta(days=1)
    return morning_of(day)


def fits_cap(day: date, other_days: Iterable[date], *, cap: int = CAP) -> bool:
    """Whether one more message on `day` leaves every span of seven days with at most `cap` of them."""
    others = list(other_days)
    starts = (day - timedelta(days=back) for back in range(CAP_DAYS))
    return all(_count(others, start) < cap for start in starts)


@dataclass(frozen=True, slots=True)
class Calendar:
    """One person's reminders: the days that have one, and among them those whose message has not left yet."""

    days: frozenset[date] = frozenset()
    open_days: frozenset[date] = frozenset()
    cap: int | None = CAP

    def accepts(self, day: date) -> bool:
        """A message that still waits takes one more cause; else one message a day, and the cap."""
        if day in self.open_days:
            return True
        return day not in self.days and (self.cap is None or fits_cap(day, self.days, cap=self.cap))


def planned_at(due_at: datetime, now: datetime, calendar: Calendar | None = None) -> datetime:
    """When a cause due at `due_at`, looked at `now`, may be sent.

    Not before it is due, not in the past, on a working day that the person's calendar accepts, at 09:00 or,
    when 09:00 is past and the office hours last, now.
    """
    calendar = calendar or Calendar()
    earliest = max(due_at, now)
    instant = now if earliest == now and may_leave(now) and _past_morning(now) else next_morning(earliest)
    while not calendar.accepts(local_day(instant)):
        instant = next_morning(instant + timedelta(seconds=1))
    return instant


def _past_morning(instant: datetime) -> bool:
    return instant >= morning_of(local_day(instant))


def _count(days: Iterable[date], start: date) -> int:
    return sum(start <= day < start + timedelta(days=CAP_DAYS) for day in days)
