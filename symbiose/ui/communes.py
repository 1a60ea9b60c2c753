"""Outlines of communes, read from the GeoJSON files of symbiose/nomenclatures/data (IGN, INSEE 2018)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from symbiose.ui.commune_map import CommuneShape, Ring

FOLDER = Path(__file__).resolve().parents[1] / "nomenclatures" / "data"


def outlines(insee_codes: Iterable[str]) -> list[CommuneShape]:
    """The outlines known for these INSEE codes, by name; codes without a file are left out."""
    known = _all_outlines()
    shapes = [known[code] for code in dict.fromkeys(insee_codes) if code in known]
    return sorted(shapes, key=lambda shape: shape.name)


@cache
def _all_outlines() -> dict[str, CommuneShape]:
    shapes = (_shape(feature) for path in sorted(FOLDER.glob("communes-*.geojson")) for feature in _features(path))
    return {shape.insee: shape for shape in shapes}


def _features(path: Path) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads(path.read_text())["features"]
    return features


def _shape(feature: dict[str, Any]) -> CommuneShape:
    geometry = feature["geometry"]
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return CommuneShape(feature["properties"]["code"], feature["properties"]["nom"], [_ring(p[0]) for p in polygons])


def _ring(coordinates: list[list[float]]) -> Ring:
    return tuple((spot[0], spot[1]) for spot in coordinates)
