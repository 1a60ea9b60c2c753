"""From answers to flows: what each answer proposes or seeks, as plain values that a service writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from diagnostics.questionnaire.path import applicable
from diagnostics.questionnaire.replies import Replies, Reply
from diagnostics.questionnaire.schema import FlowSpec, Kind, Option, Question, Schema

LONGEST_LABEL = 200


@dataclass(frozen=True, slots=True)
class FlowDraft:
    """A flow as an answer gives it. `key` names it within the company.

    `known_flow` is the row of the visit that the answer is about: it takes the quantity and the date where they
    are given, and nothing else, so that a fact confirmed is not recorded twice.
    """

    key: str
    question: str
    direction: str
    family: str
    label: str
    quantity: float | None = None
    unit: str = ""
    period: str = ""
    level: str = "chambers"
    ewc_code: str = ""
    estimated: bool = False
    available_to: date | None = None
    description: str = ""
    known_flow: str = ""


def drafts(schema: Schema, replies: Replies) -> list[FlowDraft]:
    """The flows that the replies give, one per question, or one per choice where several may be chosen.

    An answer of zero, « aucun », « non », « je ne sais pas » or nothing gives none.
    """
    return [draft for question in applicable(schema, replies) for draft in _of_question(question, replies)]


def _of_question(question: Question, replies: Replies) -> Iterator[FlowDraft]:
    reply = replies.get(question.uuid)
    if question.flow is None or reply is None or not reply.has_value:
        return
    for draft in _READERS[question.kind](question, question.flow, reply):
        if reply.is_known_fact and draft.known_flow:
            draft = replace(draft, quantity=None, estimated=False)
        yield _completed(draft, question.flow, replies)


def _draft(question: Question, spec: FlowSpec, reply: Reply, **changes: Any) -> FlowDraft:
    plain = FlowDraft(
        key=question.uuid,
        question=question.uuid,
        direction=spec.direction,
        family=spec.family,
        label=spec.label,
        unit=spec.unit,
        period=spec.period,
        level=spec.level,
        ewc_code=spec.ewc_code,
        known_flow=reply.flows.get("", ""),
    )
    return replace(plain, **changes)


def _from_number(question: Question, spec: FlowSpec, reply: Reply) -> Iterator[FlowDraft]:
    if reply.value:
        yield _draft(question, spec, reply, quantity=float(reply.value), unit=spec.unit or question.unit)


def _from_yes_no(question: Question, spec: FlowSpec, reply: Reply) -> Iterator[FlowDraft]:
    if reply.value:
        yield _draft(question, spec, reply)


def _from_text(question: Question, spec: FlowSpec, reply: Reply) -> Iterator[FlowDraft]:
    if not reply.value:
        return
    text = " ".join(str(reply.value).split())
    if spec.label:
        yield _draft(question, spec, reply, description=text)
    else:
        yield _draft(question, spec, reply, label=text[:LONGEST_LABEL], description=text[LONGEST_LABEL:])


def _from_date(question: Question, spec: FlowSpec, reply: Reply) -> Iterator[FlowDraft]:
    yield _draft(question, spec, reply, available_to=date.fromisoformat(reply.value))


def _from_choice(question: Question, spec: FlowSpec, reply: Reply) -> Iterator[FlowDraft]:
    option = question.option(reply.value)
    if option is None or not option.gives_flow:
        return
    amount = {} if option.quantity is None else {"quantity": option.quantity, "estimated": True}
    draft = _draft(question, spec, reply, **amount, description=_range_in_words(question, option))
    yield replace(draft, **option.flow)


def _range_in_words(question: Question, option: Option) -> str:
    return f"Réponse\u00a0: {option.label}." if option.quantity is not None else ""


def _from_choices(question: Question, spec: FlowSpec, reply: Reply) -> Iterator[FlowDraft]:
    for key in reply.value:
        option = question.option(key)
        if option and option.gives_flow:
            label = spec.label.replace("…", option.label.lower()) if spec.label else option.label
            known = reply.flows.get(key, "")
            draft = _draft(question, spec, reply, key=f"{question.uuid}:{key}", label=label, known_flow=known)
            yield replace(draft, **option.flow)


def _completed(draft: FlowDraft, spec: FlowSpec, replies: Replies) -> FlowDraft:
    """Add what other questions say of this flow: how much, until when."""
    amount, until = replies.get(spec.quantity), replies.get(spec.until)
    if amount and amount.value and amount.has_value and not (draft.known_flow and amount.is_known_fact):
        draft = replace(draft, quantity=float(amount.value))
    if until and until.has_value and until.value:
        draft = replace(draft, available_to=date.fromisoformat(until.value))
    return draft


_READERS = {
    Kind.NUMBER: _from_number,
    Kind.YES_NO: _from_yes_no,
    Kind.TEXT: _from_text,
    Kind.DATE: _from_date,
    Kind.CHOICE: _from_choice,
    Kind.CHOICES: _from_choices,
}
