"""« Vous n’êtes pas seuls » : how many companies nearby seek or part with the same things. Counts, never names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, cos, degrees, radians, sin, sqrt
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from companies.models import Company
from diagnostics.enums import Direction, Level
from diagnostics.models import Flow

REACH_KM = 15.0
LEAST_COMPANIES = 3
MOST_THEMES = 4
EARTH_KM = 6371.0
# The thesaurus's own words where companies would not say them.
SAID = {
    "DEEE": "appareils électriques",
    "collecte DEEE": "collecte d’appareils électriques",
    "document unique": "Document Unique",
}
Key = tuple[str, str]  # (direction of the others, theme)


@dataclass(frozen=True, slots=True)
class Theme:
    """A thing that other companies nearby seek or part with; `alike`: on the same side as this company."""

    label: str
    direction: str
    companies: int
    alike: bool = True

    @property
    def words(self) -> str:
        """What those companies do, after their number."""
        return _WORDS[self.direction, self.alike]() % {"theme": SAID.get(self.label, self.label)}

    @property
    def sentence(self) -> str:
        return f"{self.words}."


_WORDS = {
    (Direction.NEED.value, True): lambda: _("cherchent aussi : %(theme)s"),
    (Direction.RESOURCE.value, True): lambda: _("proposent aussi, ou évacuent : %(theme)s"),
    (Direction.NEED.value, False): lambda: _("cherchent ce que vous proposez : %(theme)s"),
    (Direction.RESOURCE.value, False): lambda: _("proposent ce que vous cherchez : %(theme)s"),
}


def neighbours_with_same_needs(company: Company) -> list[Theme]:
    """The themes of a company that at least three others within 15 km share, most shared first.

    Lines that only an adviser may read are not counted. Two queries, whatever the neighbours.
    """
    own = set(_lines(company).filter(company=company).values_list("direction", "theme"))
    if not own or _has_no_place(company):
        return []
    near = counts_near(company, themes={theme for _direction, theme in own})
    found = [theme for key, number in near.items() for theme in _shared(key, number, own)]
    return sorted(found, key=lambda theme: (not theme.alike, -theme.companies, theme.label))[:MOST_THEMES]


def counts_near(company: Company, *, themes: Iterable[str] | None = None) -> dict[Key, int]:
    """How many other companies within reach have each theme on each side, where they are three at least.

    `themes` narrows to some; without it, all those of the neighbourhood: a tablet takes them along.
    """
    if _has_no_place(company):
        return {}
    flows = _boxed(_lines(company).exclude(level=Level.ADVISER).exclude(company=company), company)
    if themes is not None:
        flows = flows.filter(theme__in=list(themes))
    rows = flows.values_list("direction", "theme", "company", "company__latitude", "company__longitude")
    others = _companies_by_theme(rows.order_by().distinct(), company)
    return {key: len(found) for key, found in others.items() if len(found) >= LEAST_COMPANIES}


def _companies_by_theme(rows: Iterable[tuple[Any, ...]], company: Company) -> dict[Key, set[int]]:
    """The exact distance is asked once per company."""
    here = (company.latitude or 0.0, company.longitude or 0.0)
    within: dict[int, bool] = {}
    others: dict[Key, set[int]] = defaultdict(set)
    for direction, theme, pk, latitude, longitude in rows:
        if pk not in within:
            within[pk] = distance_km(here, (latitude, longitude)) <= REACH_KM
        if within[pk]:
            others[direction, theme].add(pk)
    return others


def _lines(company: Company) -> QuerySet[Flow]:
    """The current lines of the programme that say what they are about."""
    current = Flow.objects.current().filter(programme=company.programme_id, company__archived_at__isnull=True)
    return current.exclude(theme="")


def _shared(key: Key, number: int, own: set[Key]) -> list[Theme]:
    direction, label = key
    alike = (direction, label) in own
    opposite = Direction.NEED if direction == Direction.RESOURCE else Direction.RESOURCE
    if not alike and (opposite.value, label) not in own:
        return []
    return [Theme(label, direction, number, alike)]


def _has_no_place(company: Company) -> bool:
    return company.latitude is None or company.longitude is None


def _boxed(flows: QuerySet[Flow], company: Company) -> QuerySet[Flow]:
    """The lines of companies in a box around this one: the database's part of the distance."""
    latitude, longitude = company.latitude or 0.0, company.longitude or 0.0
    tall = degrees(REACH_KM / EARTH_KM)
    wide = tall / max(cos(radians(latitude)), 0.1)
    return flows.filter(
        company__latitude__range=(latitude - tall, latitude + tall),
        company__longitude__range=(longitude - wide, longitude + wide),
    )


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance between two points given in degrees, in kilometres.

    Source: haversine formula, R. W. Sinnott, Sky & Telescope 68(2), 1984, p. 159.
    """
    (lat1, lon1), (lat2, lon2) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))
