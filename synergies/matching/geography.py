"""Places and distances of flows, and how far each kind of thing travels."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from symbiose.lexicon.concepts import concepts
from synergies.matching.records import FlowRecord

EARTH_RADIUS_KM = 6371.0088
REACH_FILE = Path(__file__).parent / "data" / "reach.csv"
DEFAULT_REACH_KM = 40.0
UNKNOWN_NEARNESS = 0.5
HORIZON_KM, HORIZON_REACHES = 40.0, 8.0
WEIGHT_BANDS = (0.0, 0.3, 0.55, 0.8, 10.0)
BAND_SHARE = {0.0: 0.15, 0.3: 0.25, 0.55: 0.5, 0.8: 1.0}
UNPLACED = 5
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class Places:
    """Where flows are: radians, not-a-number where unknown."""

    def __init__(self, flows: Sequence[FlowRecord]) -> None:
        degrees = np.array(
            [
                (np.nan, np.nan)
                if flow.latitude is None or flow.longitude is None
                else (flow.latitude, flow.longitude)
                for flow in flows
            ],
            dtype=np.float64,
        ).reshape(-1, 2)
        self.latitude = np.radians(degrees[:, 0])
        self.longitude = np.radians(degrees[:, 1])

    def __len__(self) -> int:
        return len(self.latitude)

    @cached_property
    def plane(self) -> tuple[Floats, Floats]:
        """Kilometres east and north on a flat map of the programme: good enough to find who is near."""
        known = self.latitude[~np.isnan(self.latitude)]
        middle = float(np.cos(known.mean())) if len(known) else 1.0
        return self.longitude * middle * EARTH_RADIUS_KM, self.latitude * EARTH_RADIUS_KM

    def distances(self, first: Any, second: Any) -> Floats:
        """Kilometres between flows by position, by the haversine formula; NaN where a place is unknown.

        Source: R. W. Sinnott, Sky & Telescope 68(2), 1984, p. 159. Positions broadcast as NumPy does.
        """
        lat_a, lat_b = self.latitude[first], self.latitude[second]
        half_lat = (lat_b - lat_a) / 2
        half_lon = (self.longitude[second] - self.longitude[first]) / 2
        chord = np.sin(half_lat) ** 2 + np.cos(lat_a) * np.cos(lat_b) * np.sin(half_lon) ** 2
        result: Floats = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(chord, 0.0, 1.0)))
        return result


def nearest_members(places: Places, left: Ints, right: Ints, weight: Floats, most: int) -> tuple[Ints, Ints]:
    """For each flow of ``left``, about ``most`` of ``right`` that are near for what they weigh.

    Returns parallel indices into ``left`` and ``right``, shapes (n_found,). ``right`` is cut into bands of weight
    and each band is asked for its nearest, so that a block of n flows costs n log n. Where a place is unknown the
    heaviest stand in.
    """
    x, y = places.plane
    found: list[tuple[Ints, Ints]] = []
    heaviest = np.lexsort((right, -weight))[:most]
    placed = ~np.isnan(x[left])
    found.append(_all_pairs(np.flatnonzero(~placed), heaviest))
    unplaced = np.flatnonzero(np.isnan(x[right]))
    found.append(_all_pairs(np.flatnonzero(placed), unplaced[np.lexsort((unplaced, -weight[unplaced]))][:UNPLACED]))
    here = np.flatnonzero(placed)
    for low, high in pairwise(WEIGHT_BANDS):
        band = np.flatnonzero((weight >= low) & (weight < high) & ~np.isnan(x[right]))
        if len(band) and len(here):
            tree = cKDTree(np.column_stack((x[right[band]], y[right[band]])))
            share = max(1, round(most * BAND_SHARE[low]))
            _, near = tree.query(np.column_stack((x[left[here]], y[left[here]])), k=min(share, len(band)))
            near = near.reshape(len(here), -1)
            found.append((np.repeat(here, near.shape[1]), band[near.ravel()]))
    return np.concatenate([i for i, _ in found]), np.concatenate([j for _, j in found])


def _all_pairs(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    return np.repeat(left, len(right)), np.tile(right, len(left))


def nearness(distance_km: Floats, reach_km: Floats) -> Floats:
    """Share of the score that distance leaves: 1 on the spot, 0.5 at the reach, 0.2 at twice the reach.

    Where the distance is unknown it is 0.5. Our own choice: docs/adr/0013-matching-score.md.
    """
    near = 1.0 / (1.0 + (distance_km / reach_km) ** 2)
    return np.where(np.isnan(near), UNKNOWN_NEARNESS, near)


def too_far(distance_km: Floats, reach_km: Floats) -> npt.NDArray[np.bool_]:
    """Tell which distances are beyond any sense for their kind of thing (unknown ones never are)."""
    result: npt.NDArray[np.bool_] = distance_km > np.maximum(HORIZON_KM, HORIZON_REACHES * reach_km)
    return result


@cache
def _table() -> dict[str, float]:
    with REACH_FILE.open(encoding="utf-8", newline="") as stream:
        return {row["key"]: float(row["reach_km"]) for row in csv.DictReader(stream)}


@cache
def reach_of(concept: str, family: str) -> float:
    """How far, in km, a thing travels at half its worth: by its concept, a broader one, or its family."""
    table = _table()
    known = concepts().get(concept)
    for key in (concept, *(known.ancestors if known else ()), family):
        if key in table:
            return table[key]
    return DEFAULT_REACH_KM
