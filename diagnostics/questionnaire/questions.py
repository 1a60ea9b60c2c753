"""What a questionnaire asks: sections, questions and what their answers become, as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """The kinds of question."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes_no"
    DATE = "date"
    CHOICES = "choices"
    TABLE = "table"
    FILE = "file"
    FLOWS = "flows"  # answered by the lines of the company themselves


COLUMN_KINDS = frozenset({Kind.TEXT, Kind.NUMBER, Kind.CHOICE, Kind.DATE, Kind.YES_NO})
CONDITION_KINDS = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.YES_NO})
DEFAULT_ROWS = 20
ROW = "row"  # where a row of a table keeps the name by which its line is found again


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
    flow: Mapping[str, Any] = field(default_factory=dict)  # texts, by field of the flow


@dataclass(frozen=True, slots=True)
class Condition:
    """Ask only when an earlier question was answered with one of these values."""

    question: str
    among: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class FlowSpec:
    """The flow that an answer becomes. `until`, `contract`, `quantity`: uuids of the questions that complete it.

    A table gives one flow per row: `columns` says which column fills which field of the flow.
    """

    direction: str
    family: str
    label: str = ""
    unit: str = ""
    period: str = ""
    level: str = "chambers"
    ewc_code: str = ""
    outlet: str = ""
    until: str = ""
    contract: str = ""
    quantity: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prefill:
    """Where the answer may be known from: a field of the company, or a flow recorded at the visit."""

    company: str = ""
    direction: str = ""
    families: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: a small question asked of each row."""

    key: str
    label: str
    kind: Kind
    unit: str = ""
    required: bool = False
    least: float | None = None
    most: float | None = None
    options: tuple[Option, ...] = ()

    def option(self, key: object) -> Option | None:
        return next((option for option in self.options if option.key == key), None)


@dataclass(frozen=True, slots=True)
class Question:
    uuid: str
    kind: Kind
    text: str
    section: str
    help: str = ""
    why: str = ""
    required: bool = False
    unit: str = ""
    least: float | None = None
    most: float | None = None
    options: tuple[Option, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: int = DEFAULT_ROWS
    accept: str = "photo"
    most_files: int = 5
    directions: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    condition: Condition | None = None
    flow: FlowSpec | None = None
    prefill: Prefill | None = None

    def option(self, key: object) -> Option | None:
        return next((option for option in self.options if option.key == key), None)

    def column(self, key: object) -> Column | None:
        return next((column for column in self.columns if column.key == key), None)


@dataclass(frozen=True, slots=True)
class Section:
    uuid: str
    title: str
    questions: tuple[Question, ...]
    help: str = ""


@dataclass(frozen=True, slots=True)
class Schema:
    sections: tuple[Section, ...]

    def questions(self) -> Iterator[Question]:
        for section in self.sections:
            yield from section.questions

    def question(self, question_uuid: str) -> Question | None:
        return next((question for question in self.questions() if question.uuid == question_uuid), None)
