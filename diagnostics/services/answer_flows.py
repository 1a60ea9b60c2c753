"""Answers become flows: each answer has at most its own flows, and changing it changes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from diagnostics.enums import FigureKind, Origin
from diagnostics.models import Answer, Flow, FlowVersion, Questionnaire
from diagnostics.questionnaire.flows import FlowDraft, drafts
from diagnostics.questionnaire.replies import from_json
from diagnostics.questionnaire.schema import read_schema
from diagnostics.services.flows import cut_versions, normalise
from symbiose.journal.services import Actor


@dataclass(frozen=True, slots=True)
class _Answers:
    """The answers of a questionnaire and the flows about which they speak."""

    questionnaire: Questionnaire
    by_question: dict[str, Answer]
    own: dict[str, Flow]
    known: dict[str, Flow]


@transaction.atomic
def sync_flows(*, questionnaire: Questionnaire, actor: Actor) -> list[Flow]:
    """Write the flows that the current answers give, end those that they give no more; the flows that changed.

    A second run changes nothing. A fact known from the visit keeps its flow: a correction changes that one.
    """
    answers = _read(questionnaire)
    replies = {question: from_json(answer.value) for question, answer in answers.by_question.items()}
    wanted = drafts(read_schema(questionnaire.template.schema), replies)
    changed = [flow for flow in (_write(draft, answers, actor) for draft in wanted) if flow]
    changed += _end_missing(answers, wanted)
    cut_versions(changed, cause=FlowVersion.Cause.ANSWER, actor=actor)
    return changed


def _read(questionnaire: Questionnaire) -> _Answers:
    by_question = {str(answer.question_uuid): answer for answer in questionnaire.answers.all()}
    flows = Flow.objects.select_for_update(of=("self",)).filter(company=questionnaire.company_id)
    flows = flows.select_related("company")
    own_uuids = [answer.uuid for answer in by_question.values()]
    own = flows.filter(origin_kind=Origin.QUESTIONNAIRE, origin_uuid__in=own_uuids)
    known_uuids = {uuid for answer in by_question.values() for uuid in from_json(answer.value).flows.values()}
    return _Answers(
        questionnaire=questionnaire,
        by_question=by_question,
        own={flow.external_id: flow for flow in own},
        known={str(flow.uuid): flow for flow in flows.filter(uuid__in=known_uuids)},
    )


def _write(draft: FlowDraft, answers: _Answers, actor: Actor) -> Flow | None:
    """Write one flow; None when it stood so already."""
    known = answers.known.get(draft.known_flow)
    if known:
        return _changed(known, _corrections(draft))
    flow = answers.own.get(draft.key)
    if flow:
        return _changed(flow, {**_values(draft), "ended_at": None})
    return _create(draft, answers, actor)


def _create(draft: FlowDraft, answers: _Answers, actor: Actor) -> Flow:
    company = answers.questionnaire.company
    flow = Flow(
        programme_id=company.programme_id,
        company=company,
        external_id=draft.key,
        origin_kind=Origin.QUESTIONNAIRE,
        origin_uuid=answers.by_question[draft.question].uuid,
        level=draft.level,
        created_by=actor.user,
        **_values(draft),
    )
    normalise(flow).full_clean()
    flow.save()
    return flow


def _values(draft: FlowDraft) -> dict[str, Any]:
    return {
        "direction": draft.direction,
        "family": draft.family,
        "label": draft.label,
        "description": draft.description,
        "unit": draft.unit,
        "period": draft.period,
        "ewc_code": draft.ewc_code,
        "quantity": _decimal(draft.quantity),
        "quantity_kind": _kind(draft),
        "available_to": draft.available_to,
    }


def _corrections(draft: FlowDraft) -> dict[str, Any]:
    values: dict[str, Any] = {"ended_at": None}
    if draft.quantity is not None:
        values |= {
            "quantity": _decimal(draft.quantity),
            "unit": draft.unit,
            "period": draft.period,
            "quantity_kind": _kind(draft),
        }
    if draft.available_to:
        values["available_to"] = draft.available_to
    return values


def _kind(draft: FlowDraft) -> str:
    return FigureKind.ESTIMATED if draft.estimated else FigureKind.DECLARED


def _decimal(quantity: float | None) -> Decimal | None:
    return None if quantity is None else Decimal(str(quantity))


def _changed(flow: Flow, values: dict[str, Any]) -> Flow | None:
    if all(getattr(flow, name) == value for name, value in values.items()):
        return None
    for name, value in values.items():
        setattr(flow, name, value)
    flow.version += 1
    normalise(flow).save()
    return flow


def _end_missing(answers: _Answers, wanted: Iterable[FlowDraft]) -> list[Flow]:
    """End the flows of answers that give them no more: « Aucun » where there was a number."""
    own = {draft.key for draft in wanted if not draft.known_flow}
    kept = {draft.known_flow for draft in wanted} | _untouched(answers)
    gone = [flow for key, flow in answers.own.items() if key not in own]
    gone += [flow for uuid, flow in answers.known.items() if uuid not in kept]
    ended = [flow for flow in gone if flow.ended_at is None]
    for flow in ended:
        flow.ended_at = timezone.now()
        flow.save(update_fields=["ended_at"])
    return ended


def _untouched(answers: _Answers) -> set[str]:
    """The flows behind facts that were only confirmed, or about which the company does not know."""
    replies = [from_json(answer.value) for answer in answers.by_question.values()]
    return {uuid for reply in replies if reply.is_known_fact or not reply.has_value for uuid in reply.flows.values()}
