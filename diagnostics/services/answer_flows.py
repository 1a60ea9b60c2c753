"""Answers become flows: each answer has at most its own flows, and changing it changes them.

A flow is found again by its company and its `external_id`, which names the question (and the choice, or the row):
asked again at another visit or in another campaign, the question speaks of the same flow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from companies.models import Company
from diagnostics.answered import Answered, replies_of, schema_of
from diagnostics.enums import FigureKind, Origin
from diagnostics.models import Answer, Flow, FlowVersion, Questionnaire
from diagnostics.questionnaire.flows import FlowDraft, drafts
from diagnostics.questionnaire.replies import Replies, Reply
from diagnostics.services.flows import cut_versions, normalise
from symbiose.journal.services import Actor
from symbiose.nomenclatures.waste_list import normalise_ewc


@dataclass(frozen=True, slots=True)
class _Answers:
    """The answers given here, and the flows about which they speak."""

    answered: Answered
    by_question: Mapping[str, Answer]
    replies: Replies
    own: Mapping[str, Flow]  # by the key of the draft
    known: Mapping[str, Flow]  # by uuid

    def origin(self, question: str) -> tuple[str, Any]:
        if isinstance(self.answered, Questionnaire):
            return Origin.QUESTIONNAIRE, self.by_question[question].uuid
        return Origin.DIAGNOSTIC, self.answered.uuid


@transaction.atomic
def sync_flows(*, answered: Answered, actor: Actor, before: Replies | None = None) -> list[Flow]:
    """Write the flows that the current answers give, end those that they give no more; the flows that changed.

    With the replies as they stood `before` a gesture, only what the gesture changed is written: a line that
    somebody corrected elsewhere meanwhile stays corrected. A second run changes nothing. A fact known from the
    visit keeps its flow: a correction changes that one.
    """
    schema, replies = schema_of(answered), replies_of(answered)
    wanted = drafts(schema, replies)
    touched = set(replies) if before is None else _touched(drafts(schema, before), wanted, before, replies)
    if not touched:
        return []
    answers = _read(answered, replies, touched)
    wanted = [draft for draft in wanted if draft.question in touched]
    changed = [flow for flow in (_write(draft, answers, actor) for draft in wanted) if flow]
    changed += _end_missing(answers, wanted, touched)
    cut_versions(changed, cause=FlowVersion.Cause.ANSWER, actor=actor)
    return changed


def _touched(earlier: list[FlowDraft], wanted: list[FlowDraft], before: Replies, replies: Replies) -> set[str]:
    """The questions whose flows a gesture changes, its own and those that it completes or uncovers."""
    moved = {question for question in {*before, *replies} if before.get(question) != replies.get(question)}
    return moved | {draft.question for draft in set(earlier) ^ set(wanted)}


def _read(answered: Answered, replies: Replies, touched: set[str]) -> _Answers:
    Company.objects.select_for_update(of=("self",)).get(pk=answered.company_id)  # one writer of its lines at a time
    flows = Flow.objects.select_for_update(of=("self",)).filter(company=answered.company_id)
    flows = flows.select_related("company")
    own = Q(pk__in=[])
    for question in touched:
        own |= Q(external_id=question) | Q(external_id__startswith=f"{question}:")
    known = {uuid for question in touched & set(replies) for uuid in replies[question].flows.values()}
    return _Answers(
        answered=answered,
        by_question={str(answer.question_uuid): answer for answer in answered.answers.all()},
        replies=replies,
        own={flow.external_id: flow for flow in flows.filter(own)},
        known={str(flow.uuid): flow for flow in flows.filter(uuid__in=known)},
    )


def _write(draft: FlowDraft, answers: _Answers, actor: Actor) -> Flow | None:
    """Write one flow; None when it stood so already."""
    known = answers.known.get(draft.known_flow)
    flow = answers.own.get(draft.key)
    if known and known != flow:
        return _changed(known, _corrections(draft))
    if known and answers.replies[draft.question].is_known_fact:
        return None  # told by an earlier answer to this question, and still right
    if flow is None:
        return _create(draft, answers, actor)
    values = _values(draft)
    if flow.ended_at:  # taken up again: it comes from here now
        values["origin_kind"], values["origin_uuid"] = answers.origin(draft.question)
        values["ended_at"] = None
    return _changed(flow, values)


def _create(draft: FlowDraft, answers: _Answers, actor: Actor) -> Flow:
    company = answers.answered.company
    origin_kind, origin_uuid = answers.origin(draft.question)
    flow = Flow(
        programme_id=company.programme_id,
        company=company,
        external_id=draft.key,
        origin_kind=origin_kind,
        origin_uuid=origin_uuid,
        level=draft.level,
        created_by=actor.user,
        **_values(draft),
    )
    _order_dates(normalise(flow)).full_clean()
    flow.save()
    return flow


def _values(draft: FlowDraft) -> dict[str, Any]:
    values = {
        "direction": draft.direction,
        "family": draft.family,
        "label": draft.label,
        "description": draft.description,
        "unit": draft.unit,
        "period": draft.period,
        "ewc_code": _ewc_code(draft.ewc_code),
        "quantity": _decimal(draft.quantity),
        "quantity_kind": _kind(draft),
        "available_to": draft.available_to,
    }
    return values | {name: getattr(draft, name) for name in draft.also}


def _corrections(draft: FlowDraft) -> dict[str, Any]:
    values: dict[str, Any] = {"ended_at": None}
    if draft.quantity is not None:
        values |= {
            "quantity": _decimal(draft.quantity),
            "unit": draft.unit,
            "period": draft.period,
            "quantity_kind": _kind(draft),
        }
    return values | {name: getattr(draft, name) for name in ("available_to", *draft.also) if getattr(draft, name)}


def _kind(draft: FlowDraft) -> str:
    return FigureKind.ESTIMATED if draft.estimated else FigureKind.DECLARED


def _decimal(quantity: float | None) -> Decimal | None:
    return None if quantity is None else Decimal(str(quantity)).quantize(Decimal("0.001")).normalize()


def _ewc_code(text: str) -> str:
    """The code as the European list writes it; what is no code is left out rather than refused."""
    try:
        return normalise_ewc(text) or ""
    except ValueError:
        return ""


def _changed(flow: Flow, values: dict[str, Any]) -> Flow | None:
    if all(getattr(flow, name) == value for name, value in values.items()):
        return None
    for name, value in values.items():
        setattr(flow, name, value)
    flow.version += 1
    _order_dates(normalise(flow)).save()
    return flow


def _order_dates(flow: Flow) -> Flow:
    """The end that was just told counts more than a beginning told before."""
    if flow.available_from and flow.available_to and flow.available_from > flow.available_to:
        flow.available_from = None
    return flow


def _end_missing(answers: _Answers, wanted: Iterable[FlowDraft], touched: set[str]) -> list[Flow]:
    """End the flows of answers that give them no more: « Aucun » where there was a number."""
    own = {draft.key for draft in wanted if not draft.known_flow}
    kept = {draft.known_flow for draft in wanted} | _untouched(answers, touched)
    gone = [flow for key, flow in answers.own.items() if key not in own and _may_end(flow, answers)]
    gone += [flow for uuid, flow in answers.known.items() if uuid not in kept]
    ended = {flow.pk: flow for flow in gone if flow.ended_at is None and str(flow.uuid) not in kept}
    for flow in ended.values():
        flow.ended_at = timezone.now()
        flow.save(update_fields=["ended_at"])
    return list(ended.values())


def _may_end(flow: Flow, answers: _Answers) -> bool:
    """A flow told elsewhere ends by another answer only, not because one does not know or is not asked here."""
    question = flow.external_id.partition(":")[0]
    if question in answers.by_question and (flow.origin_kind, flow.origin_uuid) == answers.origin(question):
        return True
    reply = answers.replies.get(question)
    return reply is not None and reply.has_value


def _untouched(answers: _Answers, touched: set[str]) -> set[str]:
    """The flows behind facts that were only confirmed, or about which the company does not know."""
    replies = [answers.replies[question] for question in touched & set(answers.replies)]
    return {uuid for reply in replies if _leaves(reply) for uuid in reply.flows.values()}


def _leaves(reply: Reply) -> bool:
    return reply.is_known_fact or not reply.has_value
