"""Who answers an invitation by their personal link: for `make_links`, `list_urls` and the permission test."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from companies.holders import holder_of
from events.models import Attendance
from symbiose.links.kinds import LinkTarget
from symbiose.links.samples import token_of

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme
    from symbiose.programmes.url_samples import Finder


def invitation_links(programme: Programme) -> Iterable[LinkTarget]:
    """Each person invited to a meeting to come."""
    return [
        LinkTarget(holder_of(attendance.contact), path=f"events/{attendance.event.uuid}/")
        for attendance in _invited(programme)
        if attendance.contact
    ]


def _invited(programme: Programme) -> Iterable[Attendance]:
    invited = Attendance.objects.filter(programme=programme, contact__left_on__isnull=True, contact__isnull=False)
    to_come = invited.filter(event__starts_at__gte=timezone.now(), event__cancelled_at__isnull=True)
    return to_come.select_related("event", "contact__company").order_by("event__starts_at", "pk")


def _answer(programme: Programme) -> dict[str, Any] | None:
    attendance = next(iter(_invited(programme)), None)
    if attendance is None or attendance.contact is None:
        return None
    return {**token_of(programme, holder_of(attendance.contact)), "event_uuid": attendance.event.uuid}


SAMPLES: dict[str, Finder] = {"personal_events:answer": _answer}
