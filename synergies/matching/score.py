"""Score candidate pairs: what they mean to each other, then distance, quantities and dates.

    score = meaning x (0.58 + 0.22 nearness + 0.12 quantity + 0.08 time)

Every part lies in [0, 1], and so does the score. The weights are our own choice, argued in
docs/adr/0013-matching-score.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from synergies.matching.candidates import Candidates
from synergies.matching.geography import nearness, too_far
from synergies.matching.records import Kind
from synergies.matching.stage import KINDS, Stage

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
BASE, NEAR, QUANTITY, TIME = 0.58, 0.22, 0.12, 0.08
LEAST_MEANING = 0.2
# Beyond so many pairs, each flow keeps its likeliest; a place that is not known counts as so far.
MANY, MOST_PER_FLOW, UNKNOWN_KM = 400_000, 32, 20.0
AT_ONCE = 500_000
MUTUALISATION = KINDS.index("mutualisation")
SHARING = KINDS.index("partage")
SUBSTITUTION = KINDS.index("substitution")
# A hazardous thing passes on only where concepts agree: alike words are not enough.
HAZARD_NEEDS_CONCEPT = 0.35


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs that may be proposed. Shapes: all (n_pairs,)."""

    pairs: Candidates
    kinds: Ints  # places in KINDS
    distance: Floats
    near: Floats
    quantity: Floats
    time: Floats
    score: Floats

    def __len__(self) -> int:
        return len(self.kinds)

    def kind(self, place: int) -> Kind:
        return cast(Kind, KINDS[int(self.kinds[place])])

    def take(self, places: Any) -> Scored:
        """Keep the pairs at some places."""
        at = np.asarray(places, dtype=np.int64)
        return Scored(
            self.pairs.take(at),
            self.kinds[at],
            self.distance[at],
            self.near[at],
            self.quantity[at],
            self.time[at],
            self.score[at],
        )


def score_candidates(stage: Stage, found: Candidates) -> Scored:
    """Drop what must not be, weigh each pair by its kind, and score it by what surrounds it."""
    found = _likeliest(stage, _allowed(stage, found))
    kinds = stage.kinds(found.first, found.second)
    meaning = found.meaning * stage.shares(found.first, found.second)
    hazardous = (stage.hazardous[found.first] | stage.hazardous[found.second]) & (kinds != MUTUALISATION)
    meaning[hazardous & (found.meaning <= HAZARD_NEEDS_CONCEPT)] = 0.0
    keep = meaning >= LEAST_MEANING
    pairs = Candidates(found.first[keep], found.second[keep], meaning[keep], found.lexical[keep])
    far = too_far(stage.places.distances(pairs.first, pairs.second), _reach(stage, pairs))
    return with_context(stage, pairs, kinds[keep]).take(np.flatnonzero(~far))


def _likeliest(stage: Stage, found: Candidates) -> Candidates:
    """Among very many pairs, those that stand high in the list of one of their flows, near things first."""
    if len(found) <= MANY:
        return found
    worth = np.empty(len(found), dtype=np.float32)
    for start in range(0, len(found), AT_ONCE):
        part = found.take(slice(start, start + AT_ONCE))
        distance = np.nan_to_num(stage.places.distances(part.first, part.second), nan=UNKNOWN_KM)
        worth[start : start + AT_ONCE] = part.meaning * nearness(distance, _reach(stage, part))
    return found.take(best_places(found.first, found.second, worth) < MOST_PER_FLOW)


def best_places(first: Ints, second: Ints, worth: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.int32]:
    """The better of the places, from 0, that a pair holds in the lists of its two flows; shape (n_pairs,).

    ``worth`` lies in [0, 1]. Among equals the pair that comes first stays first. Flow, worth and place in the
    array are packed into one number each, since plain numbers sort several times faster than pairs of keys.
    """
    count = len(first)
    if not count:
        return np.zeros(0, dtype=np.int32)
    index_bits = (2 * count).bit_length()
    worth_bits = min(30, 63 - index_bits - int(max(first.max(), second.max())).bit_length())
    scale = (1 << worth_bits) - 1
    poor = scale - np.rint(np.clip(worth, 0.0, 1.0) * scale).astype(np.int64)
    packed = np.concatenate(((first << worth_bits) | poor, (second << worth_bits) | poor)) << index_bits
    packed |= np.arange(2 * count, dtype=np.int64)
    packed.sort()
    flows = packed >> (worth_bits + index_bits)
    starts = np.flatnonzero(np.diff(flows, prepend=-1))
    places = np.empty(2 * count, dtype=np.int32)
    rank = np.arange(2 * count, dtype=np.int64) - np.repeat(starts, np.diff(starts, append=2 * count))
    places[packed & ((1 << index_bits) - 1)] = rank
    return np.minimum(places[:count], places[count:])


def _allowed(stage: Stage, found: Candidates) -> Candidates:
    """The pairs of two companies, at common dates, of some kind, that break no rule of safety; some at a time."""
    likely = np.flatnonzero(found.meaning >= LEAST_MEANING)
    parts = [likely[start : start + AT_ONCE] for start in range(0, len(likely), AT_ONCE)]
    kept = [part[_may_be(stage, found.first[part], found.second[part])] for part in parts]
    return found.take(np.concatenate(kept) if kept else likely)


def _may_be(stage: Stage, first: Ints, second: Ints) -> npt.NDArray[np.bool_]:
    kinds = stage.kinds(first, second)
    other = stage.companies[first] != stage.companies[second]
    passes = (kinds == SUBSTITUTION) | (stage.is_physical[first] != stage.is_physical[second])
    unsafe = passes & (kinds != MUTUALISATION) & stage.refused(first, second)
    unsafe |= (kinds == SHARING) & stage.unlent(first, second)
    result: npt.NDArray[np.bool_] = other & (kinds > 0) & stage.windows.meet(first, second) & ~unsafe
    return result


def _reach(stage: Stage, found: Candidates) -> Floats:
    """The reach of a pair is that of the side which travels least far."""
    return np.minimum(stage.reach[found.first], stage.reach[found.second])


def with_context(stage: Stage, pairs: Candidates, kinds: Ints) -> Scored:
    """Score pairs of known meaning and kind."""
    distance = stage.places.distances(pairs.first, pairs.second)
    near = nearness(distance, _reach(stage, pairs))
    quantity = stage.amounts.fit(pairs.first, pairs.second)
    time = stage.windows.overlap(pairs.first, pairs.second)
    score = np.round(pairs.meaning * (BASE + NEAR * near + QUANTITY * quantity + TIME * time), 6)
    return Scored(pairs, kinds, distance, near, quantity, time, np.clip(score, 0.0, 1.0))
