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
from synergies.matching.geography import Places
from synergies.matching.understand import Understood, Vector

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
LEAST_EVIDENCE = 0.12
LARGEST_BLOCK = 40_000
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
        self.first: list[Ints] = []
        self.second: list[Ints] = []
        self.evidence: list[Floats] = []

    def cross(self, left: Sequence[tuple[int, float]], right: Sequence[tuple[int, float]]) -> None:
        """Add the pairs between two sides of a block."""
        if left and right:
            self._add(*_arrays(left), *_arrays(right), within=False)

    def inside(self, members: Sequence[tuple[int, float]]) -> None:
        """Add the pairs within one block."""
        if len(members) > 1:
            self._add(*_arrays(members), *_arrays(members), within=True)

    def _add(self, left: Ints, left_weight: Floats, right: Ints, right_weight: Floats, *, within: bool) -> None:
        rows = max(1, LARGEST_BLOCK // len(right))
        nearest = None if len(left) * len(right) <= LARGEST_BLOCK else max(20, LARGEST_BLOCK // len(left))
        for start in range(0, len(left), rows):
            part = slice(start, start + rows)
            evidence = np.outer(left_weight[part], right_weight)
            if nearest is not None and nearest < len(right):
                self._keep_nearest(evidence, left[part], right, nearest)
            i, j = np.nonzero(evidence >= LEAST_EVIDENCE)
            a, b = left[part][i], right[j]
            keep = a < b if within else a != b
            self.first.append(np.minimum(a, b)[keep])
            self.second.append(np.maximum(a, b)[keep])
            self.evidence.append(evidence[i, j][keep])

    def _keep_nearest(self, evidence: Floats, left: Ints, right: Ints, nearest: int) -> None:
        distance = self.places.distances(left[:, None], right[None, :])
        order = np.nan_to_num(distance, nan=50.0) / np.maximum(evidence, 1e-6)
        limit = np.partition(order, nearest, axis=1)[:, nearest : nearest + 1]
        evidence[order > limit] = 0.0

    def merged(self, size: int) -> Candidates:
        """One row per pair: its best evidence, raised a little by what else speaks for it."""
        if not self.first:
            return _no_pairs()
        keys = np.concatenate(self.first) * size + np.concatenate(self.second)
        if not len(keys):
            return _no_pairs()
        evidence = np.concatenate(self.evidence)
        order = np.lexsort((evidence, keys))
        keys, evidence = keys[order], evidence[order]
        starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
        best = np.maximum.reduceat(evidence, starts)
        rest = np.add.reduceat(evidence, starts) - best
        meaning = best + (1.0 - best) * EXTRA_EVIDENCE * (1.0 - np.exp(-rest))
        pairs = keys[starts]
        return Candidates(pairs // size, pairs % size, np.minimum(meaning, 1.0), np.zeros(len(pairs)))


def _no_pairs() -> Candidates:
    none = np.zeros(0, dtype=np.int64)
    return Candidates(none, none, np.zeros(0), np.zeros(0))


def _arrays(members: Sequence[tuple[int, float]]) -> tuple[Ints, Floats]:
    return np.array([m[0] for m in members], dtype=np.int64), np.array([m[1] for m in members], dtype=np.float64)


def find_candidates(
    flows: Sequence[Understood], places: Places, lexical: Iterable[tuple[int, int, float]]
) -> Candidates:
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
    return _with_words(blocks.merged(len(flows)), lexical, len(flows))


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


def _with_words(found: Candidates, lexical: Iterable[tuple[int, int, float]], size: int) -> Candidates:
    words = {(a * size + b): similarity for a, b, similarity in lexical}
    if not words:
        return found
    word_keys = np.array(sorted(words), dtype=np.int64)
    word_values = np.array([words[int(key)] for key in word_keys])
    keys = np.union1d(found.first * size + found.second, word_keys)
    meaning, similarity = np.zeros(len(keys)), np.zeros(len(keys))
    meaning[np.searchsorted(keys, found.first * size + found.second)] = found.meaning
    similarity[np.searchsorted(keys, word_keys)] = word_values
    together = 1.0 - (1.0 - meaning) * (1.0 - LEXICAL_SHARE * similarity)
    return Candidates(keys // size, keys % size, together, similarity)
