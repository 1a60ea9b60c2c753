"""Communes of the Sarthe and of Corsica: names, codes, outlines and a point inside each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from symbiose.lexicon.words import fold
from symbiose.nomenclatures.files import DATA_DIR

FILES = (
    "communes-72-sarthe.geojson",
    "communes-2A-corse-du-sud.geojson",
    "communes-2B-haute-corse.geojson",
)
Ring = Sequence[Sequence[float]]
SCAN_LINES = 24


class Commune(NamedTuple):
    """A commune; the point lies inside its outline, in degrees (WGS 84)."""

    insee: str
    name: str
    department: str
    latitude: float
    longitude: float


@cache
def _features() -> dict[str, dict[str, Any]]:
    features: dict[str, dict[str, Any]] = {}
    for name in FILES:
        collection = json.loads((DATA_DIR / name).read_text(encoding="utf-8"))
        for feature in collection["features"]:
            features[feature["properties"]["code"]] = feature
    return features


@cache
def communes() -> dict[str, Commune]:
    """Every commune known, by INSEE code."""
    return {code: _commune(code, feature) for code, feature in _features().items()}


@cache
def _by_name() -> dict[str, tuple[Commune, ...]]:
    names: dict[str, list[Commune]] = {}
    for commune in communes().values():
        names.setdefault(name_key(commune.name), []).append(commune)
    return {key: tuple(found) for key, found in names.items()}


def name_key(name: str) -> str:
    """Fold the name of a commune: accents, case, hyphens and "St" for "Saint" do not count."""
    words = fold(name).replace("-", " ").replace("'", " ").split()
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)


def commune_by_insee(code: str) -> Commune | None:
    """Find a commune by its INSEE code; None for one outside the data."""
    return communes().get(code.strip().upper())


def commune_by_name(name: str, department: str = "") -> Commune | None:
    """Find a commune by its name, in a department ("72", "2A", "2B") where the name is ambiguous."""
    found = _by_name().get(name_key(name), ())
    return next((commune for commune in found if commune.department.startswith(department.upper())), None)


def communes_geojson(codes: Iterable[str]) -> dict[str, Any]:
    """Give the outlines of communes as a GeoJSON FeatureCollection, unknown codes left out."""
    features = [_features()[code] for code in codes if code in _features()]
    return {"type": "FeatureCollection", "features": features}


def _commune(code: str, feature: dict[str, Any]) -> Commune:
    longitude, latitude = point_inside(feature["geometry"])
    return Commune(code, feature["properties"]["nom"], code[:2], round(latitude, 5), round(longitude, 5))


def point_inside(geometry: dict[str, Any]) -> tuple[float, float]:
    """Give a point (longitude, latitude) inside a polygon or the largest of several.

    It is the centroid where that lies inside, else the middle of the widest stretch of a scan line.
    """
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    rings = max(polygons, key=lambda polygon: abs(_area_and_centroid(polygon[0])[0]))
    _, x, y = _area_and_centroid(rings[0])
    return (x, y) if contains(rings, x, y) else _widest_stretch(rings)


def _area_and_centroid(ring: Ring) -> tuple[float, float, float]:
    """Signed area and centroid by the shoelace formula, relative to the first point for precision."""
    x0, y0 = ring[0][0], ring[0][1]
    area = sum_x = sum_y = 0.0
    for (xa, ya), (xb, yb) in pairwise(ring):
        cross = (xa - x0) * (yb - y0) - (xb - x0) * (ya - y0)
        area += cross
        sum_x += (xa + xb - 2 * x0) * cross
        sum_y += (ya + yb - 2 * y0) * cross
    if not area:
        return 0.0, x0, y0
    return area / 2, x0 + sum_x / (3 * area), y0 + sum_y / (3 * area)


def contains(rings: Sequence[Ring], x: float, y: float) -> bool:
    """Tell whether a point is inside a polygon (first ring) and outside its holes, by counting crossings."""
    return sum(left < x for ring in rings for left in _crossings(ring, y)) % 2 == 1


def _crossings(ring: Ring, y: float) -> list[float]:
    return [xa + (y - ya) * (xb - xa) / (yb - ya) for (xa, ya), (xb, yb) in pairwise(ring) if (ya > y) != (yb > y)]


def _widest_stretch(rings: Sequence[Ring]) -> tuple[float, float]:
    heights = [point[1] for point in rings[0]]
    low, high = min(heights), max(heights)
    best = (-1.0, rings[0][0][0], rings[0][0][1])
    for line in range(1, SCAN_LINES):
        y = low + (high - low) * line / SCAN_LINES
        crossings = sorted(x for ring in rings for x in _crossings(ring, y))
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            best = max(best, (right - left, (left + right) / 2, y))
    return best[1], best[2]
