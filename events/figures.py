"""Key figures of meetings, and the engagement that comes of presence (PRODUCT, Key figures and States)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from companies.engagement import EngagementLevel, register_level
from companies.models import Company
from events.models import Attendance, Event
from symbiose.programmes.figures import Figure, register_figures
from synergies.figures import participations_at, retained_at
from synergies.models import Participant, Synergy

if TYPE_CHECKING:
    from symbiose.programmes.models import Membership, Programme


def presences(at: datetime | None) -> QuerySet[Attendance]:
    held = Attendance.objects.present().filter(event__cancelled_at__isnull=True)
    return held if at is None else held.filter(event__starts_at__lte=at)


def present_at(programme: Programme, at: datetime | None) -> QuerySet[Company]:
    """Companies with at least one presence at an information meeting."""
    informed = presences(at).filter(event__kind=Event.Kind.INFORMATION, programme=programme)
    return Company.objects.filter(programme=programme, pk__in=informed.values("company"))


def core_at(programme: Programme, at: datetime | None) -> QuerySet[Company]:
    """Companies engaged in at least `core_synergies` and present at `core_events` meetings or more."""
    engaged = participations_at(retained_at(programme, at), at)
    n_synergies = _count(engaged.filter(company=OuterRef("pk")), "synergy")
    n_events = _count(presences(at).filter(company=OuterRef("pk")), "event")
    companies = Company.objects.filter(programme=programme).annotate(n_synergies=n_synergies, n_events=n_events)
    return companies.filter(n_synergies__gte=programme.core_synergies, n_events__gte=programme.core_events)


def is_core() -> Exists:
    """The same, for the outer company, with the two numbers of its own programme."""
    retained = Synergy.objects.retained().values("pk")
    engaged = Participant.objects.current().filter(company=OuterRef("pk"), synergy__in=retained)
    counted = Company.objects.filter(pk=OuterRef("pk")).annotate(
        n_synergies=_count(engaged, "synergy"),
        n_events=_count(presences(None).filter(company=OuterRef("pk")), "event"),
    )
    return Exists(
        counted.filter(n_synergies__gte=F("programme__core_synergies"), n_events__gte=F("programme__core_events"))
    )


def is_present_at(kind: str) -> Exists:
    return Exists(presences(None).filter(company=OuterRef("pk"), event__kind=kind))


def _count(rows: QuerySet[Any], column: str) -> Coalesce:
    """How many distinct values a correlated set of rows has, 0 where there is none."""
    counted = rows.order_by().values("company").annotate(n=Count(column, distinct=True)).values("n")
    return Coalesce(Subquery(counted), 0)


def _visible(rows: QuerySet[Any], membership: Membership) -> QuerySet[Any]:
    return rows.filter(pk__in=Company.objects.visible_to(membership).values("pk"))


def register() -> None:
    register_level(EngagementLevel.INFORMED, lambda: is_present_at(Event.Kind.INFORMATION))
    register_level(EngagementLevel.IN_WORKSHOP, lambda: is_present_at(Event.Kind.WORKSHOP))
    register_level(EngagementLevel.CORE, is_core)
    register_figures(
        Figure("present", _("entreprises présentes à la réunion d’information"), present_at, _visible, 10),
        Figure("core", _("forment le noyau dur"), core_at, _visible, 30),
    )
