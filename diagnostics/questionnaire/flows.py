"""From answers to flows: what each answer proposes or seeks, as plain values that a service writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from diagnostics.questionnaire.path import applicable
from diagnostics.questionnaire.questions import ROW, Column, FlowSpec, Kind, Option, Question, Schema
from diagnostics.questionnaire.replies import Replies, Reply, suited

LONGEST_LABEL = 200
LONGEST = {
    "label": LONGEST_LABEL,
    "unit": 40,
    "ewc_code": 9,
    "price": 80,
    "current_solution": 200,
    "frequency": 60,
    "constraints_text": 300,
}
ALSO = (
    "outlet",
    "current_solution",
    "price",
    "frequency",
    "constraints_text",
    "contract_ends_on",
    "available_from",
)
DATES = frozenset({"contract_ends_on", "available_from", "available_to"})
KEYS = frozenset({"period", "family", "outlet"})  # the key of the choice, not its label, is what the flow keeps


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
    outlet: str = ""
    estimated: bool = False
    available_from: date | None = None
    available_to: date | None = None
    contract_ends_on: date | None = None
    description: str = ""
    current_solution: str = ""
    price: str = ""
    frequency: str = ""
    constraints_text: str = ""
    known_flow: str = ""
    also: tuple[str, ...] = ()  # the fields, beyond the usual ones, about which the question speaks


def drafts(schema: Schema, replies: Replies) -> list[FlowDraft]:
    """The flows that the replies give: one per question, per choice where several may be chosen, per row of a table.

    An answer of zero, « aucun », « non », « je ne sais pas » or nothing gives none.
    """
    readable = suited(schema, replies)
    return [draft for question in applicable(schema, readable) for draft in _of_question(question, readable)]


def _of_question(question: Question, replies: Replies) -> Iterator[FlowDraft]:
    reply = replies.get(question.uuid)
    if question.flow is None or reply is None or not reply.has_value or question.kind not in _READERS:
        return
    for draft in _READERS[question.kind](question, question.flow, reply):
        if reply.is_known_fact and draft.known_flow:
            draft = replace(draft, quantity=None, estimated=False)
        if draft.label.strip():  # a template without words for its line gives none
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
        outlet=spec.outlet,
        known_flow=reply.flows.get("", ""),
        also=_spoken_of(question, spec),
    )
    return replace(plain, **changes)


def _spoken_of(question: Question, spec: FlowSpec) -> tuple[str, ...]:
    options = [*question.options, *(option for column in question.columns for option in column.options)]
    named = {*spec.columns, *(name for option in options for name in option.flow)}
    named |= {"outlet"} if spec.outlet else set()
    named |= {"contract_ends_on"} if spec.contract else set()
    return tuple(name for name in ALSO if name in named)


def _from_number(question: Question, spec: FlowSpec, reply: Reply) -> Iterator[FlowDraft]:
    if reply.value:
        yield _draft(question, spec, reply, quantity=float(reply.value), unit=spec.unit or question.unit)


def _from_yes_no(question: Question, spec: FlowSpec, reply: Reply) -> Iterator[FlowDraft]:
    if reply.value:
        yield _draft(question, spec, reply)


def _from_text(question: Question, spec: FlowSpec, reply: Reply) -> Iterator[FlowDraft]:
    text = " ".join(str(reply.value).split())
    if not text:
        return
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
    for key in dict.fromkeys(reply.value):
        option = question.option(key)
        if option and option.gives_flow:
            label = spec.label.replace("…", option.label.lower()) if spec.label else option.label
            known = reply.flows.get(key, "")
            draft = _draft(question, spec, reply, key=f"{question.uuid}:{key}", label=label, known_flow=known)
            yield replace(draft, **option.flow)


def _from_table(question: Question, spec: FlowSpec, reply: Reply) -> Iterator[FlowDraft]:
    """One flow per row, named by the row, so that a changed cell changes its flow and a lost row ends it."""
    for number, row in enumerate(reply.value):
        name = row.get(ROW) or str(number)
        values = dict(_row_values(question, spec, row))
        known = reply.flows.get(name, "")
        draft = _draft(question, spec, reply, key=f"{question.uuid}:{name}"[:100], known_flow=known)
        draft = replace(draft, **{"label": _row_label(question, spec, row), **values})
        if draft.label and draft.quantity != 0:
            yield draft


def _row_label(question: Question, spec: FlowSpec, row: Mapping[str, Any]) -> str:
    """The label of the question, with the words of the row in the place of « {column} »."""
    label = spec.label
    for column in question.columns:
        label = label.replace(f"{{{column.key}}}", _words(column, row.get(column.key)))
    return label[:LONGEST_LABEL].strip()


def _words(column: Column, value: Any) -> str:
    option = column.option(value)
    return option.label if option else " ".join(str("" if value is None else value).split())


def _row_values(question: Question, spec: FlowSpec, row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, key in spec.columns.items():
        column, value = question.column(key), row.get(key)
        if column is None or value in (None, ""):
            continue
        yield name, _field(name, column, value)
        if name == "quantity" and column.unit and "unit" not in spec.columns:
            yield "unit", column.unit
    for column in question.columns:  # what a chosen row of a column changes in the flow counts last
        option = column.option(row.get(column.key))
        yield from (option.flow if option else {}).items()


def _field(name: str, column: Column, value: Any) -> Any:
    """The value of a cell as the field of the flow keeps it."""
    if name in DATES:
        return date.fromisoformat(value)
    if name == "quantity":
        return float(value)
    text = str(value) if name in KEYS else _words(column, value)
    if column.kind == Kind.NUMBER:
        text = f"{text.replace('.', ',')}\u00a0{column.unit}".strip()
    return text[: LONGEST.get(name, 2000)]


def _completed(draft: FlowDraft, spec: FlowSpec, replies: Replies) -> FlowDraft:
    """Add what other questions say of this flow: how much, until when, when its contract ends."""
    amount = replies.get(spec.quantity)
    if amount and amount.has_value and _is_amount(amount.value) and not (draft.known_flow and amount.is_known_fact):
        draft = replace(draft, quantity=float(amount.value))
    until, contract = _day(replies.get(spec.until)), _day(replies.get(spec.contract))
    if until:
        draft = replace(draft, available_to=until)
    return replace(draft, contract_ends_on=contract) if contract else draft


def _is_amount(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0


def _day(reply: Reply | None) -> date | None:
    if reply is None or not reply.has_value or not isinstance(reply.value, str):
        return None
    try:
        return date.fromisoformat(reply.value)
    except ValueError:
        return None


_READERS = {
    Kind.NUMBER: _from_number,
    Kind.YES_NO: _from_yes_no,
    Kind.TEXT: _from_text,
    Kind.DATE: _from_date,
    Kind.CHOICE: _from_choice,
    Kind.CHOICES: _from_choices,
    Kind.TABLE: _from_table,
}
