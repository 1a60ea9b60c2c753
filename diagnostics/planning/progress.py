"""How far each chamber is with its visits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from companies.engagement import EngagementLevel, with_engagement
from companies.models import Company
from diagnostics.models import Diagnostic
from symbiose.programmes.models import Partner, Role

if TYPE_CHECKING:
    from symbiose.programmes.models import Membership

State = Diagnostic.State
LEVELS = list(EngagementLevel.values)
WILLING = EngagementLevel.INFORMED


@dataclass(frozen=True, slots=True)
class ChamberProgress:
    """Companies of a chamber by the state of their furthest visit; `to_visit`: willing ones without any."""

    chamber: Partner
    to_visit: int
    planned: int
    in_progress: int
    completed: int
    confirmed: int

    @property
    def done(self) -> int:
        return self.completed + self.confirmed

    @property
    def whole(self) -> int:
        return self.to_visit + self.planned + self.in_progress + self.done

    @property
    def parts(self) -> list[tuple[str, int]]:
        """The drawing's parts, from done to left."""
        return [
            ("confirmed", self.confirmed),
            ("completed", self.completed),
            ("in_progress", self.in_progress),
            ("planned", self.planned),
            ("to_visit", self.to_visit),
        ]


def to_visit(companies: QuerySet[Company]) -> QuerySet[Company]:
    """Companies without any visit, the furthest engaged first: those that came to a meeting before the others."""
    unvisited = companies.filter(~Exists(Diagnostic.objects.filter(company=OuterRef("pk"))))
    whens = [When(engagement=level, then=Value(rank)) for rank, level in enumerate(LEVELS)]
    ranked = with_engagement(unvisited).annotate(rank=Case(*whens, default=Value(0), output_field=IntegerField()))
    ordered: QuerySet[Company] = ranked.order_by("-rank", "name_key", "pk")
    return ordered


def chambers_progress(membership: Membership) -> list[ChamberProgress]:
    """One row per chamber that the member may look at: three queries, whatever their number."""
    chambers = Partner.objects.filter(programme=membership.programme_id, kind=Partner.Kind.CHAMBER)
    if membership.role == Role.ADVISER:
        chambers = chambers.filter(pk=membership.partner_id or 0)
    rows = list(chambers.order_by("name", "pk"))
    visited = _furthest(membership)
    willing = _willing(membership)
    return [_row(chamber, visited, willing) for chamber in rows]


def _furthest(membership: Membership) -> dict[int, dict[str, int]]:
    """For each chamber, how many companies stand at each state; a company counts once, where it is furthest."""
    order = list(State.values)
    furthest: dict[tuple[int, int], str] = {}
    visits = Diagnostic.objects.visible_to(membership).filter(company__archived_at__isnull=True).order_by()
    for chamber, company, state in visits.values_list("chamber", "company", "state"):
        known = furthest.get((chamber, company))
        if known is None or order.index(state) > order.index(known):
            furthest[chamber, company] = state
    counts: dict[int, dict[str, int]] = {}
    for (chamber, _company), state in furthest.items():
        of_chamber = counts.setdefault(chamber, {})
        of_chamber[state] = of_chamber.get(state, 0) + 1
    return counts


def _willing(membership: Membership) -> dict[int, int]:
    """For each chamber, the companies that came to a meeting (or went further) and have no visit."""
    companies = to_visit(Company.objects.visible_to(membership).active())
    willing = companies.filter(Q(("rank__gte", LEVELS.index(WILLING)))).values("pk")
    links = Company.chambers.through.objects.filter(company__in=willing).order_by()
    counts: dict[int, int] = {}
    for chamber in links.values_list("partner", flat=True):
        counts[chamber] = counts.get(chamber, 0) + 1
    return counts


def _row(chamber: Partner, visited: dict[int, dict[str, int]], willing: dict[int, int]) -> ChamberProgress:
    states = visited.get(chamber.pk, {})
    return ChamberProgress(
        chamber=chamber,
        to_visit=willing.get(chamber.pk, 0),
        planned=states.get(State.PLANNED, 0),
        in_progress=states.get(State.IN_PROGRESS, 0),
        completed=states.get(State.COMPLETED, 0),
        confirmed=states.get(State.CONFIRMED, 0),
    )
