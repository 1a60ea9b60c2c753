"""Proposals and synergies as one list, best first: what `list_synergies` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from synergies.models import Proposal, Synergy

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme


def listed_items(programme: Programme) -> list[dict[str, Any]]:
    """Synergies at the rank of their best proposal, and the live proposals that no synergy has taken up."""
    synergies = Synergy.objects.filter(programme=programme).with_participants().prefetch_related("proposals")
    proposals = Proposal.objects.filter(programme=programme, synergy__isnull=True).live().with_flows()
    items = [_of_synergy(synergy) for synergy in synergies] + [_of_proposal(proposal) for proposal in proposals]
    items.sort(key=lambda item: (item.pop("order"), str(item["id"])))
    return [{**item, "rank": rank} for rank, item in enumerate(items, start=1)]


def _of_synergy(synergy: Synergy) -> dict[str, Any]:
    best = min(synergy.proposals.all(), key=lambda proposal: proposal.rank, default=None)
    return {
        "order": best.rank if best else 0,
        "id": str(synergy.uuid),
        "title": synergy.title,
        "kind": synergy.kind,
        "state": synergy.state,
        "rank": 0,
        "score": best.score if best else None,
        "origin": synergy.origin,
        "companies": sorted(row.company.name for row in synergy.current_participants),  # type: ignore[attr-defined]
        "explanation": synergy.summary or (best.explanation if best else ""),
    }


def _of_proposal(proposal: Proposal) -> dict[str, Any]:
    return {
        "order": proposal.rank,
        "id": str(proposal.uuid),
        "title": proposal.title,
        "kind": proposal.kind,
        "state": "proposed",
        "rank": 0,
        "score": round(proposal.score, 4),
        "origin": Synergy.Origin.ENGINE.value,
        "companies": sorted({line.flow.company.name for line in proposal.proposal_flows.all()}),
        "explanation": proposal.explanation,
    }
