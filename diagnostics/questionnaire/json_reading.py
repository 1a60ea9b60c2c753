"""Reading the JSON of a template: whatever it holds, plain values come out and what was wrong is told in French.

The JSON comes from the builder, from a file or from another programme: nothing of its shape is taken for granted.
"""

from __future__ import annotations

import math
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from diagnostics.questionnaire.plain_text import plain_line, plain_text
from diagnostics.questionnaire.questions import (
    COLUMN_KINDS,
    DEFAULT_ROWS,
    Column,
    Condition,
    FlowSpec,
    Kind,
    Option,
    Prefill,
    Question,
    Schema,
    Section,
)

MOST_SECTIONS = 40
MOST_QUESTIONS = 200  # the full diagnostic asks about 60
MOST_OPTIONS = 60
MOST_COLUMNS = 12
MOST_ROWS = 100  # with twelve columns, less than DATA_UPLOAD_MAX_NUMBER_FIELDS
MOST_FILES = 10
MOST_WORDS = 30
MOST_FAULTS = 30
LARGEST = 1e12
LONGEST = {"title": 120, "text": 300, "help": 600, "why": 300, "label": 200, "sentence": 200, "description": 300}
SHORTEST_LIMIT = 60
OPTION_FLOW = ("direction", "family", "label", "description", "unit", "period", "level", "ewc_code", "outlet")
REFERENCES = ("until", "contract", "quantity")


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a template from being asked; `question` is the uuid of the question, empty for the whole."""

    question: str
    sentence: str


class Part:
    """An object of the JSON, whatever was there: each value is read with the type that it should have."""

    def __init__(self, raw: Any, faults: list[str]) -> None:
        self.raw: Mapping[str, Any] = raw if isinstance(raw, Mapping) else {}
        self.faults = faults
        if not isinstance(raw, Mapping):
            faults.append("une partie n’est pas lisible.")

    def text(self, name: str) -> str:
        value = self.raw.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.faults.append(f"«\u00a0{name}\u00a0» n’est pas un texte.")
            return ""
        longest = LONGEST.get(name, SHORTEST_LIMIT)
        if len(value) > longest:
            self.faults.append(f"«\u00a0{name}\u00a0» dépasse {longest}\u00a0caractères.")
        return plain_text(value[: longest * 2])[:longest] if name == "help" else plain_line(value[:longest])

    def number(self, name: str) -> float | None:
        value = self.raw.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) <= LARGEST:
            self.faults.append(f"«\u00a0{name}\u00a0» n’est pas un nombre utilisable.")
            return None
        return value if math.isfinite(value) else None

    def count(self, name: str, default: int, most: int) -> int:
        value = self.number(name)
        if value is None:
            return default
        if value != int(value) or not 1 <= value <= most:
            self.faults.append(f"«\u00a0{name}\u00a0» va de 1 à {most}.")
        return min(max(int(value), 1), most)

    def flag(self, name: str, default: bool) -> bool:
        value = self.raw.get(name, default)
        if not isinstance(value, bool):
            self.faults.append(f"«\u00a0{name}\u00a0» n’est ni oui ni non.")
            return default
        return value

    def items(self, name: str, most: int) -> Sequence[Any]:
        value = self.raw.get(name)
        if value is None:
            return ()
        if not isinstance(value, (list, tuple)):
            self.faults.append(f"«\u00a0{name}\u00a0» n’est pas une liste.")
            return ()
        if len(value) > most:
            self.faults.append(f"«\u00a0{name}\u00a0» en compte {len(value)}\u00a0: {most} au plus.")
        return value[:most]

    def words(self, name: str) -> tuple[str, ...]:
        """Short texts; what surrounds them counts: « sst » is not « assister »."""
        found = [word for word in self.items(name, MOST_WORDS) if isinstance(word, str)]
        return tuple(word[:SHORTEST_LIMIT].replace("\x00", "") for word in found)

    def part(self, name: str) -> Part | None:
        value = self.raw.get(name)
        return Part(value, self.faults) if value else None


def read(raw: Any) -> tuple[Schema, list[Fault]]:
    """The questions that could be read, and what could not."""
    faults: list[Fault] = []
    notes: list[str] = []
    whole = Part(raw, notes)
    sections: list[Section] = []
    left = MOST_QUESTIONS
    for entry in whole.items("sections", MOST_SECTIONS):
        section = _section(entry, left, faults)
        left -= len(section.questions)
        sections.append(section)
    faults[:0] = [Fault("", note[:1].upper() + note[1:]) for note in notes]
    return Schema(tuple(sections)), faults


def _section(raw: Any, left: int, faults: list[Fault]) -> Section:
    notes: list[str] = []
    part = Part(raw, notes)
    title = part.text("title")
    entries = part.items("questions", left)
    questions = [_question(entry, title, faults) for entry in entries]
    section = Section(
        uuid=uuid_text(part.raw.get("uuid")),
        title=title,
        questions=tuple(question for question in questions if question),
        help=part.text("help"),
    )
    faults += [Fault("", f"«\u00a0{title}\u00a0»\u00a0: {note}") for note in notes]
    return section


def _question(raw: Any, section: str, faults: list[Fault]) -> Question | None:
    notes: list[str] = []
    part = Part(raw, notes)
    key, text, kind = uuid_text(part.raw.get("uuid")), part.text("text"), _kind(part, notes)
    question = _read_question(part, kind, key, text, section) if kind else None
    if not key:
        notes.append("son identifiant n’est pas un UUID.")
    faults += [Fault(key, f"«\u00a0{text}\u00a0»\u00a0: {note}") for note in notes]
    return question if key else None


def _read_question(part: Part, kind: Kind, key: str, text: str, section: str) -> Question:
    flow, condition, prefill = part.part("flow"), part.part("condition"), part.part("prefill")
    return Question(
        uuid=key,
        kind=kind,
        text=text,
        section=section,
        help=part.text("help"),
        why=part.text("why"),
        required=part.flag("required", False),
        unit=part.text("unit"),
        least=part.number("least"),
        most=part.number("most"),
        options=_options(part),
        columns=_columns(part),
        rows=part.count("rows", DEFAULT_ROWS, MOST_ROWS),
        accept=part.text("accept") or "photo",
        most_files=part.count("most_files", 5, MOST_FILES),
        directions=part.words("directions"),
        families=part.words("families"),
        condition=_condition(condition) if condition else None,
        flow=_flow(flow) if flow else None,
        prefill=_prefill(prefill) if prefill else None,
    )


def _kind(part: Part, notes: list[str]) -> Kind | None:
    value = part.raw.get("kind")
    if isinstance(value, str) and value in set(Kind):
        return Kind(value)
    notes.append(f"le type «\u00a0{plain_line(str(value)[:20])}\u00a0» est inconnu.")
    return None


def _options(part: Part) -> tuple[Option, ...]:
    return tuple(_option(Part(entry, part.faults)) for entry in part.items("options", MOST_OPTIONS))


def _option(part: Part) -> Option:
    changes = part.part("flow")
    flow = {name: changes.text(name) for name in OPTION_FLOW if name in changes.raw} if changes else {}
    return Option(
        key=part.text("key"),
        label=part.text("label"),
        quantity=part.number("quantity"),
        least=part.number("least"),
        most=part.number("most"),
        words=part.words("words"),
        gives_flow=part.flag("gives_flow", True),
        flow={name: value for name, value in flow.items() if value},
    )


def _columns(part: Part) -> tuple[Column, ...]:
    return tuple(_column(Part(entry, part.faults)) for entry in part.items("columns", MOST_COLUMNS))


def _column(part: Part) -> Column:
    kind = _kind(part, part.faults) or Kind.TEXT
    if kind not in COLUMN_KINDS:
        part.faults.append("une colonne est un texte, un nombre, un choix, une date ou un oui/non.")
        kind = Kind.TEXT
    return Column(
        key=part.text("key"),
        label=part.text("label"),
        kind=kind,
        unit=part.text("unit"),
        required=part.flag("required", False),
        least=part.number("least"),
        most=part.number("most"),
        options=_options(part),
    )


def _condition(part: Part) -> Condition:
    among = part.items("among", MOST_OPTIONS)
    return Condition(
        question=uuid_text(part.raw.get("question")),
        among=tuple(value for value in among if isinstance(value, (str, bool, int))),
    )


def _flow(part: Part) -> FlowSpec:
    columns = part.part("columns")
    return FlowSpec(
        direction=part.text("direction"),
        family=part.text("family"),
        label=part.text("label"),
        unit=part.text("unit"),
        period=part.text("period"),
        level=part.text("level") or "chambers",
        ewc_code=part.text("ewc_code"),
        outlet=part.text("outlet"),
        **{name: uuid_text(part.raw.get(name)) or part.text(name) for name in REFERENCES},
        columns={_short(name): columns.text(_short(name)) for name in list(columns.raw)[:30]} if columns else {},
    )


def _prefill(part: Part) -> Prefill:
    return Prefill(
        company=part.text("company"),
        direction=part.text("direction"),
        families=part.words("families"),
        words=part.words("words"),
        sentence=part.text("sentence"),
    )


def _short(name: Any) -> str:
    return str(name)[:SHORTEST_LIMIT]


def uuid_text(value: Any) -> str:
    """A uuid as answers write it; empty for anything else."""
    try:
        return str(uuid.UUID(value)) if isinstance(value, str) else ""
    except ValueError:
        return ""
