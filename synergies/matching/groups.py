"""Gather like needs, or like wastes, of three companies or more within reach of each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
import numpy.typing as npt

from synergies.matching.geography import reach_of
from synergies.matching.score import MUTUALISATION
from synergies.matching.stage import Stage

SMALLEST = 3
LARGEST_CROWD = 240
DIAMETER = 1.5
WASTE_SHARE_OF_TOP = 0.5
# Needs that one supplier or one session can rarely meet for several keep to small groups.
LOOSE_FAMILIES = frozenset({"matiere", "dechet", "eau", "energie", "equipement", "espace", "transport"})
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Members:
    """A group before it is scored: its subject, one position per company, and further flows of theirs."""

    topic: str
    positions: tuple[int, ...]
    others: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Circle:
    """Flows of one subject, and which of them may be together. Shape of ``together``: (n, n)."""

    positions: list[int]
    sure: npt.NDArray[np.float64]
    together: Bools


def find_groups(stage: Stage, *, top: int) -> list[Members]:
    """Give the groups, each flow in one at most; a group has one flow per company."""
    subjects: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for position, (topic, sure) in enumerate(stage.topics):
        if topic:
            subjects[topic].append((position, sure))
    found: list[Members] = []
    for topic in sorted(subjects):
        for crowd in _crowds(stage, subjects[topic]):
            if len(crowd) >= SMALLEST:
                found += _groups_of(stage, topic, crowd, top)
    return found


def _crowds(stage: Stage, members: Sequence[tuple[int, float]]) -> list[Sequence[tuple[int, float]]]:
    """Cut a large crowd in two by its longer side, until each part can be compared with itself at leisure."""
    if len(members) <= LARGEST_CROWD:
        return [members]
    x, y = (np.nan_to_num(axis[[position for position, _ in members]], nan=0.0) for axis in stage.places.plane)
    order = np.lexsort((np.arange(len(members)), x if np.ptp(x) >= np.ptp(y) else y))
    half = len(members) // 2
    parts = (sorted(order[:half].tolist()), sorted(order[half:].tolist()))
    return [crowd for part in parts for crowd in _crowds(stage, [members[i] for i in part])]


def _groups_of(stage: Stage, topic: str, members: Sequence[tuple[int, float]], top: int) -> list[Members]:
    positions = sorted((p for p, _ in members), key=lambda p: stage.flows[p].flow.flow_id)
    sure = dict(members)
    circle = _Circle(positions, np.array([sure[p] for p in positions]), _together(stage, topic, positions))
    largest = _largest(stage, positions, top)
    free = np.ones(len(positions), dtype=bool)
    found: list[Members] = []
    while True:
        chosen = _grow(stage, circle, free, largest)
        if len(chosen) < SMALLEST:
            return found
        free[chosen] = False
        companies = {int(stage.companies[positions[i]]) for i in chosen}
        mates = [i for i in np.flatnonzero(free) if int(stage.companies[positions[i]]) in companies]
        free[mates] = False
        found.append(
            Members(topic, tuple(positions[i] for i in sorted(chosen)), tuple(positions[i] for i in sorted(mates)))
        )


def _largest(stage: Stage, positions: Sequence[int], top: int) -> int:
    if stage.settings.max_group_size is not None:
        return stage.settings.max_group_size
    if any(stage.flows[p].is_resource or stage.flows[p].family in LOOSE_FAMILIES for p in positions):
        return min(top + 1, max(SMALLEST, ceil(top * WASTE_SHARE_OF_TOP) + 1))
    return top + 1


def _together(stage: Stage, topic: str, positions: Sequence[int]) -> Bools:
    """Which flows may be in one group: other companies, near, dates that meet, and a mutual kind."""
    at = np.array(positions, dtype=np.int64)
    rows, columns = at[:, None], at[None, :]
    family = stage.flows[positions[0]].family
    reach = reach_of(topic, family) * DIAMETER * stage.settings.reach_scale
    distance = stage.places.distances(rows, columns)
    near = np.isnan(distance) | (distance <= reach)
    result: Bools = near & stage.windows.meet(rows, columns) & (stage.companies[rows] != stage.companies[columns])
    result &= stage.kinds(rows, columns) == MUTUALISATION
    return result


def _grow(stage: Stage, circle: _Circle, free: Bools, largest: int) -> list[int]:
    """Start from the flow with most companies around it, and add those that fit with all: wishes, then the surest."""
    if largest < SMALLEST or free.sum() < SMALLEST:
        return []
    around = circle.together & free[None, :] & free[:, None]
    counts = around.sum(axis=1)
    wishes = np.array([not stage.flows[position].is_resource for position in circle.positions])
    seed = int(np.argmax(counts + circle.sure * 0.5 + wishes * 0.4))
    size = _fair_size(int(counts[seed]) + 1, largest)
    chosen, allowed = [seed], around[seed].copy()
    order = _nearest_first(stage, circle, seed)
    for candidate in order:
        if len(chosen) >= size:
            break
        if allowed[candidate]:
            chosen.append(int(candidate))
            allowed &= around[candidate]
    return chosen


def _fair_size(available: int, largest: int) -> int:
    """Cut a crowd into groups of like size rather than one full and one too small."""
    return ceil(available / ceil(available / largest))


def _nearest_first(stage: Stage, circle: _Circle, seed: int) -> list[int]:
    at = np.array(circle.positions, dtype=np.int64)
    distance = np.nan_to_num(stage.places.distances(at, at[seed]), nan=1e3)
    sure = -np.round(circle.sure, 1)
    wastes = np.array([stage.flows[position].is_resource for position in circle.positions])
    return [int(i) for i in np.lexsort((np.arange(len(at)), np.round(distance, 3), sure, wastes))]
