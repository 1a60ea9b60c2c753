"""What leaves by itself in the coming days, day by day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from symbiose.outbox.models import OutboxEmail
from symbiose.reminders.manners import local_day


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    emails: list[OutboxEmail]


def by_day(emails: Iterable[OutboxEmail]) -> list[Day]:
    """Messages in the order of their dates, grouped by local day."""
    return [Day(day, list(group)) for day, group in groupby(emails, key=lambda email: local_day(email.due_at))]
