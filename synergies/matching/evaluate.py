"""Measure proposals against pairs that are expected, and pairs that must not be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from synergies.matching.records import PairProposal

ANY_KIND = "any"


class Pair(Protocol):
    """A pair of flows and the kind it is expected, or forbidden, to have."""

    @property
    def flow_a(self) -> str: ...
    @property
    def flow_b(self) -> str: ...
    @property
    def kind(self) -> str: ...


def evaluate(
    proposals: Iterable[PairProposal], expected: Sequence[Pair], traps: Sequence[Pair] = ()
) -> dict[str, float | int]:
    """Give recall at 1, 5 and 10, mean reciprocal rank, accuracy of the kind, and the traps proposed.

    The rank of an expected pair is that of ``flow_b`` among the proposals of ``flow_a``. The accuracy
    of the kind is over the pairs found, 1 where none is; a trap counts once, in either direction.
    """
    found = {(p.flow_a, p.flow_b): p for p in proposals}
    hits = [(pair, found[pair.flow_a, pair.flow_b]) for pair in expected if (pair.flow_a, pair.flow_b) in found]
    ranks = [proposal.rank for _, proposal in hits]
    total = len(expected) or 1
    right = sum(pair.kind in (ANY_KIND, proposal.kind) for pair, proposal in hits)
    return {
        "recall@1": round(sum(rank <= 1 for rank in ranks) / total, 4),
        "recall@5": round(sum(rank <= 5 for rank in ranks) / total, 4),
        "recall@10": round(sum(rank <= 10 for rank in ranks) / total, 4),
        "mrr": round(sum(1 / rank for rank in ranks) / total, 4),
        "kind_accuracy": round(right / len(hits), 4) if hits else 1.0,
        "traps_proposed": sum(_is_proposed(found, trap) for trap in traps),
    }


def _is_proposed(found: dict[tuple[str, str], PairProposal], trap: Pair) -> bool:
    either = (found.get((trap.flow_a, trap.flow_b)), found.get((trap.flow_b, trap.flow_a)))
    return any(proposal and trap.kind in (ANY_KIND, proposal.kind) for proposal in either)
