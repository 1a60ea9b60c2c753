"""All that the stages share about one run: flows understood, where and when, and what pairs may be.

Flows fall into few classes, and pairs of classes are judged once; the pairs of flows then look their
judgement up in small matrices.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from symbiose.lexicon.concepts import concepts
from synergies.matching.compatibility import FlowClass, flow_class, kind_share, pair_kind
from synergies.matching.context import Amounts, Windows
from synergies.matching.geography import Places, reach_of
from synergies.matching.records import FlowRecord, Kind, MatchSettings
from synergies.matching.safety import (
    NeedTraits,
    ResourceTraits,
    forbidden,
    forbidden_loan,
    need_traits,
    resource_traits,
)
from synergies.matching.topics import topic_of
from synergies.matching.understand import Understood

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
KINDS: tuple[Kind | None, ...] = (None, "substitution", "mutualisation", "partage")
Trait = TypeVar("Trait", bound=Hashable)


class Stage:
    """One run. ``flows`` are sorted by id; every array has shape (n_flows,) unless it says otherwise."""

    def __init__(self, flows: Sequence[Understood], settings: MatchSettings) -> None:
        self.flows = flows
        self.settings = settings
        records: list[FlowRecord] = [flow.flow for flow in flows]
        self.places = Places(records)
        self.amounts = Amounts(records)
        self.windows = Windows(records)
        self.companies, _ = _numbered([company_key(record) for record in records])
        self.is_resource: Bools = np.array([flow.is_resource for flow in flows], dtype=np.bool_)
        self.is_physical: Bools = np.array([flow.is_physical for flow in flows], dtype=np.bool_)
        self.hazardous: Bools = np.array([flow.hazardous for flow in flows], dtype=np.bool_)

    @cached_property
    def reach(self) -> Floats:
        """How far each flow travels at half its worth, in km."""
        scale = max(self.settings.reach_scale, 1e-6)
        return np.array([reach_of(main_concept(flow), flow.family) for flow in self.flows], dtype=np.float64) * scale

    @cached_property
    def topics(self) -> list[tuple[str, float]]:
        """The subject of each flow and how sure it is."""
        return [topic_of(flow) for flow in self.flows]

    @cached_property
    def _classes(self) -> tuple[Ints, list[FlowClass]]:
        return _numbered([flow_class(flow) for flow in self.flows])

    @cached_property
    def _judged(self) -> tuple[Ints, Floats]:
        """For each pair of classes, the place of its kind in KINDS, and its share; shapes (n_classes, n_classes)."""
        _, classes = self._classes
        kinds = np.zeros((len(classes), len(classes)), dtype=np.int64)
        shares = np.zeros((len(classes), len(classes)))
        for i, a in enumerate(classes):
            for j, b in enumerate(classes):
                kind = pair_kind(a, b)
                kinds[i, j] = KINDS.index(kind)
                shares[i, j] = kind_share(a, b, kind) if kind else 0.0
        return kinds, shares

    def kinds(self, first: Ints, second: Ints) -> Ints:
        """The place in KINDS of the kind of each pair, 0 where there is none."""
        of, _ = self._classes
        return self._judged[0][of[first], of[second]]

    def shares(self, first: Ints, second: Ints) -> Floats:
        """How much of the meaning of each pair is left by what its flows are."""
        of, _ = self._classes
        return self._judged[1][of[first], of[second]]

    @cached_property
    def _traits(self) -> tuple[Ints, Bools, Bools]:
        """A number for the traits of each flow, and which may not pass or be lent; shape (n_traits, n_traits)."""
        numbers, traits = _numbered([resource_traits(f) if f.is_resource else need_traits(f) for f in self.flows])
        refused = np.zeros((len(traits), len(traits)), dtype=np.bool_)
        unlent = np.zeros((len(traits), len(traits)), dtype=np.bool_)
        for i, a in enumerate(traits):
            for j, b in enumerate(traits):
                if isinstance(a, ResourceTraits) and isinstance(b, NeedTraits):
                    refused[i, j] = refused[j, i] = bool(forbidden(a, b))
                    unlent[i, j] = unlent[j, i] = bool(forbidden_loan(a, b))
        return numbers, refused, unlent

    def refused(self, first: Ints, second: Ints) -> Bools:
        """Tell which pairs would pass a thing where it must not go."""
        numbers, refused, _ = self._traits
        return refused[numbers[first], numbers[second]]

    def unlent(self, first: Ints, second: Ints) -> Bools:
        """Tell which pairs would lend a thing to what it must not touch."""
        numbers, _, unlent = self._traits
        return unlent[numbers[first], numbers[second]]


def _numbered(values: Sequence[Trait]) -> tuple[Ints, list[Trait]]:
    """Number distinct values in the order in which they come."""
    numbers: dict[Trait, int] = {}
    at = np.array([numbers.setdefault(value, len(numbers)) for value in values], dtype=np.int64)
    return at, list(numbers)


def company_key(record: FlowRecord) -> str:
    """The company of a flow, however its id is typed."""
    return record.company_id.strip().casefold()


def main_concept(flow: Understood) -> str:
    """The concept that says most about a flow; empty where nothing is known."""
    names = flow.names
    return max(sorted(names), key=lambda key: names[key] * concepts()[key].says, default="")
