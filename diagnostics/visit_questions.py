"""The questions of a visit as its page shows them: by section, with what is answered and what stays to ask."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from diagnostics.answered import readable_replies, schema_of
from diagnostics.asking import in_words
from diagnostics.attachments.places import Place
from diagnostics.attachments.strips import Item, Strip, accepted, staff_addresses
from diagnostics.lines import LineRow, rows_of
from diagnostics.models import Attachment, Diagnostic, Flow
from diagnostics.offline.answer_target import read_sent
from diagnostics.questionnaire.path import applicable, is_settled
from diagnostics.questionnaire.questions import ROW, Column, Kind, Question, Section
from diagnostics.questionnaire.reading import InvalidReply
from diagnostics.questionnaire.replies import Replies, Reply, Status, to_json
from symbiose.programmes.models import Membership

SPARE_ROWS = 1
UNKNOWN, PASSED = "unknown", "pass"


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Cell:
    column: Column
    value: str
    choices: list[Choice]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    number: int
    key: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Fault:
    """What was typed and could not be kept, and why."""

    typed: Any
    message: str
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on the page. `value` is what its inputs hold; `base` the reply that the page was drawn with."""

    question: Question
    value: Any
    gesture: str
    base: str
    applies: bool
    settled: bool
    words: str
    fault: Fault | None = None
    strip: Strip | None = None
    lines: tuple[LineRow, ...] = ()

    @property
    def name(self) -> str:
        return f"q-{self.question.uuid}"

    @property
    def shape(self) -> str:
        return {Kind.CHOICES: "list", Kind.TABLE: "table"}.get(self.question.kind, "")

    @property
    def unit(self) -> str:
        return {"m2": "m²", "m3": "m³"}.get(self.question.unit, self.question.unit)

    @property
    def one_direction(self) -> str:
        return self.question.directions[0] if len(self.question.directions) == 1 else ""

    @property
    def one_family(self) -> str:
        return self.question.families[0] if len(self.question.families) == 1 else ""

    @property
    def new_line_uuid(self) -> uuid.UUID:
        return uuid.uuid4()

    @property
    def among(self) -> str:
        """The answers on which it depends, for the script that shows and hides it."""
        condition = self.question.condition
        return json.dumps([_posted_scalar(value) for value in condition.among]) if condition else ""

    @property
    def choices(self) -> list[Choice]:
        chosen = self.value if isinstance(self.value, list) else [self.value]
        return [Choice(value, label, value in chosen) for value, label in _options(self.question)]

    @property
    def says_none(self) -> bool:
        return bool(self.value == ["none"])

    @property
    def rows(self) -> list[TableRow]:
        """The rows of a table that hold something, and a spare one."""
        filled = [row for row in self.value if isinstance(row, Mapping)] if isinstance(self.value, list) else []
        spare = SPARE_ROWS if filled else 2
        texts = [*filled, *({} for _n in range(spare))][: max(self.question.rows, len(filled))]
        return [self._row(number, row) for number, row in enumerate(texts)]

    def _row(self, number: int, row: Mapping[str, Any]) -> TableRow:
        cells = [
            Cell(
                column,
                str(row.get(column.key, "")),
                _cell_choices(column, str(row.get(column.key, ""))),
                self.fault.cells.get(f"{number}-{column.key}", "") if self.fault else "",
            )
            for column in self.question.columns
        ]
        return TableRow(number, str(row.get(ROW, "")) or f"r-{uuid.uuid4().hex[:8]}", cells)


@dataclass(frozen=True, slots=True)
class AskedSection:
    section: Section
    questions: list[Asked]
    is_open: bool

    @property
    def total(self) -> int:
        return sum(asked.applies for asked in self.questions)

    @property
    def settled(self) -> int:
        return sum(asked.applies and asked.settled for asked in self.questions)

    @property
    def shown(self) -> list[Asked]:
        """The questions that apply, for whoever only reads."""
        return [asked for asked in self.questions if asked.applies]


