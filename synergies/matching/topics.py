"""The subject under which flows can be handled in common: a need, or a waste and its collection."""

from __future__ import annotations

from symbiose.lexicon.concepts import concepts, is_a
from synergies.matching.understand import COLLECTION, Understood

CLEAR = 0.5
# Needs that are met by one purchase are one subject, whatever the word that was typed.
JOINED = {"sv_ach_elec": "E17", "E08": "E17", "E10": "E17", "E13": "A04", "biodechets_form": "biodechets_form"}
NOT_SHARED = frozenset({"M00", "D00", "E00", "W00", "Q00", "K00", "S00", "V00", "T00", "A00", "V01", "K02"})


def topic_of(flow: Understood) -> tuple[str, float]:
    """The subject of a flow and how sure it is; an empty subject where there is none to share."""
    if flow.is_resource:
        return _waste_topic(flow) if flow.family == "dechet" else ("", 0.0)
    if flow.wants_collection:
        return _best({key: w for key, w in flow.collects.items() if is_a(key, COLLECTION)})
    weights: dict[str, float] = {}
    for key, weight in flow.names.items():
        joined = JOINED.get(key, key)
        weights[joined] = max(weights.get(joined, 0.0), weight * concepts()[key].says)
    return _best(weights)


def _waste_topic(flow: Understood) -> tuple[str, float]:
    collected = _best(dict(flow.collects))
    return collected if collected[0] else _best(dict(flow.names))


def _best(weights: dict[str, float]) -> tuple[str, float]:
    candidates = [(-weight, key) for key, weight in weights.items() if key not in NOT_SHARED and weight >= CLEAR]
    if not candidates:
        return "", 0.0
    weight, key = min(candidates)
    return key, -weight
