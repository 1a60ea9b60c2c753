"""What comes next in the demo: hours that advisers offer next week, and two visits that were left alone."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from companies.models import Company
from dashboard.demo.clock import day, told_on
from diagnostics.models import Diagnostic
from diagnostics.planning.slots import hours_between, open_slots
from diagnostics.services.visits import plan_visit, start_visit
from symbiose.journal.services import Actor
from symbiose.programmes.models import Membership, Role

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme

WEEKDAYS = (1, 3)  # Tuesday and Thursday
HOURS = (time(9), time(10, 30), time(14))
DRAFTS = {"negoce": -31, "conserverie": -24}


def plan_the_weeks(programme: Programme, companies: dict[str, Company]) -> None:
    """The hours of next week, told today; the drafts, begun weeks ago and not touched since."""
    advisers = Membership.objects.filter(programme=programme, role=Role.ADVISER).select_related("user", "partner")
    for adviser in advisers.order_by("pk"):
        _offer_hours(adviser)
    for key, offset in DRAFTS.items():
        _leave_draft(companies[key], offset)


def _offer_hours(adviser: Membership) -> None:
    monday = day(0) + timedelta(days=7 - day(0).weekday())
    starts = hours_between(monday, monday + timedelta(days=4), WEEKDAYS, HOURS)
    open_slots(adviser=adviser, starts=starts, minutes=60, actor=adviser.user)


def _leave_draft(company: Company, offset: int) -> None:
    adviser = Membership.objects.select_related("user", "partner").get(
        programme=company.programme_id, role=Role.ADVISER, partner=company.chambers.first()
    )
    actor = Actor(user=adviser.user)
    with told_on(offset, 10):
        visit = plan_visit(company=company, adviser=adviser, visit_on=day(offset), actor=actor)
        start_visit(diagnostic_id=visit.pk, actor=actor)
        Diagnostic.objects.filter(pk=visit.pk).update(created_at=timezone.now(), last_input_at=timezone.now())
