"""What a company changes in its own lines, and says of its visit: each change is kept as a version, and journalled."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from companies.models import Company
from diagnostics.enums import Origin
from diagnostics.models import Diagnostic, Flow, FlowVersion
from diagnostics.services.flows import cut_versions, edit_flow, end_flow, record_flow, restore_flow
from symbiose.journal.services import Actor, FactDetails, record_fact

if TYPE_CHECKING:
    from symbiose.holders import Holder

MAY_BE_TAKEN_BACK = timedelta(days=30)
Cause = FlowVersion.Cause


@transaction.atomic
def correct_line(*, flow: Flow, values: Mapping[str, Any], expected_version: int, holder: Holder) -> Flow:
    """Change a line. Sent again as it stands, it writes nothing. Raises EditConflict."""
    changed = {name for name, value in values.items() if value != getattr(Flow.objects.get(pk=flow.pk), name)}
    if not changed:
        return flow
    corrected = edit_flow(flow_id=flow.pk, values=values, expected_version=expected_version)
    cut_versions([corrected], cause=Cause.CORRECTION)
    _tell("line_corrected", corrected, holder, {"fields": sorted(changed)})
    return corrected


@transaction.atomic
def add_own_line(*, company: Company, values: Mapping[str, Any], holder: Holder, line_uuid: uuid.UUID) -> Flow:
    """Add a line that was forgotten; the same `line_uuid` adds once."""
    known = Flow.objects.filter(company=company, uuid=line_uuid).first()
    if known:
        return known
    flow = record_flow(
        company=company,
        values=values,
        origin_kind=Origin.COMPANY,
        origin_uuid=None,
        actor=Actor(holder=holder),
        flow_uuid=line_uuid,
    )
    cut_versions([flow], cause=Cause.CORRECTION)
    _tell("line_added", flow, holder)
    return flow


def end_own_line(*, flow: Flow, holder: Holder) -> None:
    """« Ce n’est plus vrai »."""
    end_flow(flow_id=flow.pk, actor=Actor(holder=holder))


def take_back_line(*, flow: Flow, holder: Holder) -> None:
    restore_flow(flow_id=flow.pk, actor=Actor(holder=holder))


@transaction.atomic
def leave_remark(*, diagnostic_id: int, remark: str, holder: Holder) -> Diagnostic:
    """Say something to the adviser about the visit; the last remark stands. The same text twice is said once."""
    diagnostics = Diagnostic.objects.select_for_update(of=("self",)).select_related("company")
    diagnostic = diagnostics.get(pk=diagnostic_id)
    if diagnostic.company_remark == remark:
        return diagnostic
    diagnostic.company_remark, diagnostic.company_remark_at = remark, timezone.now() if remark else None
    diagnostic.version += 1
    diagnostic.save(update_fields=["company_remark", "company_remark_at", "version"])
    details = FactDetails(company_uuid=diagnostic.company.uuid)
    record_fact(kind="company_remark", subject=diagnostic, actor=Actor(holder=holder), details=details)
    return diagnostic


def recently_ended(company: Company) -> list[Flow]:
    """The lines that were ended lately: one may have slipped."""
    since = timezone.now() - MAY_BE_TAKEN_BACK
    return list(Flow.objects.filter(company=company, ended_at__gt=since).order_by("-ended_at")[:10])


def corrected_at(company: Company) -> dict[int, datetime]:
    """When the company last corrected or wrote each of its lines: {line's key: instant}."""
    versions = FlowVersion.objects.filter(flow__company=company, cause=Cause.CORRECTION)
    return dict(versions.order_by().values_list("flow").annotate(at=Max("created_at")))


def _tell(kind: str, flow: Flow, holder: Holder, data: dict[str, Any] | None = None) -> None:
    details = FactDetails(company_uuid=flow.company.uuid, data=data or {})
    record_fact(kind=kind, subject=flow, actor=Actor(holder=holder), details=details)
