"""The questions as one page for an employee, and what is read of it when it comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from diagnostics.asking import Row, rows_of
from diagnostics.questionnaire.path import applicable
from diagnostics.questionnaire.replies import InvalidReply, Reply, read_reply, to_json
from diagnostics.questionnaire.schema import Kind, Question, Schema
from diagnostics.surveys.counting import DONT_KNOW, countable

MOST_TEXTS = 30  # of one question


@dataclass(frozen=True, slots=True)
class Field:
    """One question of the page, with what was ticked or typed and what is wrong with it."""

    question: Question
    name: str
    rows: list[Row]
    typed: str = ""
    fault: str = ""
    only_if: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What came back: replies that can be kept, and faults by question."""

    replies: Mapping[str, Reply] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, list[str]] = field(default_factory=dict)

    def to_keep(self, schema: Schema) -> dict[str, object]:
        """The replies to the questions that apply, as JSON; what a hidden condition leaves out is not kept."""
        asked = {question.uuid for question in applicable(schema, self.replies)}
        return {key: to_json(reply) for key, reply in self.replies.items() if key in asked}


def name_of(question: Question) -> str:
    return f"q-{question.uuid}"


def read_sheet(schema: Schema, posted: QueryDict) -> Sheet:
    """Read a whole page: a question left blank is passed, unless it is required."""
    replies: dict[str, Reply] = {}
    faults: dict[str, str] = {}
    typed: dict[str, list[str]] = {}
    for question in countable(schema):
        texts = [text for text in posted.getlist(name_of(question))[:MOST_TEXTS] if text.strip()]
        typed[question.uuid] = texts
        if texts:
            try:
                replies[question.uuid] = read_reply(question, texts)
            except InvalidReply as fault:
                faults[question.uuid] = str(fault)
    missing = [q for q in applicable(schema, replies) if q.required and q.uuid not in {*replies, *faults}]
    faults |= {question.uuid: _("Répondez à cette question.") for question in missing if question in countable(schema)}
    return Sheet(replies, faults, typed)


def fields_of(schema: Schema, sheet: Sheet | None = None) -> list[tuple[str, str, list[Field]]]:
    """The page: each section's title, help and questions."""
    kept = sheet or Sheet()
    shown = {question.uuid for question in countable(schema)}
    sections = []
    for section in schema.sections:
        fields = [_field(schema, question, kept) for question in section.questions if question.uuid in shown]
        if fields:
            sections.append((section.title, section.help, fields))
    return sections


def _field(schema: Schema, question: Question, sheet: Sheet) -> Field:
    typed = sheet.typed.get(question.uuid, [])
    # Every question may be left blank: « je ne sais pas » would only make the page longer.
    offered = (row for row in rows_of(question, None) if row.value != DONT_KNOW)
    rows = [Row(row.value, row.label, row.value in typed) for row in offered]
    return Field(
        question=question,
        name=name_of(question),
        rows=rows if question.kind not in {Kind.TEXT, Kind.NUMBER} else [],
        typed=typed[0] if typed else "",
        fault=sheet.faults.get(question.uuid, ""),
        only_if=_only_if(schema, question),
    )


def _only_if(schema: Schema, question: Question) -> str:
    """« Seulement si vous avez répondu « Oui » plus haut »: without a script every question is on the page."""
    condition = question.condition
    earlier = schema.question(condition.question) if condition else None
    if condition is None or earlier is None:
        return ""
    words = [_said(earlier, value) for value in condition.among]
    return _(" ou ").join(f"« {word} »" for word in words if word)


def _said(question: Question, value: object) -> str:
    if isinstance(value, bool):
        return _("Oui") if value else _("Non")
    option = question.option(value)
    return option.label if option else ""
