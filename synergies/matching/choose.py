"""Choose what is proposed: groups first, then pairs, so that no flow has more than ``top`` proposals.

A pair stands in the list of both its flows, so it needs room in both. Pairs are taken by the better
of the two places that they hold in the lists of their flows, then by score: the first choice of a flow
is served before the tenth of another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np

from synergies.matching.score import Scored, best_places
from synergies.matching.stage import Stage

SAME_COMPANY_MOST = 3
# Among many pairs, those that are far down both lists are not looked at.
MANY, FAR_PLACES, AT_ONCE = 200_000, 5, 200_000


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


def take_groups(room: Room, groups: Sequence[tuple[int, ...]], *, beside: bool) -> list[int]:
    """Take the groups for which there is room, best first; give their places in the sequence.

    With ``beside``, groups stand beside the lists of their flows and use no place in them.
    """
    taken: list[int] = []
    for number, positions in enumerate(groups):
        pairs = list(combinations(positions, 2))
        if any(pair in room.taken for pair in pairs):
            continue
        if beside:
            room.taken.update(pairs)
            taken.append(number)
        elif room.fits(positions, len(positions) - 1):
            taken.append(number)
            for a, b in pairs:
                room.take(a, b)
    return taken


def take_pairs(stage: Stage, room: Room, scored: Scored) -> list[int]:
    """Take the pairs for which there is room; give their places among the scored."""
    first, second = scored.pairs.first, scored.pairs.second
    places = best_places(first, second, scored.score)
    likely = np.flatnonzero(places < FAR_PLACES * max(room.left, default=0)) if len(scored) > MANY else slice(None)
    order = np.arange(len(scored))[likely]
    order = order[np.lexsort((second[order], first[order], -scored.score[order], places[order]))]
    taken: list[int] = []
    for start in range(0, len(order), AT_ONCE):
        part = order[start : start + AT_ONCE]
        for place, a, b in zip(part.tolist(), first[part].tolist(), second[part].tolist(), strict=True):
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
