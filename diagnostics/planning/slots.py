"""Visit slots: an adviser opens hours, a company takes one, and one hour is taken once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from companies.models import Company
from diagnostics.models import Diagnostic, VisitSlot
from diagnostics.planning.messages import tell_booked, tell_freed
from diagnostics.services.visits import plan_visit
from symbiose.accounts.models import User
from symbiose.journal.services import Actor, FactDetails, record_fact
from symbiose.programmes.models import Membership, Role

NOTICE = timedelta(hours=3)  # an adviser sees the visit before leaving for it
MOST_AT_ONCE = 200
SHOWN = 40
State = Diagnostic.State


class SlotTaken(Exception):
    """Somebody took the hour first, or it is offered no more."""


class VisitBegun(Exception):
    """The visit of this company has begun or is over: it has no hour to choose."""


@dataclass(frozen=True, slots=True)
class Opened:
    opened: int
    already: int


def hours_between(first: date, last: date, weekdays: Iterable[int], hours: Iterable[time]) -> list[datetime]:
    """Each of the hours on each of the days kept, in local time; an hour that a clock change skips is left out."""
    zone, kept, times = timezone.get_current_timezone(), set(weekdays), sorted(set(hours))
    days = (first + timedelta(days=shift) for shift in range((last - first).days + 1))
    wanted = [datetime.combine(day, hour, tzinfo=zone) for day in days if day.weekday() in kept for hour in times]
    return [moment for moment in wanted if moment.astimezone(UTC).astimezone(zone).time() == moment.time()]


@transaction.atomic
def open_slots(*, adviser: Membership, starts: Iterable[datetime], minutes: int, actor: User) -> Opened:
    """Offer these hours; one that overlaps an hour already offered, or a visit already fixed, is left out."""
    assert adviser.partner is not None  # a constraint of Membership
    User.objects.select_for_update().get(pk=adviser.user_id)  # two sends of one form, one after the other
    wanted = [start for start in sorted(set(starts)) if start > timezone.now()][:MOST_AT_ONCE]
    taken = _taken_hours(adviser)
    made = []
    for start in wanted:
        end = start + timedelta(minutes=minutes)
        if any(start < other_end and other < end for other, other_end in taken):
            continue
        taken.append((start, end))
        made.append(_slot(adviser, start, minutes, actor))
    VisitSlot.objects.bulk_create(made)
    if made:
        details = FactDetails(data={"n": len(made)})
        record_fact(kind="slots_opened", subject=adviser, actor=actor, details=details)
    return Opened(opened=len(made), already=len(wanted) - len(made))


def _slot(adviser: Membership, start: datetime, minutes: int, actor: User) -> VisitSlot:
    return VisitSlot(
        programme_id=adviser.programme_id,
        adviser=adviser.user,
        chamber=adviser.partner,
        starts_at=start,
        minutes=minutes,
        created_by=actor,
    )


def _taken_hours(adviser: Membership) -> list[tuple[datetime, datetime]]:
    """The hours that the adviser already offers, or has given to a visit."""
    since = timezone.now() - timedelta(days=1)
    slots = VisitSlot.objects.standing().filter(adviser=adviser.user_id, starts_at__gte=since)
    hours = [(slot.starts_at, slot.ends_at) for slot in slots]
    fixed = Diagnostic.objects.filter(
        adviser=adviser.user_id, state=State.PLANNED, visit_on__gte=timezone.localdate(), visit_at__isnull=False
    )
    zone = timezone.get_current_timezone()
    for day, hour in fixed.values_list("visit_on", "visit_at"):
        start = datetime.combine(day, hour, tzinfo=zone)  # type: ignore[arg-type]  # neither is null above
        hours.append((start, start + timedelta(hours=1)))
    return hours


@transaction.atomic
def book_slot(*, slot_id: int, company: Company, actor: Actor) -> Diagnostic:
    """Give an hour to a company: its planned visit takes the hour, or a visit is planned. The same hour twice is once.

    A visit that had another hour leaves it free. Raises SlotTaken and VisitBegun.
    """
    locked = Company.objects.select_for_update(of=("self",)).get(pk=company.pk)  # one visit, however many screens
    slot = VisitSlot.objects.select_related("adviser", "chamber").get(pk=slot_id, programme=company.programme_id)
    current = visit_to_fix(locked)
    if current and slot.diagnostic_id == current.pk and slot.cancelled_at is None:
        return current
    diagnostic = current or _plan(locked, slot, actor)
    _leave_hour(diagnostic)
    if not _free(slot_id).update(diagnostic=diagnostic):
        raise SlotTaken
    _fix(diagnostic, slot)
    _tell("visit_booked", diagnostic, actor)
    tell_booked(diagnostic, slot, actor)
    return diagnostic


def visit_to_fix(company: Company) -> Diagnostic | None:
    """The planned visit of a company. Raises VisitBegun when one is running or was held."""
    visits = Diagnostic.objects.filter(company=company).select_related("programme", "adviser", "company")
    planned = visits.filter(state=State.PLANNED).order_by("visit_on", "pk").first()
    if planned is None and visits.exists():
        raise VisitBegun
    return planned


def _free(slot_id: int) -> QuerySet[VisitSlot]:
    return VisitSlot.objects.free(timezone.now()).filter(pk=slot_id)


def _plan(company: Company, slot: VisitSlot, actor: Actor) -> Diagnostic:
    advisers = Membership.objects.active().filter(programme=slot.programme_id, role=Role.ADVISER)
    adviser = advisers.select_related("user", "partner").filter(user=slot.adviser_id, partner=slot.chamber_id).first()
    if adviser is None:
        raise SlotTaken
    day = timezone.localdate(slot.starts_at)
    return plan_visit(company=company, adviser=adviser, visit_on=day, actor=actor, diagnostic_uuid=uuid.uuid4())


def _leave_hour(diagnostic: Diagnostic) -> None:
    VisitSlot.objects.filter(diagnostic=diagnostic).update(diagnostic=None)


def _fix(diagnostic: Diagnostic, slot: VisitSlot) -> None:
    local = timezone.localtime(slot.starts_at)
    diagnostic.adviser, diagnostic.chamber = slot.adviser, slot.chamber
    diagnostic.visit_on, diagnostic.visit_at = local.date(), local.time()
    diagnostic.company.chambers.add(slot.chamber)  # a chamber sees the companies that it visits
    _save(diagnostic, "adviser", "chamber", "visit_on", "visit_at")


@transaction.atomic
def free_visit(*, diagnostic_id: int, actor: Actor) -> Diagnostic:
    """The visit keeps its adviser and loses its day and hour, which somebody else may take. Raises VisitBegun."""
    visits = Diagnostic.objects.select_for_update(of=("self",)).select_related("company", "programme", "adviser")
    diagnostic = visits.get(pk=diagnostic_id)
    if diagnostic.state != State.PLANNED:
        raise VisitBegun
    if diagnostic.visit_on is None:
        return diagnostic
    before = (diagnostic.visit_on, diagnostic.visit_at)
    _leave_hour(diagnostic)
    diagnostic.visit_on, diagnostic.visit_at = None, None
    _save(diagnostic, "visit_on", "visit_at")
    _tell("visit_freed", diagnostic, actor)
    tell_freed(diagnostic, before, actor)
    return diagnostic


@transaction.atomic
def cancel_slot(*, slot_id: int, actor: User) -> VisitSlot:
    """Offer an hour no more. Raises SlotTaken when a company has it: the visit is moved first."""
    standing = VisitSlot.objects.standing().filter(pk=slot_id, diagnostic__isnull=True)
    if standing.update(cancelled_at=timezone.now()):
        slot = VisitSlot.objects.get(pk=slot_id)
        record_fact(kind="slot_cancelled", subject=slot, actor=actor)
        return slot
    slot = VisitSlot.objects.get(pk=slot_id)
    if slot.cancelled_at is None:
        raise SlotTaken
    return slot


def slots_for(company: Company) -> list[VisitSlot]:
    """The free hours of the adviser to whom the company is given, else of those of its chambers, nearest first."""
    free = VisitSlot.objects.free(timezone.now() + NOTICE).filter(programme=company.programme_id)
    free = free.select_related("adviser", "chamber").order_by("starts_at", "pk")
    if company.assigned_adviser_id:
        own = list(free.filter(adviser=company.assigned_adviser_id)[:SHOWN])
        if own:
            return own
    return list(free.filter(chamber__in=company.chambers.all())[:SHOWN])


def _save(diagnostic: Diagnostic, *fields: str) -> None:
    diagnostic.version += 1
    diagnostic.save(update_fields=[*fields, "version"])


def _tell(kind: str, diagnostic: Diagnostic, actor: Actor) -> None:
    details = FactDetails(company_uuid=diagnostic.company.uuid)
    record_fact(kind=kind, subject=diagnostic, actor=actor, details=details)
