"""Choose what is proposed: groups first, then pairs, so that no flow has more than ``top`` proposals.

A pair stands in the list of both its flows, so it needs room in both. Pairs are taken by the better
of the two places that they hold in the lists of their flows, then by score: the first choice of a flow
is served before the tenth of another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from synergies.matching.score import Scored, Stage

SAME_COMPANY_MOST = 3
Ints = npt.NDArray[np.int64]


class Room:
    """How many more proposals each flow may have."""

    def __init__(self, size: int, top: int) -> None:
        self.left = [top] * size
        self.taken: set[tuple[int, int]] = set()
        self.with_company: Counter[tuple[int, int]] = Counter()

    def fits(self, positions: Iterable[int], each: int) -> bool:
        """Tell whether every flow has room for so many more."""
        return all(self.left[position] >= each for position in positions)

    def take(self, a: int, b: int) -> None:
        """Use a place in the lists of both flows."""
        self.left[a] -= 1
        self.left[b] -= 1
        self.taken.add((min(a, b), max(a, b)))


def take_groups(room: Room, groups: Sequence[tuple[int, ...]]) -> list[int]:
    """Take the groups for which there is room, best first; give their places in the sequence."""
    taken: list[int] = []
    for number, positions in enumerate(groups):
        pairs = [(a, b) for i, a in enumerate(positions) for b in positions[i + 1 :]]
        if room.fits(positions, len(positions) - 1) and not any(pair in room.taken for pair in pairs):
            taken.append(number)
            for a, b in pairs:
                room.take(a, b)
    return taken


def take_pairs(stage: Stage, room: Room, scored: Scored) -> list[int]:
    """Take the pairs for which there is room; give their places among the scored."""
    best_place = _best_places(stage, scored)
    order = sorted(
        range(len(scored)),
        key=lambda p: (
            min(int(best_place[p]), 10_000),
            -scored.score[p],
            stage.flows[int(scored.pairs.first[p])].flow.flow_id,
            stage.flows[int(scored.pairs.second[p])].flow.flow_id,
        ),
    )
    taken: list[int] = []
    for place in order:
        a, b = int(scored.pairs.first[place]), int(scored.pairs.second[place])
        if room.left[a] > 0 and room.left[b] > 0 and (a, b) not in room.taken and _varied(stage, room, a, b):
            room.take(a, b)
            taken.append(place)
    return taken


def _varied(stage: Stage, room: Room, a: int, b: int) -> bool:
    """Keep a list from filling with one company."""
    keys = ((a, int(stage.companies[b])), (b, int(stage.companies[a])))
    if any(room.with_company[key] >= SAME_COMPANY_MOST for key in keys):
        return False
    room.with_company.update(keys)
    return True


def _best_places(stage: Stage, scored: Scored) -> Ints:
    """The better of the places, from 0, that a pair holds in the lists of its two flows."""
    by_flow: defaultdict[int, list[int]] = defaultdict(list)
    ids = [flow.flow.flow_id for flow in stage.flows]
    for place in range(len(scored)):
        by_flow[int(scored.pairs.first[place])].append(place)
        by_flow[int(scored.pairs.second[place])].append(place)
    best = np.full(len(scored), np.iinfo(np.int64).max, dtype=np.int64)
    for flow, places in by_flow.items():
        places.sort(key=lambda p: (-scored.score[p], ids[_other(scored, p, flow)]))
        for rank, place in enumerate(places):
            best[place] = min(best[place], rank)
    return best


def _other(scored: Scored, place: int, flow: int) -> int:
    first, second = int(scored.pairs.first[place]), int(scored.pairs.second[place])
    return second if first == flow else first
