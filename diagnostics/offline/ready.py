"""Which visits a tablet makes ready, so that they open without network."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from diagnostics.models import Diagnostic
from symbiose.programmes.models import Membership, Role

DAYS_AHEAD = 14
DAYS_BEHIND = 30
MOST = 20
# The pages of a visit; those that the programme does not have yet are left out.
PAGES = ("diagnostics:detail", "diagnostics:questions", "diagnostics:notes", "diagnostics:complete")


def visits_to_prepare(membership: Membership) -> QuerySet[Diagnostic]:
    """An adviser's open visits of the next two weeks, and those that they began; nobody else's."""
    today = timezone.localdate()
    if membership.role != Role.ADVISER:
        return Diagnostic.objects.none()
    soon = Q(visit_on__range=(today - timedelta(days=DAYS_BEHIND), today + timedelta(days=DAYS_AHEAD)))
    begun = Q(state=Diagnostic.State.IN_PROGRESS)
    open_ones = Diagnostic.objects.visible_to(membership).filter(
        adviser=membership.user_id, state__in=[Diagnostic.State.PLANNED, Diagnostic.State.IN_PROGRESS]
    )
    return open_ones.filter(soon | begun).order_by("visit_on", "pk")[:MOST]


def pages_to_prepare(slug: str, visits: QuerySet[Diagnostic]) -> list[dict[str, Any]]:
    """Per visit, its address and those of its pages."""
    return [{"visit": _address("diagnostics:detail", slug, pk), "pages": _pages(slug, pk)} for pk in _keys(visits)]


def _keys(visits: QuerySet[Diagnostic]) -> list[int]:
    return list(visits.values_list("pk", flat=True))


def _pages(slug: str, pk: int) -> list[str]:
    return [address for address in (_address(name, slug, pk) for name in PAGES) if address]


def _address(name: str, slug: str, pk: int) -> str:
    try:
        return reverse(name, kwargs={"programme_slug": slug, "pk": pk})
    except NoReverseMatch:
        return ""
