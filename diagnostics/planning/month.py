"""A month or a week of visits and free hours, laid out by day."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from diagnostics.models import Diagnostic, VisitSlot

if TYPE_CHECKING:
    from symbiose.programmes.models import Membership

WEEK = 7
FIRST, LAST = date(2000, 1, 3), date(2100, 12, 27)


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    in_month: bool
    is_today: bool
    visits: list[Diagnostic] = field(default_factory=list)
    slots: list[VisitSlot] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.visits and not self.slots


@dataclass(frozen=True, slots=True)
class Span:
    """What a calendar page shows: whole weeks, and where the pages before and after begin."""

    first: date
    last: date
    middle: date  # names the page
    before: date
    after: date
    is_week: bool


def week_of(day: date) -> Span:
    first = day - timedelta(days=day.weekday())
    return Span(first, first + timedelta(days=WEEK - 1), day, first - timedelta(days=WEEK), _next(first), True)


def month_of(day: date) -> Span:
    first = day.replace(day=1)
    length = calendar.monthrange(day.year, day.month)[1]
    last = first + timedelta(days=length - 1)
    shown_last = last + timedelta(days=WEEK - 1 - last.weekday())
    before = (first - timedelta(days=1)).replace(day=1)
    return Span(first - timedelta(days=first.weekday()), shown_last, first, before, last + timedelta(days=1), False)


def _next(first: date) -> date:
    return first + timedelta(days=WEEK)


def within_reach(day: date) -> date:
    return min(max(day, FIRST), LAST)


def weeks_of(span: Span, visits: Iterable[Diagnostic], slots: Iterable[VisitSlot]) -> list[list[Day]]:
    """The weeks of a span, each with its seven days and what stands on them."""
    today = timezone.localdate()
    count = (span.last - span.first).days + 1
    dates = [span.first + timedelta(days=shift) for shift in range(count)]
    days = {each: Day(each, span.is_week or each.month == span.middle.month, each == today) for each in dates}
    for visit in visits:
        if visit.visit_on in days:
            days[visit.visit_on].visits.append(visit)
    for slot in slots:
        found = days.get(timezone.localdate(slot.starts_at))
        if found:
            found.slots.append(slot)
    laid = list(days.values())
    return [laid[at : at + WEEK] for at in range(0, len(laid), WEEK)]


def visits_between(membership: Membership, span: Span, adviser: int | None) -> list[Diagnostic]:
    visits = Diagnostic.objects.visible_to(membership).in_calendar().filter(visit_on__range=(span.first, span.last))
    if adviser:
        visits = visits.filter(adviser=adviser)
    return sorted(visits, key=lambda visit: (visit.visit_on or span.first, visit.visit_at or time.min, visit.pk))


def free_hours_between(membership: Membership, span: Span, adviser: int | None) -> list[VisitSlot]:
    slots = VisitSlot.objects.visible_to(membership).free(timezone.now())
    slots = slots.filter(starts_at__date__range=(span.first, span.last)).select_related("adviser", "chamber")
    if adviser:
        slots = slots.filter(adviser=adviser)
    return list(slots.order_by("starts_at", "pk"))
