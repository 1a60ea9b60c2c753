"""What is known already: facts of the register and of the visit, offered for confirmation instead of asked again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from diagnostics.questionnaire.reply_values import Reply, Status, is_value_of
from diagnostics.questionnaire.schema import Kind, Prefill, Question, Schema
from symbiose.lexicon.quantities import base_amount
from symbiose.lexicon.words import fold

HEADS = {"personnes", "places", "unite"}  # four people, four places: the same when people are counted


@dataclass(frozen=True, slots=True)
class KnownFlow:
    """A flow as far as a questionnaire needs to recognise it."""

    uuid: str
    direction: str
    family: str
    label: str
    quantity: float | None = None
    unit: str = ""
    available_to: str = ""
    on: str = ""  # the day on which it was last said or confirmed, ISO; empty: the day of the visit


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a company before it is asked, and on which day it was learnt (ISO, may be empty).

    What was learnt before `fresh_since` is asked again; an empty day counts as fresh.
    """

    company: Mapping[str, Any]
    flows: Sequence[KnownFlow] = ()
    on: str = ""
    fresh_since: str = ""
    company_on: str = ""  # the day on which the facts of the register were last right; empty: the day of the visit

    def status(self, day: str) -> Status:
        return Status.STALE if day and self.fresh_since and day < self.fresh_since else Status.OFFERED


def known_replies(schema: Schema, known: Known) -> dict[str, Reply]:
    """The replies that the facts already give, by question; the others remain to be asked."""
    found = ((question, _known_reply(question, known)) for question in schema.questions() if question.prefill)
    return {question.uuid: reply for question, reply in found if reply}


def _known_reply(question: Question, known: Known) -> Reply | None:
    prefill = question.prefill
    if prefill is None:
        return None
    if prefill.company:
        day, value = known.company_on or known.on, known.company.get(prefill.company)
        return Reply(known.status(day), value, on=day) if is_value_of(question, value) else None
    if question.kind == Kind.CHOICES:
        return _known_choices(question, prefill, known)
    flow = _first(known.flows, prefill, prefill.words)
    value = _value(question, flow) if flow else None
    if flow is None or not is_value_of(question, value):
        return None
    day = flow.on or known.on
    return Reply(known.status(day), value, on=day, flows={"": flow.uuid})


def recognises(prefill: Prefill, flow: KnownFlow, words: Iterable[str]) -> bool:
    """Whether a flow answers the question: same direction, one of its families, and one of its words."""
    if flow.direction != prefill.direction or (prefill.families and flow.family not in prefill.families):
        return False
    label = f" {fold(flow.label)} "
    return any(fold(word) in label for word in words)


def _known_choices(question: Question, prefill: Prefill, known: Known) -> Reply | None:
    """What is known of several choices is as old as the oldest of them."""
    flows = {option.key: _first(known.flows, prefill, option.words) for option in question.options if option.words}
    found = {key: flow for key, flow in flows.items() if flow}
    if not found:
        return None
    day = min(flow.on or known.on for flow in found.values())
    return Reply(known.status(day), list(found), on=day, flows={key: flow.uuid for key, flow in found.items()})


def _first(flows: Iterable[KnownFlow], prefill: Prefill, words: Iterable[str]) -> KnownFlow | None:
    return next((flow for flow in flows if recognises(prefill, flow, words)), None)


def _value(question: Question, flow: KnownFlow) -> Any:
    if question.kind == Kind.YES_NO:
        return True
    if question.kind == Kind.TEXT:
        return flow.label
    if question.kind == Kind.DATE:
        return flow.available_to or None
    amount = _amount(question, flow)
    if amount is None or question.kind == Kind.NUMBER:
        return amount
    return next((option.key for option in question.options if _within(option.least, amount, option.most)), None)


def _within(least: float | None, amount: float, most: float | None) -> bool:
    if least is None and most is None:
        return False
    return (least is None or amount >= least) and (most is None or amount <= most)


def _amount(question: Question, flow: KnownFlow) -> float | None:
    """The flow's quantity in the question's unit, None where the units do not measure the same."""
    if flow.quantity is None:
        return None
    asked, asked_dimension = base_amount(1, question.unit)
    given, given_dimension = base_amount(flow.quantity, flow.unit)
    if not question.unit or not asked or given is None:
        return flow.quantity if flow.unit in {"", question.unit} else None
    if asked_dimension != given_dimension and not {asked_dimension, given_dimension} <= HEADS:
        return None
    amount = given / asked
    return int(amount) if amount == int(amount) else round(amount, 3)
