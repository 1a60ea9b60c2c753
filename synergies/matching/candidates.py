"""Find the pairs worth scoring, without ever comparing all: flows meet only where they share something.

Each concept is a block: its resources meet its needs, its needs meet each other, its wastes meet each
other and the wish to have them collected. A block that is too large keeps the nearest. Words and
letters (TF-IDF) add pairs that no concept brings together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from symbiose.lexicon.reading import MATERIALS
from synergies.matching.geography import Places, nearest_members
from synergies.matching.understand import Understood, Vector
from synergies.matching.wording import Alike

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
LEAST_EVIDENCE = 0.12
LARGEST_BLOCK = 10_000
FEWEST_NEAREST = 16
MOST_WAITING = 2_000_000
SAME_WASTE_CODE = 0.75
EXTRA_EVIDENCE = 0.3
LEXICAL_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of positions (``first`` < ``second``), sorted, and the evidence that they are about one thing.

    Shapes: all (n_pairs,); ``first``, ``second`` int64; ``meaning``, ``lexical`` float64 in [0, 1].
    """

    first: Ints
    second: Ints
    meaning: Floats
    lexical: Floats

    def __len__(self) -> int:
        return len(self.first)

    def take(self, chosen: Any) -> Candidates:
        """Keep the pairs of a mask or of positions."""
        return Candidates(self.first[chosen], self.second[chosen], self.meaning[chosen], self.lexical[chosen])


