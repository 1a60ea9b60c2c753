"""The order in which a programme reads its proposals: services beside materials, nobody everywhere. Pure."""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

# Our own choices, argued in docs/adr/0012-order-of-proposals.md: a group counts for more as it grows; a second
# proposal on the same kind, family or company counts for a little less each time.
GROUP_BONUS = 0.08
SAME_KIND_COST = 0.012
SAME_FAMILY_COST = 0.02
SAME_COMPANY_COST = 0.015
SAME_SUBJECT_COST = 0.1


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the order depends on; `score` lies in [0, 1]."""

    key: str
    kind: str
    score: float
    companies: frozenset[str]
    families: frozenset[str]
    subject: str = ""


def rank_candidates(candidates: Sequence[Candidate]) -> dict[str, int]:
    """Rank from 1, best first; greedy with decreasing worth, so one look at each candidate's cost is enough.

    Worth only falls as others are taken, hence a lazy heap: a candidate is taken when its worth, computed
    again, still leads. Ties are broken by key: the same candidates in any order give the same ranks.
    """
    seen = _Seen()
    heap = [(-_worth(candidate, seen), candidate.key, candidate) for candidate in candidates]
    heapq.heapify(heap)
    ranks: dict[str, int] = {}
    while heap:
        _, key, candidate = heapq.heappop(heap)
        worth = -_worth(candidate, seen)
        if heap and (worth, key) > heap[0][:2]:
            heapq.heappush(heap, (worth, key, candidate))
            continue
        seen.add(candidate)
        ranks[key] = len(ranks) + 1
    return ranks


class _Seen:
    def __init__(self) -> None:
        self.kinds: Counter[str] = Counter()
        self.families: Counter[str] = Counter()
        self.companies: Counter[str] = Counter()
        self.subjects: Counter[str] = Counter()

    def add(self, candidate: Candidate) -> None:
        self.kinds[candidate.kind] += 1
        self.families.update(candidate.families)
        self.companies.update(candidate.companies)
        self.subjects[candidate.subject] += 1


def _worth(candidate: Candidate, seen: _Seen) -> float:
    size = len(candidate.companies)
    repeated = sum(seen.companies[company] for company in candidate.companies) / max(1, size)
    family = sum(seen.families[name] for name in candidate.families) / max(1, len(candidate.families))
    cost = SAME_KIND_COST * seen.kinds[candidate.kind] + SAME_FAMILY_COST * family + SAME_COMPANY_COST * repeated
    cost += SAME_SUBJECT_COST * seen.subjects[candidate.subject]
    return candidate.score + GROUP_BONUS * math.log2(max(1.0, size / 2)) - cost
