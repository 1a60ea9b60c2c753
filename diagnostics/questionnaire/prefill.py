"""What is known already: facts of the register and of the visit, offered for confirmation instead of asked again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from diagnostics.questionnaire.questions import ROW, Kind, Prefill, Question, Schema
from diagnostics.questionnaire.reply_values import Reply, Status, is_value_of
from symbiose.lexicon.quantities import base_amount
from symbiose.lexicon.words import fold

HEADS = {"personnes", "places", "unite"}  # four people, four places: the same when people are counted


@dataclass(frozen=True, slots=True)
class KnownFlow:
    """A flow as far as a questionnaire needs to recognise it. `key` names the question that gave it, if one did."""

    uuid: str
    direction: str
    family: str
    label: str
    quantity: float | None = None
    unit: str = ""
    available_to: str = ""
    on: str = ""  # the day on which it was last said or confirmed, ISO; empty: the day of the visit
    key: str = ""
    from_visit: bool = True


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """What the company answered to the same question, at another visit or in another campaign."""

    value: Any
    on: str
    from_visit: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a company before it is asked, and the day of its last visit (ISO, may be empty).

    What was learnt before `fresh_since` is asked again, and a date that is past on the day `today`.
    """

    company: Mapping[str, Any]
    flows: Sequence[KnownFlow] = ()
    on: str = ""
    fresh_since: str = ""
    company_on: str = ""  # the day on which the facts of the register were last right; empty: the day of the visit
    answers: Mapping[str, KnownAnswer] = field(default_factory=dict)
    today: str = ""

    def told(self, question: Question, fact: Fact) -> Reply | None:
        """The reply that a fact gives: offered, or asked again when it has aged."""
        if not is_value_of(question, fact.value):
            return None
        aged = bool(fact.day) and fact.day < self.fresh_since
        past = question.kind == Kind.DATE and fact.value < self.today
        status = Status.STALE if aged or past else Status.OFFERED
        return Reply(status, fact.value, on=self.on if fact.from_visit else "", flows=fact.flows)


@dataclass(frozen=True, slots=True)
class Fact:
    """A value, the day on which it was last right, and the flows that say it."""

    value: Any
    day: str
    flows: Mapping[str, str] = field(default_factory=dict)
    from_visit: bool = True


def known_replies(schema: Schema, known: Known) -> dict[str, Reply]:
    """The replies that the facts already give, by question; the others remain to be asked."""
    found = ((question, _known_reply(question, known)) for question in schema.questions())
    return {question.uuid: reply for question, reply in found if reply}


def _known_reply(question: Question, known: Known) -> Reply | None:
    fact = _of_register(question, known) or _of_earlier_answer(question, known) or _of_flows(question, known)
    return known.told(question, fact) if fact else None


def _of_register(question: Question, known: Known) -> Fact | None:
    value = known.company.get(question.prefill.company) if question.prefill and question.prefill.company else None
    return None if value in (None, "") else Fact(value, known.company_on or known.on)


def _of_earlier_answer(question: Question, known: Known) -> Fact | None:
    """The earlier answer, as far as the flows that it gave still stand; one that was ended since is asked again."""
    earlier = known.answers.get(question.uuid)
    if earlier is None or question.kind in {Kind.FILE, Kind.FLOWS} or not is_value_of(question, earlier.value):
        return None
    flows = {_part(flow): flow for flow in known.flows if flow.key.partition(":")[0] == question.uuid}
    value = _standing(question, earlier.value, flows)
    if value is None:
        return None
    day = max(earlier.on, min((flow.on for flow in flows.values()), default=""))
    return Fact(value, day, {part: flow.uuid for part, flow in flows.items()}, earlier.from_visit)


def _part(flow: KnownFlow) -> str:
    return flow.key.partition(":")[2]


def _standing(question: Question, value: Any, flows: Mapping[str, KnownFlow]) -> Any:
    if question.flow is None:
        return value
    if question.kind == Kind.CHOICES:
        return [key for key in value if key in flows or not _gives_flow(question, key)]
    if question.kind == Kind.TABLE:
        return [row for row in value if row.get(ROW) in flows] or (None if value else [])
    if "" not in flows:
        return None if _said_something(question, value) else value
    return _value(question, flows[""]) if question.kind in {Kind.NUMBER, Kind.CHOICE} else value


def _gives_flow(question: Question, key: object) -> bool:
    option = question.option(key)
    return option is not None and option.gives_flow


def _said_something(question: Question, value: Any) -> bool:
    return _gives_flow(question, value) if question.kind == Kind.CHOICE else bool(value)


def _of_flows(question: Question, known: Known) -> Fact | None:
    prefill = question.prefill
    if prefill is None or prefill.company:
        return None
    if question.kind == Kind.CHOICES:
        return _known_choices(question, prefill, known)
    flow = _first(known.flows, prefill, prefill.words)
    if flow is None:
        return None
    return Fact(_value(question, flow), flow.on or known.on, {"": flow.uuid}, flow.from_visit)


def recognises(prefill: Prefill, flow: KnownFlow, words: Iterable[str]) -> bool:
    """Whether a flow answers the question: same direction, one of its families, and one of its words."""
    if flow.direction != prefill.direction or (prefill.families and flow.family not in prefill.families):
        return False
    label = f" {fold(flow.label)} "
    return any(fold(word) in label for word in words)


def _known_choices(question: Question, prefill: Prefill, known: Known) -> Fact | None:
    """What is known of several choices is as old as the oldest of them."""
    flows = {option.key: _first(known.flows, prefill, option.words) for option in question.options if option.words}
    found = {key: flow for key, flow in flows.items() if flow}
    if not found:
        return None
    day = min(flow.on or known.on for flow in found.values())
    from_visit = all(flow.from_visit for flow in found.values())
    return Fact(list(found), day, {key: flow.uuid for key, flow in found.items()}, from_visit)


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