class VisitQuestions:
    """The questions of one visit, read once: template, answers, lines and files."""

    def __init__(
        self,
        diagnostic: Diagnostic,
        membership: Membership,
        *,
        faults: Mapping[str, Fault] | None = None,
        can_write: bool = True,
        opened: str = "",
    ) -> None:
        self.diagnostic, self.membership, self.can_write = diagnostic, membership, can_write
        self.schema = schema_of(diagnostic)
        self.replies: Replies = readable_replies(diagnostic)
        self.faults = faults or {}
        self.opened = opened
        self._applying = {question.uuid for question in applicable(self.schema, self.replies)}
        self._lines: list[LineRow] | None = None

    @property
    def total(self) -> int:
        return len(self._applying)

    @property
    def settled(self) -> int:
        return sum(is_settled(question, self.replies) for question in applicable(self.schema, self.replies))

    def sections(self) -> list[AskedSection]:
        files = self._files()
        sections = [
            (section, [self._asked(question, files) for question in section.questions])
            for section in self.schema.sections
        ]
        opened = self.opened or next(iter(_unsettled(sections)), "")
        return [AskedSection(section, asked, section.uuid == opened) for section, asked in sections]

    def _asked(self, question: Question, files: Mapping[str, list[Attachment]]) -> Asked:
        reply = self.replies.get(question.uuid)
        fault = self.faults.get(question.uuid)
        value, gesture = (fault.typed, "") if fault else posted_value(question, reply)
        return Asked(
            question=question,
            value=value,
            gesture=gesture,
            base=json.dumps(to_json(reply) if reply else None),
            applies=question.uuid in self._applying,
            settled=is_settled(question, self.replies),
            words=_words(question, reply),
            fault=fault,
            strip=self._strip(question, files) if question.kind == Kind.FILE else None,
            lines=tuple(self._lines_of(question)) if question.kind == Kind.FLOWS else (),
        )

    def _files(self) -> dict[str, list[Attachment]]:
        """What is joined to each question, in one reading."""
        found: dict[str, list[Attachment]] = {}
        if any(question.kind == Kind.FILE for question in self.schema.questions()):
            joined = Attachment.objects.kept().visible_to(self.membership).filter(diagnostic=self.diagnostic)
            for attachment in joined.filter(question_uuid__isnull=False).select_related("flow", "diagnostic"):
                found.setdefault(str(attachment.question_uuid), []).append(attachment)
        return found

    def _strip(self, question: Question, files: Mapping[str, list[Attachment]]) -> Strip:
        place = Place(self.diagnostic.company, self.diagnostic, question_uuid=question.uuid)  # type: ignore[arg-type]
        slug = self.membership.programme.slug
        items = [
            Item(attachment, staff_addresses(attachment, slug, can_change=self.can_write))
            for attachment in files.get(question.uuid, [])
        ]
        action = reverse("attachments:create", args=[slug]) if self.can_write else ""
        return Strip(key=place.key, items=items, action=action, fields=place.fields, accept=accepted(question))

    def _lines_of(self, question: Question) -> Iterator[LineRow]:
        """The lines of the company that answer a question about lines."""
        if self._lines is None:
            company = self.diagnostic.company
            flows = Flow.objects.visible_to(self.membership).current().filter(company=company).order_by("pk")
            self._lines = rows_of(flows, company)
        for row in self._lines:
            of_side = not question.directions or row.flow.direction in question.directions
            if of_side and (not question.families or row.flow.family in question.families):
                yield row


def posted_value(question: Question, reply: Reply | None) -> tuple[Any, str]:
    """A reply as the inputs of its question hold it, and the gesture that stands in the place of a value."""
    if reply is None:
        return _nothing(question), ""
    if reply.status == Status.UNKNOWN:
        return _nothing(question), UNKNOWN
    if not reply.has_value:
        return _nothing(question), PASSED if reply.status == Status.PASSED else ""
    if question.kind in {Kind.CHOICES, Kind.TABLE} and reply.value == []:
        return ["none"], ""
    if question.kind == Kind.TABLE:
        return [{key: _posted_scalar(cell) for key, cell in row.items()} for row in reply.value], ""
    if isinstance(reply.value, list):
        return [str(part) for part in reply.value], ""
    return _posted_scalar(reply.value), ""


def _nothing(question: Question) -> Any:
    return [] if question.kind in {Kind.CHOICES, Kind.TABLE, Kind.FILE} else ""


def _posted_scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.12g}".replace(".", ",") if isinstance(value, float) else str(value)


def words_of_json(question: Question, value: Any) -> str:
    """A sent or stored value of an answer as one reads it; what cannot be read, as it was sent."""
    try:
        reply = read_sent(question, value)
    except InvalidReply:
        return str(value)
    return _words(question, reply) if reply else ""


def _words(question: Question, reply: Reply | None) -> str:
    """An answer as one reads it; files and lines are shown themselves."""
    if reply is None or not reply.has_value:
        return in_words(question, reply)
    return "" if question.kind == Kind.FILE else in_words(question, reply)


def _options(question: Question) -> list[tuple[str, str]]:
    if question.kind == Kind.YES_NO:
        return [("yes", _("Oui")), ("no", _("Non"))]
    if question.kind == Kind.FLOWS:
        return [("yes", _("Tout est noté")), ("no", _("Rien à noter"))]
    options = [(option.key, option.label) for option in question.options]
    return [*options, ("none", _("Rien de tout cela"))] if question.kind == Kind.CHOICES else options


def _cell_choices(column: Column, value: str) -> list[Choice]:
    if column.kind == Kind.YES_NO:
        pairs: Iterable[tuple[str, str]] = [("yes", _("Oui")), ("no", _("Non"))]
    else:
        pairs = [(option.key, option.label) for option in column.options]
    return [Choice(key, label, key == value) for key, label in pairs]


def _unsettled(sections: Iterable[tuple[Section, list[Asked]]]) -> Iterator[str]:
    """The sections where something stays to ask, then the first one."""
    known = list(sections)
    for section, questions in known:
        if any(asked.applies and not asked.settled for asked in questions):
            yield section.uuid
    yield from (section.uuid for section, _questions in known[:1])
