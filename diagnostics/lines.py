"""Lines as screens show them: the flow, its amount in words, and what deserves a second look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from companies.models import Company
from diagnostics.amounts import until_text
from diagnostics.enums import Direction
from diagnostics.models import Diagnostic, Flow
from diagnostics.plausibility import Line, hints
from symbiose.programmes.models import Membership, Role

NO_VISIT = UUID(int=0)


@dataclass(frozen=True, slots=True)
class LineRow:
    flow: Flow
    amount: str
    until: str
    hints: list[str]

    @property
    def summary(self) -> str:
        """« 4 places, avant le 1er juin »."""
        return ", ".join(part for part in (self.amount, self.until) if part)


def rows_of(flows: Iterable[Flow], company: Company, today: date | None = None) -> list[LineRow]:
    day = today or timezone.localdate()
    return [_row(flow, company.workforce, day) for flow in flows]


def by_direction(rows: Iterable[LineRow]) -> list[tuple[str, list[LineRow]]]:
    """What a company proposes, then what it seeks; a side without a line is left out."""
    kept = list(rows)
    sides = ((direction.value, [row for row in kept if row.flow.direction == direction]) for direction in Direction)
    return [(direction, found) for direction, found in sides if found]


def saved_at(diagnostic: Diagnostic) -> datetime | None:
    """When something of this visit was last kept: a line of the company, an answer, or the visit itself."""
    lines = Flow.history.filter(company_id=diagnostic.company_id).aggregate(last=Max("history_date"))["last"]
    visit = diagnostic.history.aggregate(last=Max("history_date"))["last"]
    moments = (lines, visit, diagnostic.last_input_at)
    return max((moment for moment in moments if moment), default=None)


def may_read_private_note(diagnostic: Diagnostic, membership: Membership) -> bool:
    """The private note is for its author and their chamber, not even for the animator."""
    if membership.user_id == diagnostic.adviser_id:
        return True
    return membership.role == Role.ADVISER and membership.partner_id == diagnostic.chamber_id


def may_read_line_note(flow: Flow, membership: Membership) -> bool:
    """The private note of a line is for whom the private note of its visit is; else for who noted the line."""
    visit = Diagnostic.objects.filter(company=flow.company_id, uuid=flow.origin_uuid or NO_VISIT).first()
    if visit:
        return may_read_private_note(visit, membership)
    return membership.role == Role.ADVISER and flow.created_by_id == membership.user_id


def _row(flow: Flow, workforce: int | None, today: date) -> LineRow:
    line = Line(
        family=flow.family,
        quantity=None if flow.quantity is None else float(flow.quantity),
        unit=flow.unit,
        period=flow.period,
        workforce=workforce,
        available_to=flow.available_to,
    )
    return LineRow(flow, flow.amount_text, until_text(flow.available_to, today), hints(line, today))
