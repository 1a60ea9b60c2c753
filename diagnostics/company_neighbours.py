"""« Vous n’êtes pas seuls » : how many companies nearby seek or part with the same things. Counts, never names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import asin, cos, degrees, radians, sin, sqrt

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from companies.models import Company
from diagnostics.enums import Direction, Level
from diagnostics.models import Flow
from diagnostics.suggestions import theme_of

REACH_KM = 15.0
LEAST_COMPANIES = 3
MOST_THEMES = 4
EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Theme:
    """A thing that other companies nearby also seek or part with."""

    label: str
    direction: str
    companies: int

    @property
    def sentence(self) -> str:
        if self.direction == Direction.NEED:
            return _("cherchent aussi : %(theme)s.") % {"theme": self.label}
        return _("proposent aussi, ou évacuent : %(theme)s.") % {"theme": self.label}


def neighbours_with_same_needs(company: Company) -> list[Theme]:
    """The themes of a company that at least three others within 15 km share, most shared first.

    Lines that only an adviser may read are not counted.
    """
    if company.latitude is None or company.longitude is None:
        return []
    current = Flow.objects.current().filter(programme=company.programme_id, company__archived_at__isnull=True)
    own_flows = list(current.filter(company=company))
    own = {theme for flow in own_flows if (theme := _theme(flow))}
    alike = current.filter(family__in={flow.family for flow in own_flows}).exclude(level=Level.ADVISER)
    others: dict[tuple[str, str], set[int]] = defaultdict(set)
    for flow in _around(alike.exclude(company=company), company):
        theme = _theme(flow)
        if theme in own and theme:
            others[theme].add(flow.company_id)
    themes = [Theme(label, direction, len(found)) for (direction, label), found in others.items()]
    shared = [theme for theme in themes if theme.companies >= LEAST_COMPANIES]
    return sorted(shared, key=lambda theme: (-theme.companies, theme.label))[:MOST_THEMES]


def _theme(flow: Flow) -> tuple[str, str] | None:
    label = theme_of(flow.label)
    return (flow.direction, label) if label else None


def _around(flows: QuerySet[Flow], company: Company) -> Iterator[Flow]:
    """The lines of companies within reach: a box in the database, then the exact distance."""
    here = (company.latitude or 0.0, company.longitude or 0.0)
    tall = degrees(REACH_KM / EARTH_KM)
    wide = tall / max(cos(radians(here[0])), 0.1)
    boxed = flows.filter(
        company__latitude__range=(here[0] - tall, here[0] + tall),
        company__longitude__range=(here[1] - wide, here[1] + wide),
    )
    for flow in boxed.select_related("company").only("label", "direction", "company__latitude", "company__longitude"):
        there = (flow.company.latitude or 0.0, flow.company.longitude or 0.0)
        if distance_km(here, there) <= REACH_KM:
            yield flow


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance between two points given in degrees, in kilometres.

    Source: haversine formula, R. W. Sinnott, Sky & Telescope 68(2), 1984, p. 159.
    """
    (lat1, lon1), (lat2, lon2) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))
