"""The map of a programme: communes in flat stone, companies as points with form and outline, no tiles.

Pure but for the escaping of text: outlines and points in, one SVG out. The list beside the map names
the same companies, so the drawing is one group with a sentence, and its points are out of the tab order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, pi, radians, sin, sqrt

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH = 400.0
MARGIN = 10.0
LABEL_HEIGHT = 44.0
GOLDEN_ANGLE = pi * (3 - sqrt(5))
SPREAD = 10.0
RADIUS = {"core": 6.5, "engaged": 5.5, "listed": 4.0, "other": 3.25}
ORDER = {"other": 0, "listed": 1, "engaged": 2, "core": 3}

Ring = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class CommuneShape:
    """A commune and its outer rings, in degrees (longitude, latitude)."""

    insee: str
    name: str
    rings: Sequence[Ring]


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A company: `form` is core, engaged, listed (any other level) or other (outside the filter).

    `key` links it to its row of the list.
    """

    key: str
    longitude: float
    latitude: float
    label: str
    detail: str = ""
    form: str = "other"
    url: str = ""
    insee: str = ""


@dataclass(frozen=True, slots=True)
class Projection:
    """Equirectangular around the middle latitude: right for a territory of a few dozen kilometres."""

    west: float
    north: float
    scale: float
    squeeze: float
    height: float

    def xy(self, longitude: float, latitude: float) -> tuple[float, float]:
        x = MARGIN + (longitude - self.west) * self.squeeze * self.scale
        y = MARGIN + (self.north - latitude) * self.scale
        return round(x, 1), round(y, 1)


def projection_for(communes: Sequence[CommuneShape]) -> Projection:
    """Fit the communes into the width; raises ValueError without any outline."""
    spots = [spot for commune in communes for ring in commune.rings for spot in ring]
    if not spots:
        raise ValueError("a map needs at least one commune with an outline")
    west, east = min(x for x, _ in spots), max(x for x, _ in spots)
    south, north = min(y for _, y in spots), max(y for _, y in spots)
    squeeze = cos(radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / max((east - west) * squeeze, (north - south) * 0.6, 1e-6)
    return Projection(west, north, scale, squeeze, round((north - south) * scale + 2 * MARGIN, 1))


def commune_map(
    communes: Sequence[CommuneShape],
    points: Iterable[MapPoint],
    *,
    title: str,
    named: frozenset[str] = frozenset(),
    lit: str = "",
) -> SafeString:
    """The whole SVG. ``named`` are the INSEE codes whose name is written; ``lit`` the commune in light."""
    projection = projection_for(communes)
    placed = spread(points, projection)
    land = [_outline(commune, projection, lit) for commune in sorted(communes, key=lambda shape: shape.insee == lit)]
    parts = [_point(point, x, y) for point, x, y in placed] + [_names(communes, projection, named)]
    return format_html(
        '<svg class="commune-map" viewBox="0 0 {} {}" role="group" aria-label="{}" data-commune-map>'
        '<g class="map-land" aria-hidden="true">{}</g><g aria-hidden="true">{}</g>'
        '<g class="map-top" aria-hidden="true"></g></svg>',
        f"{WIDTH:g}",
        f"{projection.height:g}",
        title,
        joined(land),
        joined(parts),
    )


def joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def spread(points: Iterable[MapPoint], projection: Projection) -> list[tuple[MapPoint, float, float]]:
    """Place the points; those that share a spot are set around it, so that each is seen."""
    taken: dict[tuple[float, float], int] = {}
    placed = []
    for point in sorted(points, key=lambda point: (-ORDER[point.form], point.key)):
        x, y = projection.xy(point.longitude, point.latitude)
        rank = taken.get((x, y), 0)
        taken[(x, y)] = rank + 1
        reach, angle = SPREAD * sqrt(rank), rank * GOLDEN_ANGLE
        placed.append((point, round(x + reach * cos(angle), 1), round(y + reach * sin(angle), 1)))
    return sorted(placed, key=lambda place: ORDER[place[0].form])


def outline_path(commune: CommuneShape, projection: Projection) -> str:
    rings = []
    for ring in commune.rings:
        spots = [projection.xy(*spot) for spot in ring]
        rings.append("M" + "L".join(f"{x:g} {y:g}" for x, y in spots) + "Z")
    return "".join(rings)


def _outline(commune: CommuneShape, projection: Projection, lit: str) -> SafeString:
    css = "commune lit" if commune.insee == lit else "commune"
    path = '<path class="{}" data-insee="{}" d="{}"><title>{}</title></path>'
    return format_html(path, css, commune.insee, outline_path(commune, projection), commune.name)


def _point(point: MapPoint, x: float, y: float) -> SafeString:
    radius = RADIUS[point.form]
    inner = SafeString('<circle class="inner" r="2.25"/>') if point.form == "core" else ""
    drawn = format_html('<circle class="halo" r="12"/><circle class="outer" r="{}"/>{}', radius, inner)
    body = drawn + _label(point, x)
    if point.url:
        body = format_html('<a href="{}" tabindex="-1">{}</a>', point.url, body)
    group = '<g class="map-point point-{}" data-map-key="{}" data-insee="{}" transform="translate({} {})">{}</g>'
    return format_html(group, point.form, point.key, point.insee, f"{x:g}", f"{y:g}", body)


def _label(point: MapPoint, x: float) -> SafeString:
    """The label shown on hover; it opens to the side where there is room."""
    width = max(len(point.label) * 8.8, len(point.detail) * 7.7) + 18
    left = 13.0 if x + 13 + width <= WIDTH else -13 - width
    left = max(left, 2 - x)
    second = ""
    if point.detail:
        second = format_html('<text class="second-line" x="{}" y="15">{}</text>', f"{left + 9:g}", point.detail)
    return format_html(
        '<g class="map-label"><rect x="{}" y="{}" width="{}" height="{}" rx="5"/><text x="{}" y="{}">{}</text>{}</g>',
        f"{left:g}",
        -LABEL_HEIGHT / 2,
        f"{width:g}",
        LABEL_HEIGHT,
        f"{left + 9:g}",
        "-4" if point.detail else "5",
        point.label,
        second,
    )


def _names(communes: Sequence[CommuneShape], projection: Projection, named: frozenset[str]) -> SafeString:
    """The names asked for, each only where it covers none written before it."""
    boxes: list[tuple[float, float, float]] = []
    lines = []
    for commune in communes:
        if commune.insee not in named:
            continue
        x, y = _middle(commune, projection)
        y = max(y - 14, 12)
        half = len(commune.name) * 4.2
        x = min(max(x, half + 2), WIDTH - half - 2)
        if any(abs(x - other_x) < half + other and abs(y - other_y) < 15 for other_x, other_y, other in boxes):
            continue
        boxes.append((x, y, half))
        lines.append((f"{x:.1f}", f"{y:.1f}", commune.name))
    return format_html_join("", '<text class="commune-name" x="{}" y="{}">{}</text>', lines)


def _middle(commune: CommuneShape, projection: Projection) -> tuple[float, float]:
    spots = [projection.xy(*spot) for ring in commune.rings for spot in ring]
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def middle_of(commune: CommuneShape) -> tuple[float, float]:
    """Longitude and latitude of the middle of a commune's outline: where a company without coordinates stands."""
    spots = [spot for ring in commune.rings for spot in ring]
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
