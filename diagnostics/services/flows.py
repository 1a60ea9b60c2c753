"""Lines: what a company proposes or seeks. Written here only, so that amounts are always normalised."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from companies.models import Company
from diagnostics.enums import Level
from diagnostics.models import Flow, FlowVersion
from diagnostics.services.visit_moments import touch_visits
from diagnostics.suggestions import theme_of
from symbiose.journal.services import Actor, FactDetails, record_fact
from symbiose.lexicon.words import search_key
from symbiose.nomenclatures.units import per_year
from symbiose.programmes.edits import save_edit

EDITED = (
    "direction",
    "family",
    "label",
    "description",
    "quantity",
    "unit",
    "period",
    "quantity_kind",
    "ewc_code",
    "naf_code",
    "available_from",
    "available_to",
    "months",
    "level",
    "price",
    "current_solution",
    "constraints_text",
    "frequency",
    "contract_ends_on",
    "outlet",
)
AMOUNTS = ("quantity_per_year", "dimension")
NORMALISED = (*AMOUNTS, "search_text", "theme")
SNAPSHOT = ("external_id", *EDITED, *AMOUNTS, "latitude", "longitude")


def normalise(flow: Flow) -> Flow:
    """Set what follows from what was typed: the yearly amount (never of a one-off), the dimension, the words to
    search, what it is about, the place."""
    flow.quantity_per_year, flow.dimension = per_year(flow.quantity, flow.unit, flow.period)
    flow.search_text = search_key(f"{flow.label} {flow.description}")
    flow.theme = theme_of(flow.label)
    if flow.latitude is None or flow.longitude is None:
        flow.latitude, flow.longitude = flow.company.latitude, flow.company.longitude
    return flow


@transaction.atomic
def record_flow(
    *,
    company: Company,
    values: Mapping[str, Any],
    origin_kind: str,
    origin_uuid: uuid.UUID | None,
    actor: Actor,
    flow_uuid: uuid.UUID | None = None,
) -> Flow:
    """Record a line of a company. The same `flow_uuid` (made with the form) is recorded once."""
    if flow_uuid:
        known = Flow.objects.filter(uuid=flow_uuid, company=company).first()
        if known:
            return known
    flow = Flow(
        programme_id=company.programme_id,
        company=company,
        uuid=flow_uuid or uuid.uuid4(),
        origin_kind=origin_kind,
        origin_uuid=origin_uuid,
        created_by=actor.user,
        **values,
    )
    normalise(flow).full_clean()
    flow.save()
    touch_visits(company_id=company.pk)
    return flow


@transaction.atomic
def edit_flow(*, flow_id: int, values: Mapping[str, Any], expected_version: int) -> Flow:
    """Change a line. Raises EditConflict when somebody changed it since the form was opened."""
    flow = Flow.objects.select_related("company").get(pk=flow_id)
    for name, value in values.items():
        setattr(flow, name, value)
    touch_visits(company_id=flow.company_id)
    return save_edit(normalise(flow), expected_version=expected_version, fields=[*values, *NORMALISED])


@transaction.atomic
def end_flow(*, flow_id: int, actor: Actor) -> Flow:
    """End a line: it leaves lists, figures and matches, and its past stays. Ending it twice changes nothing."""
    flow = _locked(flow_id)
    if flow.ended_at is None:
        flow.ended_at = timezone.now()
        flow.save(update_fields=["ended_at"])
        touch_visits(company_id=flow.company_id)
        _tell("flow_ended", flow, actor)
    return flow


@transaction.atomic
def restore_flow(*, flow_id: int, actor: Actor) -> Flow:
    """Take back the end of a line."""
    flow = _locked(flow_id)
    if flow.ended_at is not None:
        flow.ended_at = None
        flow.save(update_fields=["ended_at"])
        _tell("flow_restored", flow, actor)
    return flow


@transaction.atomic
def change_level(*, flow_id: int, level: str, actor: Actor) -> Flow:
    """Open or close a line to more or fewer readers; the company may always do so for its own."""
    flow = _locked(flow_id)
    if flow.level != level:
        details = {"from": flow.level, "to": Level(level).value}
        flow.level = level
        flow.version += 1
        flow.save(update_fields=["level", "version"])
        _tell("flow_level_changed", flow, actor, details)
    return flow


def cut_versions(flows: Iterable[Flow], *, cause: str, actor: Actor | None = None) -> int:
    """Keep each flow as it stands, as an immutable version; the number of versions written."""
    rows = list(flows)
    last = FlowVersion.objects.filter(flow__in=rows).values_list("flow").annotate(number=Max("number"))
    numbers: dict[int, int] = dict(last)
    user = actor.user if actor else None
    versions = [
        FlowVersion(
            programme_id=flow.programme_id,
            flow=flow,
            number=numbers.get(flow.pk, 0) + 1,
            cause=cause,
            snapshot=snapshot(flow),
            created_at=timezone.now(),
            created_by=user,
        )
        for flow in rows
    ]
    return len(FlowVersion.objects.bulk_create(versions, batch_size=500))


def snapshot(flow: Flow) -> dict[str, Any]:
    """A flow as JSON: what was said, and how it was normalised."""
    return {name: _plain(getattr(flow, name)) for name in SNAPSHOT}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _locked(flow_id: int) -> Flow:
    return Flow.objects.select_for_update(of=("self",)).select_related("company").get(pk=flow_id)


def _tell(kind: str, flow: Flow, actor: Actor, data: dict[str, Any] | None = None) -> None:
    details = FactDetails(company_uuid=flow.company.uuid, data=data or {})
    record_fact(kind=kind, subject=flow, actor=actor, details=details)
