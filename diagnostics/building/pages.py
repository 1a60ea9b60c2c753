"""What the pages of the builder show of a template: its questions as rows, its length, what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from diagnostics.building.words import condition_words, example_words, kind_name, unit_name
from diagnostics.models import Template
from diagnostics.questionnaire.editing import digest, questions_of, sections_of
from diagnostics.questionnaire.examples import examples
from diagnostics.questionnaire.path import progress
from diagnostics.questionnaire.questions import Kind, Question, Schema
from diagnostics.questionnaire.schema import find_faults, read_schema

MANY_FOR_A_PHONE = 25
SHOWN_LINES = 3


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question on the page of its template. `digest` names what its reader has seen of it."""

    uuid: str
    number: int
    text: str
    kind: str
    unit: str
    condition: str
    lines: tuple[str, ...]
    more_lines: int
    faults: tuple[str, ...]
    digest: str
    question: Question | None
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class SectionRow:
    uuid: str
    title: str
    help: str
    digest: str
    questions: tuple[QuestionRow, ...] = field(default_factory=tuple)


class Outline:
    """A version of a template, read once."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self.schema: Schema = read_schema(template.schema)
        self._read = {question.uuid: question for question in self.schema.questions()}

    @property
    def count(self) -> int:
        return len(questions_of(self.template.schema))

    @cached_property
    def minutes(self) -> int:
        """How long it takes to somebody who is asked every question that has no condition, and knows nothing."""
        return progress(self.schema, {}).minutes

    @cached_property
    def always_asked(self) -> int:
        return progress(self.schema, {}).total

    @property
    def too_long(self) -> bool:
        """A questionnaire that companies fill alone is answered when it has at most 25 questions."""
        return self.template.kind == Template.Kind.QUESTIONNAIRE and self.count > MANY_FOR_A_PHONE

    @cached_property
    def faults(self) -> dict[str, list[str]]:
        """What keeps it from being published, by question; the empty key is for the whole."""
        found: dict[str, list[str]] = {}
        for fault in find_faults(self.template.schema):
            asked = self._read.get(fault.question)
            found.setdefault(fault.question, []).append(_beside(fault.sentence, asked))
        return found

    @property
    def faults_of_all(self) -> list[str]:
        known = {question["uuid"] for question in questions_of(self.template.schema)}
        return [sentence for uuid, found in self.faults.items() if uuid not in known for sentence in found]

    @cached_property
    def fault_count(self) -> int:
        return sum(len(found) for found in self.faults.values())

    @cached_property
    def sections(self) -> list[SectionRow]:
        rows, number = [], 0
        for section in sections_of(self.template.schema):
            questions = []
            for raw in section.get("questions", []):
                number += 1
                questions.append(self._row(raw, number))
            rows.append(_section(section, questions))
        return rows

    def _row(self, raw: Mapping[str, Any], number: int) -> QuestionRow:
        question = self._read.get(str(raw.get("uuid", "")))
        lines = [example_words(example) for example in examples(question, self.schema)] if question else []
        return QuestionRow(
            uuid=str(raw.get("uuid", "")),
            number=number,
            text=str(raw.get("text", "")) or _("Question sans texte"),
            kind=kind_name(str(raw.get("kind", ""))),
            unit=unit_name(question.unit) if question and question.kind == Kind.NUMBER else "",
            condition=condition_words(question, self.schema) if question else "",
            lines=tuple(lines[:SHOWN_LINES]),
            more_lines=max(0, len(lines) - SHOWN_LINES),
            faults=tuple(self.faults.get(str(raw.get("uuid", "")), ())),
            digest=digest(raw),
            question=question,
            is_first=number == 1,
            is_last=number == self.count,
        )


def _section(raw: Mapping[str, Any], questions: list[QuestionRow]) -> SectionRow:
    title, words = str(raw.get("title", "")), str(raw.get("help", ""))
    return SectionRow(str(raw.get("uuid", "")), title, words, digest(raw), tuple(questions))


def _beside(sentence: str, question: Question | None) -> str:
    """A fault as it reads beside its question: without the question's text, which stands there already."""
    words = sentence.removeprefix(f"«\u00a0{question.text}\u00a0»\u00a0: ") if question else sentence
    return words[:1].upper() + words[1:]
