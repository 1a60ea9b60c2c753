"""The only door between the database and the engine: rows → records → proposals → rows."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from diagnostics.enums import Level
from diagnostics.models import Flow
from symbiose.lexicon.words import fold
from synergies.matching import (
    ENGINE_VERSION,
    FlowRecord,
    GroupProposal,
    MatchResult,
    MatchSettings,
    PairProposal,
    propose,
)
from synergies.models import Proposal, ProposalFlow
from synergies.ranking import Candidate, rank_candidates

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme

TOP = 10
MAX_GROUP_SIZE = 40


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run changed: numbers of proposals, and the seconds that it took."""

    created: int
    kept: int
    withdrawn: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal as it will be stored; `flow_uuids` are sorted, and the key is made of them."""

    kind: str
    title: str
    score: float
    parts: dict[str, Any]
    explanation: str
    flow_uuids: tuple[str, ...]
    company_ids: tuple[str, ...]
    is_group: bool

    @property
    def key(self) -> str:
        """Kind and flows; long lists of flows are digested, so that a key fits its column."""
        joined = "+".join(self.flow_uuids)
        return f"{self.kind}:{hashlib.sha256(joined.encode()).hexdigest()[:40]}"


def recompute_proposals(programme: Programme) -> RunResult:
    """Run the engine over the programme's current flows and bring the stored proposals in line.

    Idempotent: the same flows give the same rows. What people said of a proposal (set aside, taken up as a
    synergy) is kept on its key. A set-aside proposal returns to the list only when its facts give another key.
    """
    started = time.perf_counter()
    flows = list(_flows_of(programme))
    drafts = {draft.key: draft for draft in _drafts(flows)}
    digest = input_digest(flows)
    with transaction.atomic():
        result = _store(programme, drafts, digest, {str(flow.uuid): flow for flow in flows})
    return RunResult(*result, seconds=round(time.perf_counter() - started, 3))


def input_digest(flows: Iterable[Flow]) -> str:
    """A fingerprint of all that the engine reads, so that a stored proposal says what it was computed from."""
    digest = hashlib.sha256(ENGINE_VERSION.encode())
    for flow in sorted(flows, key=lambda row: str(row.uuid)):
        digest.update(repr(asdict(record_of(flow))).encode())
    return digest.hexdigest()


def record_of(flow: Flow) -> FlowRecord:
    """One flow as the engine reads it; its place is its company's where it has none of its own."""
    company = flow.company
    return FlowRecord(
        flow_id=str(flow.uuid),
        company_id=str(company.uuid),
        direction=flow.direction,  # type: ignore[arg-type]  # the database holds the contract's two words
        label=flow.label,
        family=flow.family,
        description=flow.description,
        quantity=None if flow.quantity is None else float(flow.quantity),
        unit=flow.unit,
        period=flow.period,
        ewc_code=flow.ewc_code,
        naf_code=flow.naf_code or company.naf_code,
        latitude=company.latitude if flow.latitude is None else flow.latitude,
        longitude=company.longitude if flow.longitude is None else flow.longitude,
        available_from=flow.available_from,
        available_to=flow.available_to,
    )


def _flows_of(programme: Programme) -> Iterable[Flow]:
    flows = Flow.objects.filter(programme=programme, company__archived_at__isnull=True).current()
    return flows.select_related("company").order_by("uuid")


def _drafts(flows: Sequence[Flow]) -> list[Draft]:
    """Proposals over the shared flows; those that need a flow of level « adviser » come as pairs of their own.

    A group with one closed flow would close the whole group, so closed flows never enter a group.
    """
    closed = {str(flow.uuid) for flow in flows if flow.level == Level.ADVISER}
    titles = {str(flow.uuid): flow.label for flow in flows}
    drafts = _read(_run([flow for flow in flows if str(flow.uuid) not in closed]), titles)
    if closed:
        drafts += [
            draft for draft in _read(_run(flows), titles) if not draft.is_group and closed & set(draft.flow_uuids)
        ]
    return drafts


