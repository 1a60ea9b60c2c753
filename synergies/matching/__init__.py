"""The matching engine: flows in, proposals out. Pure: no Django, no database, no clock, no randomness.

Public interface (all that a caller needs)::

    from synergies.matching import ENGINE_VERSION, FlowRecord, MatchSettings, propose, explain_pair

    result = propose(flows, MatchSettings(), top=10)     # flows: Sequence[FlowRecord]
    result.proposals   # PairProposal, both directions of each pair; flow_a, then rank
    result.pairs()     # each pair once, the giver (resource) as flow_a
    result.groups      # GroupProposal: mutualisations of three companies or more (scope "same"), and
                       # broader themes that a workshop may retain as one (scope "broader")
    explain_pair(flow_a, flow_b, MatchSettings())  # PairProposal | None, for two flows alone
    explain_among(flows, "F1", "F2", MatchSettings())  # the same, among all, by their ids

``flow_id`` must be unique in one call (callers with a database pass the uuid). ``top`` bounds the
proposals of one flow, and a group fits within it unless ``MatchSettings.max_group_size`` is given:
then groups may be that large and stand beside the ``top`` rows. Pairs that belong to a group carry
its ``group_id``. A caller that stores one row per synergy stores one for each group, and one for each
pair without ``group_id``.

The same flows, in any order, give the same result. ``ENGINE_VERSION`` changes whenever results may.
"""

from synergies.matching.engine import ENGINE_VERSION, explain_among, explain_pair, propose
from synergies.matching.records import (
    FAMILIES,
    PERIODS,
    FlowRecord,
    GroupProposal,
    MatchResult,
    MatchSettings,
    PairProposal,
)

__all__ = [
    "ENGINE_VERSION",
    "FAMILIES",
    "PERIODS",
    "FlowRecord",
    "GroupProposal",
    "MatchResult",
    "MatchSettings",
    "PairProposal",
    "explain_among",
    "explain_pair",
    "propose",
]
