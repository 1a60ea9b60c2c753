"""What a questionnaire asks: its sections and questions, read from JSON and checked."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

DIRECTIONS = frozenset({"ressource", "besoin"})
FAMILIES = frozenset(
    "matiere dechet energie eau equipement competence espace service transport achat".split()  # noqa: SIM905
)
PERIODS = frozenset({"an", "mois", "semaine", "ponctuel", ""})
LEVELS = frozenset({"adviser", "chambers", "programme", "public"})


class Kind(StrEnum):
    """The kinds of question."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes_no"
    DATE = "date"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True)
class Option:
    """One row that can be tapped. `quantity` is the amount it stands for, `flow` what differs in its flow."""

    key: str
    label: str
    quantity: float | None = None
    least: float | None = None
    most: float | None = None
    words: tuple[str, ...] = ()
    gives_flow: bool = True
    flow: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Condition:
    """Ask only when an earlier question was answered with one of these values."""

    question: str
    among: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class FlowSpec:
    """The flow that an answer becomes. `until`, `quantity`: uuids of the questions that complete it."""

    direction: str
    family: str
    label: str = ""
    unit: str = ""
    period: str = ""
    level: str = "chambers"
    ewc_code: str = ""
    until: str = ""
    quantity: str = ""


@dataclass(frozen=True, slots=True)
class Prefill:
    """Where the answer may be known from: a field of the company, or a flow recorded at the visit."""

    company: str = ""
    direction: str = ""
    families: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    uuid: str
    kind: Kind
    text: str
    section: str
    help: str = ""
    why: str = ""
    unit: str = ""
    least: float | None = None
    most: float | None = None
    options: tuple[Option, ...] = ()
    condition: Condition | None = None
    flow: FlowSpec | None = None
    prefill: Prefill | None = None

    def option(self, key: object) -> Option | None:
        return next((option for option in self.options if option.key == key), None)


@dataclass(frozen=True, slots=True)
class Section:
    uuid: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Schema:
    sections: tuple[Section, ...]

    def questions(self) -> Iterator[Question]:
        for section in self.sections:
            yield from section.questions

    def question(self, question_uuid: str) -> Question | None:
        return next((question for question in self.questions() if question.uuid == question_uuid), None)


def read_schema(raw: Mapping[str, Any]) -> Schema:
    """Read a template's JSON; a question of an unknown kind is left out. `schema_faults` says what is wrong."""
    return Schema(tuple(_section(entry, []) for entry in raw.get("sections", [])))


def schema_faults(raw: Mapping[str, Any]) -> list[str]:
    """What keeps a template from being asked, one sentence each; an empty list when it is right."""
    faults: list[str] = []
    schema = Schema(tuple(_section(entry, faults) for entry in raw.get("sections", [])))
    return faults + _faults_together(schema)


def _section(raw: Mapping[str, Any], faults: list[str]) -> Section:
    title = str(raw.get("title", ""))
    questions = [_question(entry, title, faults) for entry in raw.get("questions", [])]
    return Section(str(raw.get("uuid", "")), title, tuple(question for question in questions if question))


def _question(raw: Mapping[str, Any], section: str, faults: list[str]) -> Question | None:
    text = str(raw.get("text", ""))
    if raw.get("kind") not in set(Kind):
        faults.append(f"«\u00a0{text}\u00a0»\u00a0: le type «\u00a0{raw.get('kind')}\u00a0» est inconnu.")
        return None
    return Question(
        uuid=str(raw.get("uuid", "")),
        kind=Kind(raw["kind"]),
        text=text,
        section=section,
        help=str(raw.get("help", "")),
        why=str(raw.get("why", "")),
        unit=str(raw.get("unit", "")),
        least=raw.get("least"),
        most=raw.get("most"),
        options=tuple(_option(entry) for entry in raw.get("options", [])),
        condition=_condition(raw.get("condition")),
        flow=FlowSpec(**raw["flow"]) if raw.get("flow") else None,
        prefill=_prefill(raw.get("prefill")),
    )


def _option(raw: Mapping[str, Any]) -> Option:
    return Option(
        key=str(raw.get("key", "")),
        label=str(raw.get("label", "")),
        quantity=raw.get("quantity"),
        least=raw.get("least"),
        most=raw.get("most"),
        words=tuple(raw.get("words", ())),
        gives_flow=bool(raw.get("gives_flow", True)),
        flow=raw.get("flow", {}),
    )


def _condition(raw: Mapping[str, Any] | None) -> Condition | None:
    return Condition(str(raw.get("question", "")), tuple(raw.get("among", ()))) if raw else None


def _prefill(raw: Mapping[str, Any] | None) -> Prefill | None:
    if not raw:
        return None
    return Prefill(
        company=raw.get("company", ""),
        direction=raw.get("direction", ""),
        families=tuple(raw.get("families", ())),
        words=tuple(raw.get("words", ())),
        sentence=raw.get("sentence", ""),
    )


def _faults_together(schema: Schema) -> list[str]:
    """What is wrong between questions, or inside one once it has been read."""
    faults: list[str] = []
    before: set[str] = set()
    everything = {question.uuid for question in schema.questions()}
    if not everything:
        faults.append("Le questionnaire ne pose aucune question.")
    for question in schema.questions():
        faults += [f"«\u00a0{question.text}\u00a0»\u00a0: {fault}" for fault in _faults(question, before, everything)]
        before.add(question.uuid)
    return faults


def _faults(question: Question, before: set[str], everything: set[str]) -> Iterator[str]:
    if not _is_uuid(question.uuid):
        yield "son identifiant n’est pas un UUID."
    if question.uuid in before:
        yield "son identifiant sert deux fois."
    if not question.text.strip():
        yield "une question a besoin d’un texte."
    if question.condition and question.condition.question not in before:
        yield "sa condition ne porte pas sur une question précédente."
    yield from _option_faults(question)
    if question.flow:
        yield from _flow_faults(question.flow, everything)


def _option_faults(question: Question) -> Iterator[str]:
    keys = [option.key for option in question.options]
    if question.kind in {Kind.CHOICE, Kind.CHOICES}:
        if len(keys) < 2:
            yield "il faut au moins deux choix."
        if len(set(keys)) != len(keys) or not all(keys):
            yield "chaque choix a une clé à lui."
        if any(len(key) > 20 for key in keys):
            yield "la clé d’un choix a 20 caractères au plus."
    elif keys:
        yield "ce type de question n’a pas de choix."


def _flow_faults(flow: FlowSpec, everything: set[str]) -> Iterator[str]:
    known = (
        (flow.direction, DIRECTIONS),
        (flow.family, FAMILIES),
        (flow.period, PERIODS),
        (flow.level, LEVELS),
        (flow.until or "", everything | {""}),
        (flow.quantity or "", everything | {""}),
    )
    for value, allowed in known:
        if value not in allowed:
            yield f"«\u00a0{value}\u00a0» n’est pas connu dans la ligne qu’elle donne."


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
