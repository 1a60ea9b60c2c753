"""Meetings in a member's own calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Event
from symbiose.addresses import site_url
from symbiose.links.calendars import CalendarEntry
from symbiose.programmes.models import Membership


def meetings(membership: Membership, since: date) -> Iterable[CalendarEntry]:
    """The meetings that the member may see, those called off left out."""
    first = datetime.combine(since, time.min, tzinfo=timezone.get_current_timezone())
    events = Event.objects.visible_to(membership).filter(starts_at__gte=first, cancelled_at__isnull=True)
    return [_entry(event, membership) for event in events.order_by("starts_at", "pk")]


def _entry(event: Event, membership: Membership) -> CalendarEntry:
    path = reverse("events:detail", kwargs={"programme_slug": membership.programme.slug, "pk": event.pk})
    return CalendarEntry(
        uid=f"{event.uuid}@events.symbiose",
        title=_("%(kind)s : %(title)s") % {"kind": event.get_kind_display().capitalize(), "title": event.title},
        starts=event.starts_at,
        ends=event.ends_at,
        place=", ".join(part for part in (event.place, event.city) if part),
        url=site_url(path),
        changed_at=event.created_at,
    )
