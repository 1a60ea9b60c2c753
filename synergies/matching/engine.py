"""The stages of the engine, in order: understand, find candidates, score, group, choose, explain."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from synergies.matching.assemble import Assembly
from synergies.matching.candidates import find_candidates
from synergies.matching.records import FlowRecord, MatchResult, MatchSettings, PairProposal
from synergies.matching.score import score_candidates
from synergies.matching.stage import Stage
from synergies.matching.understand import understand
from synergies.matching.wording import alike

ENGINE_VERSION = "1.1"
FEW = 600


def propose(flows: Sequence[FlowRecord], settings: MatchSettings, *, top: int) -> MatchResult:
    """Propose substitutions, mutualisations and sharings among flows; at most ``top`` for each flow.

    Raises ValueError if two flows bear one ``flow_id`` or ``top`` is below 1.
    """
    if top < 1:
        raise ValueError(f"top must be at least 1, got {top}")
    ordered = sorted(flows, key=lambda flow: flow.flow_id)
    for before, after in pairwise(ordered):
        if before.flow_id == after.flow_id:
            raise ValueError(f"two flows bear the id {after.flow_id!r}")
    if len(ordered) < 2:
        return MatchResult((), (), ENGINE_VERSION)
    understood = [understand(flow) for flow in ordered]
    stage = Stage(understood, settings)
    scored = score_candidates(stage, find_candidates(understood, stage.places, alike(understood)))
    assembly = Assembly(stage, scored, top=top)
    return MatchResult(assembly.proposals(), assembly.groups(), ENGINE_VERSION)


def explain_pair(flow_a: FlowRecord, flow_b: FlowRecord, settings: MatchSettings) -> PairProposal | None:
    """Score two flows alone; None where the engine proposes nothing between them."""
    if flow_a.flow_id == flow_b.flow_id:
        return None
    result = propose([flow_a, flow_b], settings, top=1)
    return next((proposal for proposal in result.proposals if proposal.flow_a == flow_a.flow_id), None)


def explain_among(
    flows: Sequence[FlowRecord], flow_a: str, flow_b: str, settings: MatchSettings, *, top: int = 10
) -> PairProposal | None:
    """Give the proposal between two flows of a whole, as a run gives it, else as it would if lists were longer.

    Raises KeyError for an id that no flow bears.
    """
    by_id = {flow.flow_id: flow for flow in flows}
    first, second = by_id[flow_a], by_id[flow_b]
    for length in (top, FEW) if len(flows) <= FEW else (top,):
        for proposal in propose(flows, settings, top=length).proposals:
            if (proposal.flow_a, proposal.flow_b) == (flow_a, flow_b):
                return proposal
    return None if len(flows) <= FEW else explain_pair(first, second, settings)
