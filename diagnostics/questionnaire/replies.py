"""What was replied to a question: a value, « je ne sais pas », passed, or a known fact offered for confirmation."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from diagnostics.questionnaire.schema import Kind, Question
from symbiose.lexicon.quantities import parse_decimal

LONGEST_TEXT = 1000
LARGEST = Decimal(10) ** 9


class Status(StrEnum):
    GIVEN = "given"
    UNKNOWN = "unknown"
    PASSED = "passed"
    OFFERED = "offered"  # known from the visit or the register, not confirmed yet
    CONFIRMED = "confirmed"  # known, and still right


class InvalidReply(ValueError):
    """The text is no answer to this question; its message says what to do, in French."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply. `on` and `flows` tell where a known fact comes from: the day of the visit, and the uuid of the
    flow recorded there, by key of the choice (the key is empty where the question gives one flow).
    """

    status: Status
    value: Any = None
    on: str = ""
    flows: Mapping[str, str] = field(default_factory=dict)

    @property
    def has_value(self) -> bool:
        return self.status in {Status.GIVEN, Status.OFFERED, Status.CONFIRMED}

    @property
    def is_known_fact(self) -> bool:
        """Whether it stands as the visit or the register has it, untouched."""
        return self.status in {Status.OFFERED, Status.CONFIRMED}

    def correcting(self, earlier: Reply | None) -> Reply:
        """This reply in the place of an earlier one: it keeps where the fact was known from."""
        return replace(self, on=earlier.on, flows=earlier.flows) if earlier and earlier.flows else self

    def confirmed(self) -> Reply:
        return replace(self, status=Status.CONFIRMED) if self.status == Status.OFFERED else self


UNKNOWN = Reply(Status.UNKNOWN)
PASSED = Reply(Status.PASSED)
Replies = Mapping[str, Reply]


def given(value: Any) -> Reply:
    return Reply(Status.GIVEN, value)


def to_json(reply: Reply) -> dict[str, Any]:
    parts = {"status": reply.status.value, "value": reply.value, "on": reply.on, "flows": dict(reply.flows)}
    return {name: part for name, part in parts.items() if part not in (None, "", {})}


def from_json(raw: Mapping[str, Any] | None) -> Reply:
    """Read a stored reply; anything else counts as passed."""
    if not raw or raw.get("status") not in set(Status):
        return PASSED
    return Reply(Status(raw["status"]), raw.get("value"), str(raw.get("on", "")), raw.get("flows", {}))


def read_reply(question: Question, texts: Sequence[str]) -> Reply:
    """Read what a form posted for a question (one text, or several for several choices). Raises InvalidReply."""
    kept = [text.strip() for text in texts if text.strip()]
    if "unknown" in kept and question.kind != Kind.TEXT:
        return UNKNOWN
    if question.kind == Kind.CHOICES:
        return given(_chosen(question, kept))
    if not kept:
        raise InvalidReply(_ask(question))
    return given(_READERS[question.kind](question, kept[0]))


def _ask(question: Question) -> str:
    if question.kind in {Kind.CHOICE, Kind.YES_NO}:
        return "Touchez une réponse, ou passez la question."
    return "Écrivez une réponse, ou passez la question."


def _chosen(question: Question, keys: list[str]) -> list[str]:
    if "none" in keys:
        return []
    if not keys:
        raise InvalidReply("Touchez une ou plusieurs réponses, « Rien de tout cela », ou passez la question.")
    if any(question.option(key) is None for key in keys):
        raise InvalidReply("Touchez l’une des réponses proposées.")
    return [option.key for option in question.options if option.key in keys]


def _text(question: Question, text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise InvalidReply(f"Raccourcissez votre réponse\u00a0: {LONGEST_TEXT}\u00a0caractères au plus.")
    return text


def _number(question: Question, text: str) -> int | float:
    try:
        number = parse_decimal(text)
    except ValueError:
        raise InvalidReply("Écrivez un nombre, par exemple 12 ou 1,5.") from None
    least = question.least or 0
    if number < Decimal(str(least)) or number > Decimal(str(question.most or LARGEST)):
        raise InvalidReply(_bounds(question))
    value = float(number)
    return int(value) if math.isclose(value, round(value)) and abs(value) < 1e15 else value


def _bounds(question: Question) -> str:
    least = f"{question.least or 0:.10g}".replace(".", ",")
    most = f"{question.most if question.most is not None else float(LARGEST):.10g}".replace(".", ",")
    return f"Écrivez un nombre entre {least} et {most}."


def _choice(question: Question, text: str) -> str:
    if question.option(text) is None:
        raise InvalidReply("Touchez l’une des réponses proposées.")
    return text


def _yes_no(question: Question, text: str) -> bool:
    if text not in {"yes", "no"}:
        raise InvalidReply("Touchez oui ou non.")
    return text == "yes"


def _date(question: Question, text: str) -> str:
    parts = text.replace("/", "-").replace(".", "-").split("-")
    try:
        numbers = [int(part) for part in parts]
        day = date(*numbers) if len(parts[0]) == 4 else date(*reversed(numbers))
    except (TypeError, ValueError):
        raise InvalidReply("Écrivez une date, par exemple 30/06/2017.") from None
    if not 1990 <= day.year <= 2100:
        raise InvalidReply("Vérifiez l’année de cette date.")
    return day.isoformat()


_READERS = {Kind.TEXT: _text, Kind.NUMBER: _number, Kind.CHOICE: _choice, Kind.YES_NO: _yes_no, Kind.DATE: _date}