class _Blocks:
    """Collects pairs and their evidence, block by block."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.waiting: list[tuple[Ints, Floats]] = []
        self.count = 0
        self.keys: Ints = np.zeros(0, dtype=np.int64)
        self.best: Floats = np.zeros(0)
        self.total: Floats = np.zeros(0)

    def cross(self, left: Sequence[tuple[int, float]], right: Sequence[tuple[int, float]]) -> None:
        """Add the pairs between two sides of a block."""
        if left and right:
            self._add(*_arrays(left), *_arrays(right), within=False)

    def inside(self, members: Sequence[tuple[int, float]]) -> None:
        """Add the pairs within one block."""
        if len(members) > 1:
            self._add(*_arrays(members), *_arrays(members), within=True)

    def _add(self, left: Ints, left_weight: Floats, right: Ints, right_weight: Floats, *, within: bool) -> None:
        if len(left) * len(right) <= LARGEST_BLOCK:
            evidence = np.outer(left_weight, right_weight)
            i, j = np.nonzero(evidence >= LEAST_EVIDENCE)
            a, b = left[i], right[j]
            keep = a < b if within else a != b
            self._keep(a[keep], b[keep], evidence[i, j][keep])
            return
        i, j = nearest_members(self.places, left, right, right_weight, max(FEWEST_NEAREST, LARGEST_BLOCK // len(left)))
        weights = left_weight[i] * right_weight[j]
        a, b = np.minimum(left[i], right[j]), np.maximum(left[i], right[j])
        kept = np.flatnonzero((weights >= LEAST_EVIDENCE) & (a != b))
        keys = a[kept] * len(self.places) + b[kept]
        order = np.argsort(keys, kind="stable")
        once = kept[order[np.flatnonzero(np.diff(keys[order], prepend=-1))]]
        self._keep(a[once], b[once], weights[once])

    def merged(self) -> Candidates:
        """One row per pair: its best evidence, raised a little by what else speaks for it."""
        self._press()
        if not len(self.keys):
            return _no_pairs()
        rest = self.total - self.best
        meaning = self.best + (1.0 - self.best) * EXTRA_EVIDENCE * (1.0 - np.exp(-rest))
        size = len(self.places)
        return Candidates(self.keys // size, self.keys % size, np.minimum(meaning, 1.0), np.zeros(len(self.keys)))

    def _keep(self, a: Ints, b: Ints, evidence: Floats) -> None:
        self.waiting.append((np.minimum(a, b) * len(self.places) + np.maximum(a, b), evidence))
        self.count += len(a)
        if self.count > MOST_WAITING:
            self._press()

    def _press(self) -> None:
        """Bring the rows of each pair together: its best evidence and the sum of all."""
        keys = np.concatenate([self.keys, *(keys for keys, _ in self.waiting)])
        best = np.concatenate([self.best, *(evidence for _, evidence in self.waiting)])
        total = np.concatenate([self.total, *(evidence for _, evidence in self.waiting)])
        self.waiting, self.count = [], 0
        order = np.argsort(keys, kind="stable")
        keys, best, total = keys[order], best[order], total[order]
        starts = np.flatnonzero(np.diff(keys, prepend=-1))
        if len(starts):
            keys, best, total = keys[starts], np.maximum.reduceat(best, starts), np.add.reduceat(total, starts)
        self.keys, self.best, self.total = keys, best, total


def _no_pairs() -> Candidates:
    none = np.zeros(0, dtype=np.int64)
    return Candidates(none, none, np.zeros(0), np.zeros(0))


def _arrays(members: Sequence[tuple[int, float]]) -> tuple[Ints, Floats]:
    return np.array([m[0] for m in members], dtype=np.int64), np.array([m[1] for m in members], dtype=np.float64)


def find_candidates(flows: Sequence[Understood], places: Places, lexical: Alike) -> Candidates:
    """Find the pairs of flows that share a concept, a waste code, a collection or words."""
    blocks = _Blocks(places)
    resources = [i for i, flow in enumerate(flows) if flow.is_resource]
    needs = [i for i, flow in enumerate(flows) if not flow.is_resource]
    wastes = [i for i in resources if flows[i].family == "dechet"]
    served = _by_concept((i, flows[i].serves) for i in resources)
    asked = _by_concept((i, flows[i].asks) for i in needs if not flows[i].wants_collection)
    for key in sorted(served.keys() & asked.keys()):
        blocks.cross(served[key], asked[key])
    _collections(blocks, flows, resources, needs)
    for pool in (needs, wastes):
        for _, members in sorted(_by_concept((i, flows[i].shares) for i in pool).items()):
            blocks.inside(members)
    for _, members in sorted(_by_code(flows, wastes).items()):
        blocks.inside(members)
    return _with_words(blocks.merged(), lexical, len(flows))


def _by_concept(vectors: Iterable[tuple[int, Vector]]) -> dict[str, list[tuple[int, float]]]:
    found: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for position, vector in vectors:
        for key, weight in vector.items():
            if weight >= LEAST_EVIDENCE:
                found[key].append((position, weight))
    return found


def _by_code(flows: Sequence[Understood], wastes: Sequence[int]) -> dict[str, list[tuple[int, float]]]:
    found: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for position in wastes:
        code = flows[position].waste_code
        if len(code) == 8 and not code.endswith("99"):
            found[code].append((position, SAME_WASTE_CODE**0.5))
    return found


def _collections(blocks: _Blocks, flows: Sequence[Understood], resources: Sequence[int], needs: Sequence[int]) -> None:
    offered = _by_concept((i, flows[i].collects) for i in resources if flows[i].family in MATERIALS)
    wanted = _by_concept((i, flows[i].collects) for i in needs if flows[i].wants_collection)
    for key in sorted(offered.keys() & wanted.keys()):
        blocks.cross(offered[key], wanted[key])
    lent = _by_concept((i, flows[i].serves) for i in resources if flows[i].family not in MATERIALS)
    asked = _by_concept((i, flows[i].asks) for i in needs if flows[i].wants_collection)
    for key in sorted(lent.keys() & asked.keys()):
        blocks.cross(lent[key], asked[key])


def _with_words(found: Candidates, lexical: Alike, size: int) -> Candidates:
    if not len(lexical.keys):
        return found
    known = found.first * size + found.second
    keys = sorted_union(known, lexical.keys)
    meaning, similarity = np.zeros(len(keys)), np.zeros(len(keys))
    meaning[np.searchsorted(keys, known)] = found.meaning
    similarity[np.searchsorted(keys, lexical.keys)] = lexical.likeness
    together = 1.0 - (1.0 - meaning) * (1.0 - LEXICAL_SHARE * similarity)
    return Candidates(keys // size, keys % size, together, similarity)


def sorted_union(one: Ints, other: Ints) -> Ints:
    """The distinct keys of two sorted arrays, sorted."""
    keys = np.concatenate((one, other))
    keys.sort(kind="stable")
    return keys[np.flatnonzero(np.diff(keys, prepend=-1))]
