"""Score candidate pairs: what they mean to each other, then distance, quantities and dates.

    score = meaning x (0.58 + 0.22 nearness + 0.12 quantity + 0.08 time)

Every part lies in [0, 1], and so does the score. The weights are our own choice, argued in
docs/adr/0004-matching-score.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from symbiose.lexicon.concepts import concepts
from symbiose.lexicon.reading import MATERIALS, family_fit
from synergies.matching.candidates import Candidates
from synergies.matching.compatibility import forbidden, pair_kind
from synergies.matching.context import Amounts, Windows
from synergies.matching.geography import Places, nearness, reach_of, too_far
from synergies.matching.records import FlowRecord, Kind, MatchSettings
from synergies.matching.understand import Understood

Floats = npt.NDArray[np.float64]
BASE, NEAR, QUANTITY, TIME = 0.58, 0.22, 0.12, 0.08
LEAST_MEANING = 0.2
# Two like needs of these families are worth less than an exchange, or cannot be met in common.
SHARED_NEED = {
    "matiere": 0.6,
    "dechet": 0.6,
    "energie": 0.7,
    "eau": 0.5,
    "equipement": 0.75,
    "espace": 0.6,
    "transport": 0.85,
}
SHARED_WASTE = 0.8
ENERGY_PURCHASES = ("E08", "E10", "E13", "E17")
PHYSICAL_FOR_SERVICE, ASSET_FOR_PURCHASE, ASSET_FOR_PHYSICAL = 0.5, 0.6, 0.5
HAZARD_NEEDS_CONCEPT = 0.35


class Stage:
    """All that the stages share about one run: the flows understood, their places, amounts and windows."""

    def __init__(self, flows: Sequence[Understood], settings: MatchSettings) -> None:
        self.flows = flows
        self.settings = settings
        records: list[FlowRecord] = [flow.flow for flow in flows]
        self.places = Places(records)
        self.amounts = Amounts(records)
        self.windows = Windows(records)
        names = {name: number for number, name in enumerate(sorted({company_key(record) for record in records}))}
        self.companies = np.array([names[company_key(record)] for record in records], dtype=np.int64)

    @cached_property
    def reach(self) -> Floats:
        """Reach of each flow in km, shape (n_flows,)."""
        return np.array([reach_of(main_concept(flow), flow.family) for flow in self.flows]) * max(
            self.settings.reach_scale, 1e-6
        )


def company_key(record: FlowRecord) -> str:
    """The company of a flow, however its id is typed."""
    return record.company_id.strip().casefold()


def main_concept(flow: Understood) -> str:
    """The concept that says most about a flow; empty where nothing is known."""
    names = flow.names
    return max(sorted(names), key=lambda key: names[key] * concepts()[key].says, default="")


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


def score_candidates(stage: Stage, found: Candidates) -> Scored:
    """Drop what must not be, weigh each pair by its kind, and score it by what surrounds it."""
    found = _possible(stage, found)
    kinds: list[Kind] = []
    kept: list[int] = []
    worth: list[float] = []
    for position, (a, b) in enumerate(zip(found.first.tolist(), found.second.tolist(), strict=True)):
        flow_a, flow_b = stage.flows[a], stage.flows[b]
        kind = pair_kind(flow_a, flow_b)
        if kind is None:
            continue
        share = kind_share(flow_a, flow_b, kind, by_words_alone=found.meaning[position] <= HAZARD_NEEDS_CONCEPT)
        if share * found.meaning[position] >= LEAST_MEANING and not forbidden(flow_a, flow_b, kind):
            kinds.append(kind)
            kept.append(position)
            worth.append(share)
    pairs = found.take(np.array(kept, dtype=np.int64))
    meaning = pairs.meaning * np.array(worth, dtype=np.float64)
    return with_context(stage, Candidates(pairs.first, pairs.second, meaning, pairs.lexical), kinds)


def _possible(stage: Stage, found: Candidates) -> Candidates:
    other = stage.companies[found.first] != stage.companies[found.second]
    meet = stage.windows.meet(found.first, found.second)
    found = found.take(other & meet & (found.meaning >= LEAST_MEANING))
    distance = stage.places.distances(found.first, found.second)
    return found.take(~too_far(distance, _reach(stage, found)))


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


def kind_share(a: Understood, b: Understood, kind: Kind, *, by_words_alone: bool) -> float:
    """How much of the meaning is left by what the two flows are."""
    if kind == "mutualisation":
        return _mutual_share(a, b)
    resource, need = (a, b) if a.is_resource else (b, a)
    if resource.hazardous and by_words_alone:
        return 0.0
    if kind == "substitution":
        return PHYSICAL_FOR_SERVICE if need.family == "service" else 1.0
    if need.family == "achat":
        return ASSET_FOR_PURCHASE
    return ASSET_FOR_PHYSICAL if need.is_physical else 1.0


def _mutual_share(a: Understood, b: Understood) -> float:
    if a.is_resource != b.is_resource:
        return 1.0
    if a.is_resource:
        return SHARED_WASTE
    if all(any(flow.has(kind, least=0.5) for kind in ENERGY_PURCHASES) for flow in (a, b)):
        return 1.0
    fit = 1.0 if {a.family, b.family} <= MATERIALS else family_fit(a.family, b.family)
    return fit * min(SHARED_NEED.get(a.family, 1.0), SHARED_NEED.get(b.family, 1.0))
