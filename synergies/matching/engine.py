"""The stages of the engine, in order: understand, find candidates, score, group, rank, explain."""

from __future__ import annotations

from collections.abc import Sequence

from synergies.matching.records import FlowRecord, MatchResult, MatchSettings, PairProposal

ENGINE_VERSION = "1.0"


def propose(flows: Sequence[FlowRecord], settings: MatchSettings, *, top: int) -> MatchResult:
    """Propose substitutions, mutualisations and sharings among flows; at most ``top`` for each flow.

    Raises ValueError if two flows bear one ``flow_id`` or ``top`` is below 1.
    """
    raise NotImplementedError


def explain_pair(flow_a: FlowRecord, flow_b: FlowRecord, settings: MatchSettings) -> PairProposal | None:
    """Score two flows alone; None where the engine proposes nothing between them."""
    raise NotImplementedError
