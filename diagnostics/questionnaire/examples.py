"""What the answers to one question would give: examples of answers, and the lines that come of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from diagnostics.questionnaire.flows import FlowDraft, drafts
from diagnostics.questionnaire.questions import Column, Kind, Question, Schema, Section
from diagnostics.questionnaire.replies import Reply, given

NUMBER = 12
TEXT = "quelques mots"
DAY = "2030-06-30"


@dataclass(frozen=True, slots=True)
class Example:
    """One answer as it is said, and the lines that it gives; none is an answer that gives no line.

    The example of a table is one of its rows: nothing of it is said.
    """

    answer: str
    lines: tuple[FlowDraft, ...]


def examples(question: Question, others: Schema) -> list[Example]:
    """One example per choice, else one; empty for a question whose answers give no line.

    `others` holds the questions that complete it: a quantity, a date. The condition does not count: the example
    supposes that the question is asked.
    """
    if question.flow is None:
        return []
    helping = [other for other in others.questions() if other.uuid in _completing(question)]
    asked = [replace(entry, condition=None, flow=None) for entry in helping] + [replace(question, condition=None)]
    schema = Schema((Section("", "", tuple(asked)),))
    known = {entry.uuid: given(_value(entry)) for entry in helping}
    return [_example(schema, question, words, reply, known) for words, reply in _answers(question)]


def _completing(question: Question) -> set[str]:
    flow = question.flow
    return {flow.until, flow.contract, flow.quantity} - {""} if flow else set()


def _example(schema: Schema, question: Question, words: str, reply: Reply, known: Mapping[str, Reply]) -> Example:
    lines = drafts(schema, {**known, question.uuid: reply})
    return Example(words, tuple(line for line in lines if line.question == question.uuid))


def _answers(question: Question) -> Iterator[tuple[str, Reply]]:
    if question.kind == Kind.CHOICE:
        yield from ((option.label, given(option.key)) for option in question.options)
    elif question.kind == Kind.CHOICES:
        yield from ((option.label, given([option.key])) for option in question.options)
    elif question.kind == Kind.YES_NO:
        yield "oui", given(True)
        yield "non", given(False)
    elif question.kind == Kind.TABLE:
        yield "", given([{column.key: _cell(column) for column in question.columns}])
    else:
        yield _said(question), given(_value(question))


def _said(question: Question) -> str:
    if question.kind == Kind.NUMBER:
        return f"{NUMBER}\u00a0{question.unit}".strip()
    return TEXT if question.kind == Kind.TEXT else "une date"


def _value(question: Question) -> Any:
    return {Kind.NUMBER: NUMBER, Kind.DATE: DAY, Kind.TEXT: TEXT}.get(question.kind)


def _cell(column: Column) -> Any:
    if column.kind == Kind.CHOICE:
        return column.options[0].key if column.options else ""
    if column.kind == Kind.TEXT:
        return f"({column.label.lower()})"
    return {Kind.NUMBER: NUMBER, Kind.DATE: DAY, Kind.YES_NO: True}[column.kind]
