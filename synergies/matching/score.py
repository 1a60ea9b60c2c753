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
BASE, NEAR, QUANTITY, TIME = 0.58, 0.22, 0.12, 0.08
LEAST_MEANING = 0.2
MUTUALISATION = KINDS.index("mutualisation")
SHARING = KINDS.index("partage")
SUBSTITUTION = KINDS.index("substitution")
# A hazardous thing passes on only where concepts agree: alike words are not enough.
HAZARD_NEEDS_CONCEPT = 0.35


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs that may be proposed. Shapes: all (n_pairs,)."""

    pairs: Candidates
    kinds: list[Kind]
    distance: Floats
    near: Floats
    quantity: Floats
    time: Floats
    score: Floats

    def __len__(self) -> int:
        return len(self.kinds)

    def take(self, places: Any) -> Scored:
        """Keep the pairs at some places."""
        at = np.asarray(places, dtype=np.int64)
        return Scored(
            self.pairs.take(at),
            [self.kinds[place] for place in at.tolist()],
            self.distance[at],
            self.near[at],
            self.quantity[at],
            self.time[at],
            self.score[at],
        )


def score_candidates(stage: Stage, found: Candidates) -> Scored:
    """Drop what must not be, weigh each pair by its kind, and score it by what surrounds it."""
    found = found.take(_allowed(stage, found))
    kinds = stage.kinds(found.first, found.second)
    meaning = found.meaning * stage.shares(found.first, found.second)
    hazardous = (stage.hazardous[found.first] | stage.hazardous[found.second]) & (kinds != MUTUALISATION)
    meaning[hazardous & (found.meaning <= HAZARD_NEEDS_CONCEPT)] = 0.0
    keep = meaning >= LEAST_MEANING
    pairs = Candidates(found.first[keep], found.second[keep], meaning[keep], found.lexical[keep])
    pairs_kinds = [cast(Kind, KINDS[kind]) for kind in kinds[keep].tolist()]
    far = too_far(stage.places.distances(pairs.first, pairs.second), _reach(stage, pairs))
    return with_context(stage, pairs, pairs_kinds).take(np.flatnonzero(~far))


def _allowed(stage: Stage, found: Candidates) -> npt.NDArray[np.bool_]:
    """Which pairs are of two companies, at common dates, of some kind, and break no rule of safety."""
    first, second = found.first, found.second
    kinds = stage.kinds(first, second)
    other = stage.companies[first] != stage.companies[second]
    passes = (kinds == SUBSTITUTION) | (stage.is_physical[first] != stage.is_physical[second])
    unsafe = passes & (kinds != MUTUALISATION) & stage.refused(first, second)
    unsafe |= (kinds == SHARING) & stage.unlent(first, second)
    result: npt.NDArray[np.bool_] = other & (kinds > 0) & stage.windows.meet(first, second) & ~unsafe
    return result & (found.meaning >= LEAST_MEANING)


def _reach(stage: Stage, found: Candidates) -> Floats:
    """The reach of a pair is that of the side which travels least far."""
    return np.minimum(stage.reach[found.first], stage.reach[found.second])


def with_context(stage: Stage, pairs: Candidates, kinds: list[Kind]) -> Scored:
    """Score pairs of known meaning and kind."""
    distance = stage.places.distances(pairs.first, pairs.second)
    near = nearness(distance, _reach(stage, pairs))
    quantity = stage.amounts.fit(pairs.first, pairs.second)
    time = stage.windows.overlap(pairs.first, pairs.second)
    score = np.round(pairs.meaning * (BASE + NEAR * near + QUANTITY * quantity + TIME * time), 6)
    return Scored(pairs, kinds, distance, near, quantity, time, np.clip(score, 0.0, 1.0))