def _run(flows: Sequence[Flow]) -> MatchResult:
    return propose([record_of(flow) for flow in flows], MatchSettings(max_group_size=MAX_GROUP_SIZE), top=TOP)


def _read(result: MatchResult, titles: dict[str, str]) -> list[Draft]:
    groups = [
        Draft(
            kind=group.kind,
            title=group.title,
            score=group.score,
            parts={**group.parts, "companies": len(group.company_ids), "scope": group.scope},
            explanation=group.explanation,
            flow_uuids=tuple(sorted({*group.flow_ids, *group.other_flow_ids})),
            company_ids=group.company_ids,
            is_group=True,
        )
        for group in result.groups
    ]
    pairs = [
        Draft(
            kind=pair.kind,
            title=titles[pair.flow_a],
            score=pair.score,
            parts={**pair.parts, "companies": 2, "distance_km": pair.distance_km},
            explanation=pair.explanation,
            flow_uuids=tuple(sorted((pair.flow_a, pair.flow_b))),
            company_ids=(),
            is_group=False,
        )
        for pair in result.pairs()
        if pair.group_id is None and not _told_by_a_group(pair, result.groups)
    ]
    return groups + pairs


def _told_by_a_group(pair: PairProposal, groups: Sequence[GroupProposal]) -> bool:
    """Whether a group already says of these two lines that they could be handled together."""
    if pair.kind != "mutualisation":
        return False
    return any({pair.flow_a, pair.flow_b} <= {*group.flow_ids, *group.other_flow_ids} for group in groups)


def _store(
    programme: Programme, drafts: dict[str, Draft], digest: str, flows: dict[str, Flow]
) -> tuple[int, int, int]:
    ranks = rank_candidates([_candidate(draft, flows) for draft in drafts.values()])
    stored = {row.key: row for row in Proposal.objects.select_for_update().filter(programme=programme)}
    now = timezone.now()
    created = [
        _fill(Proposal(programme=programme, key=key), drafts[key], ranks[key], digest, now)
        for key in drafts.keys() - stored.keys()
    ]
    kept = [_fill(stored[key], drafts[key], ranks[key], digest, now) for key in drafts.keys() & stored.keys()]
    _insert(created, drafts, flows)
    Proposal.objects.bulk_update(kept, FILLED, batch_size=500)
    gone = [row.pk for key, row in stored.items() if key not in drafts and row.withdrawn_at is None]
    Proposal.objects.filter(pk__in=gone).update(withdrawn_at=now)
    return len(created), len(kept), len(gone)


FILLED = [
    "kind",
    "is_group",
    "title",
    "engine_version",
    "input_digest",
    "score",
    "rank",
    "parts",
    "explanation",
    "computed_at",
    "withdrawn_at",
]


def _fill(row: Proposal, draft: Draft, rank: int, digest: str, now: datetime) -> Proposal:
    row.kind = draft.kind
    row.is_group = draft.is_group
    row.title = draft.title[:1].upper() + draft.title[1:200]
    row.engine_version = ENGINE_VERSION
    row.input_digest = digest
    row.score = min(1.0, max(0.0, draft.score))
    row.rank = rank
    row.parts = draft.parts
    row.explanation = draft.explanation
    row.computed_at = now
    row.withdrawn_at = None
    return row


def _insert(rows: list[Proposal], drafts: dict[str, Draft], flows: dict[str, Flow]) -> None:
    Proposal.objects.bulk_create(rows, batch_size=500)
    lines = [
        ProposalFlow(proposal=row, flow=flows[flow_uuid]) for row in rows for flow_uuid in drafts[row.key].flow_uuids
    ]
    ProposalFlow.objects.bulk_create(lines, batch_size=1000)


def _candidate(draft: Draft, flows: dict[str, Flow]) -> Candidate:
    rows = [flows[flow_uuid] for flow_uuid in draft.flow_uuids]
    return Candidate(
        key=draft.key,
        kind=draft.kind,
        score=draft.score,
        companies=frozenset(str(row.company_id) for row in rows),
        families=frozenset(row.family for row in rows),
        subject=fold(draft.title),
    )
