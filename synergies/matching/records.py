"""What the engine reads and what it gives back: frozen values, no Django, no database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from symbiose.lexicon.flow_words import FAMILIES as FAMILIES
from symbiose.lexicon.flow_words import PERIODS as PERIODS

Direction = Literal["ressource", "besoin"]
Kind = Literal["substitution", "mutualisation", "partage"]
Scope = Literal["same", "broader"]


@dataclass(frozen=True, slots=True)
class FlowRecord:
    """One resource or need of one company, as it was typed.

    ``quantity`` counts ``unit`` per ``period``; ``latitude`` and ``longitude`` are degrees (WGS 84);
    a window without a date on one side is open on that side. Empty text means "not told".
    """

    flow_id: str
    company_id: str
    direction: Direction
    label: str
    family: str = ""
    description: str = ""
    quantity: float | None = None
    unit: str = ""
    period: str = ""
    ewc_code: str = ""
    naf_code: str = ""
    latitude: float | None = None
    longitude: float | None = None
    available_from: date | None = None
    available_to: date | None = None


@dataclass(frozen=True, slots=True)
class MatchSettings:
    """What a programme may set.

    ``min_score``: proposals below it are not made. ``reach_scale`` multiplies every reach of the
    table of distances (2.0 on a sparse territory). ``max_group_size`` bounds a group of companies: where
    it is None, a group fits in the ``top`` rows of each of its members; where it is given, groups may be
    larger and stand beside those rows (a caller that keeps a group as one thing wants that).
    """

    min_score: float = 0.2
    reach_scale: float = 1.0
    max_group_size: int | None = None


@dataclass(frozen=True, slots=True)
class PairProposal:
    """``flow_b`` proposed to ``flow_a``; the engine always gives the other direction too.

    ``rank`` is that of ``flow_b`` among the proposals of ``flow_a``, from 1. ``parts`` are named
    shares of the score in [0, 1] (meaning, quantity, distance, time). ``giver`` is the flow whose
    owner gives or lends (None for a mutualisation); ``explanation`` is one French sentence that
    names labels, quantities and distance, never a company.
    """

    flow_a: str
    flow_b: str
    kind: Kind
    score: float
    rank: int
    parts: Mapping[str, float]
    explanation: str
    giver: str | None = None
    group_id: str | None = None
    distance_km: float | None = None


@dataclass(frozen=True, slots=True)
class GroupProposal:
    """Companies that could do one thing together, one flow each.

    ``flow_ids`` and ``company_ids`` are parallel and sorted. ``other_flow_ids`` are further flows of
    the same companies that belong to the subject. With ``scope`` "same" the members share one
    concept (its n(n-1) pairs are among the proposals under ``group_id``); with "broader" they are
    held together by a theme a workshop may retain as one (fire safety and first aid; shared
    equipment) and have no pair rows of their own.
    """

    group_id: str
    kind: Kind
    scope: Scope
    concept: str
    title: str
    flow_ids: tuple[str, ...]
    company_ids: tuple[str, ...]
    score: float
    parts: Mapping[str, float]
    explanation: str
    radius_km: float | None = None
    other_flow_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MatchResult:
    """All that one run found, in an order that depends on the flows alone."""

    proposals: tuple[PairProposal, ...] = ()
    groups: tuple[GroupProposal, ...] = ()
    engine_version: str = field(default="")

    def pairs(self) -> Iterator[PairProposal]:
        """Each pair once: the giver's direction where there is a giver, else the smaller flow id first."""
        for proposal in self.proposals:
            first = proposal.giver or min(proposal.flow_a, proposal.flow_b)
            if proposal.flow_a == first:
                yield proposal
