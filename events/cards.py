"""A company's appointments on its personal page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils import timezone

from events.models import Attendance
from symbiose.links.cards import PersonalCard

if TYPE_CHECKING:
    from symbiose.holders import Holder
    from symbiose.http import PersonalRequest


def event_cards(request: PersonalRequest, holder: Holder) -> Iterable[PersonalCard]:
    """The meetings to come to which the company is invited, the nearest first."""
    if holder.company_uuid is None:
        return
    mine = Attendance.objects.filter(programme=request.programme, company__uuid=holder.company_uuid)
    to_come = mine.filter(event__starts_at__gte=timezone.now(), event__cancelled_at__isnull=True)
    attendances = list(to_come.select_related("event").order_by("event__starts_at")[:5])
    if attendances:
        yield PersonalCard("personal/cards/events.html", 30, {"attendances": attendances})
