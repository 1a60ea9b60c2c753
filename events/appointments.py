"""The meetings to which a company is invited, for the pages of the apps to the left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from companies.appointments import Appointment
from companies.models import Company
from events.models import Attendance

MOST = 5
DECLINED = (Attendance.Answer.NOT_COMING, Attendance.Answer.INTERESTED)


def meetings_of(company: Company, now: datetime) -> Iterable[Appointment]:
    """Those to come that the company has not declined."""
    mine = Attendance.objects.filter(company=company, event__starts_at__gte=now, event__cancelled_at__isnull=True)
    invited = mine.exclude(answer__in=DECLINED).select_related("event").order_by("event__starts_at")[:MOST]
    return [Appointment(row.event.starts_at, row.event.title, row.event.city or row.event.place) for row in invited]
