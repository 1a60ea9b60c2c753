"""The days of the demo: its story is told backwards from the day on which it is loaded, so that it is always alive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from time import time as real_time
from unittest.mock import patch

from django.utils import timezone

from symbiose.reminders.manners import is_working_day


def day(offset: int) -> date:
    """The working day `offset` days from today (negative: before); today is the real one, also inside `told_on`."""
    today = datetime.fromtimestamp(real_time(), tz=timezone.get_current_timezone()).date()
    found = today + timedelta(days=offset)
    while not is_working_day(found):
        found += timedelta(days=1)
    return found


def moment(offset: int, hour: int = 10, minute: int = 0) -> datetime:
    """An instant of that day, in local time."""
    return datetime.combine(day(offset), time(hour, minute), tzinfo=timezone.get_current_timezone())


@contextmanager
def told_on(offset: int, hour: int = 10) -> Iterator[datetime]:
    """Let services work as if it were that day: what they date bears its date."""
    instant = moment(offset, hour)
    with patch("django.utils.timezone.now", return_value=instant):
        yield instant
