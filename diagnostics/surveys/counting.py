"""What a survey lets be read: nothing of fewer than five answers, whole, by company and by question. Pure.

While a survey is open its results go forward by five answers at a time, question by question: else whoever looks
before and after one person has answered would read that person's answer. When it is closed, every answer counts.

« Whole » adds what is shown of each company, and what the companies of fewer than five answers give together, when
these are five or more and the survey is closed: so whole minus the companies shown is nothing, or five answers at
least. Questions are never crossed. Words written by people are shuffled, and never stand beside a company.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from diagnostics.questionnaire.replies import Reply, Status
from diagnostics.questionnaire.schema import Kind, Question, Schema

LEAST_ANSWERS = 5
COUNTED = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.YES_NO, Kind.NUMBER, Kind.TEXT})
DONT_KNOW = "unknown"

# One person's replies by question, and those of the people of one company in the order in which they came.
Sheet = Mapping[str, Reply]
Sheets = Sequence[Sheet]


@dataclass(frozen=True, slots=True)
class Bar:
    """One choice and how many made it. `key` is the option's, « yes » or « no »."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What may be told of one question; `answers` is 0 where fewer than five people answered it."""

    question: Question
    answers: int
    bars: tuple[Bar, ...] = ()
    texts: tuple[str, ...] = ()
    mean: float | None = None
    total: float | None = None

    @property
    def is_shown(self) -> bool:
        return self.answers >= LEAST_ANSWERS

    @property
    def largest(self) -> int:
        return max((bar.count for bar in self.bars), default=0)


def countable(schema: Schema) -> list[Question]:
    """The questions that a survey counts; tables, files and lines are for visits."""
    return [question for question in schema.questions() if question.kind in COUNTED]


def received(sheets: Sheets) -> int:
    """How many answers may be told to have come: none under five."""
    return len(sheets) if len(sheets) >= LEAST_ANSWERS else 0


def results_of_company(schema: Schema, sheets: Sheets, *, closed: bool) -> list[QuestionResult]:
    return [_result(question, _shown(_given(question, sheets), closed=closed)) for question in countable(schema)]


def results_of_whole(schema: Schema, companies: Iterable[Sheets], *, closed: bool) -> list[QuestionResult]:
    groups = list(companies)
    return [
        _result(question, _whole([_given(question, sheets) for sheets in groups], closed=closed))
        for question in countable(schema)
    ]


def _given(question: Question, sheets: Sheets) -> list[Reply]:
    """The replies to one question, « je ne sais pas » among them; those who passed it are not counted.

    Of a number only the figures count: a sum that went forward by one figure and four « je ne sais pas » would
    tell it.
    """
    replies = (sheet.get(question.uuid) for sheet in sheets)
    knows = question.kind == Kind.NUMBER
    return [
        reply for reply in replies if reply and (reply.has_value or (not knows and reply.status == Status.UNKNOWN))
    ]


def _shown(replies: Sequence[Reply], *, closed: bool) -> list[Reply]:
    if len(replies) < LEAST_ANSWERS:
        return []
    return list(replies) if closed else list(replies[: len(replies) // LEAST_ANSWERS * LEAST_ANSWERS])


def _whole(companies: Sequence[Sequence[Reply]], *, closed: bool) -> list[Reply]:
    large = [reply for replies in companies for reply in _shown(replies, closed=closed)]
    if not closed:
        return large  # one answer may move a company out of the small ones, or another answer out of what is shown
    small = [reply for replies in companies if len(replies) < LEAST_ANSWERS for reply in replies]
    return large + _shown(small, closed=closed)


def _result(question: Question, replies: Sequence[Reply]) -> QuestionResult:
    if len(replies) < LEAST_ANSWERS:
        return QuestionResult(question, 0)
    values = [reply.value for reply in replies if reply.has_value]
    unknown = len(replies) - len(values)
    if question.kind == Kind.TEXT:
        texts = [str(value) for value in values if str(value).strip()]
        return QuestionResult(question, len(replies), texts=_shuffled(question, texts))
    if question.kind == Kind.NUMBER:
        return _number(question, len(replies), [float(value) for value in values])
    return QuestionResult(question, len(replies), bars=_bars(question, values, unknown))


def _number(question: Question, answers: int, values: Sequence[float]) -> QuestionResult:
    """Mean and total; never the least nor the most, which are one person's."""
    if len(values) < LEAST_ANSWERS:
        return QuestionResult(question, 0)
    return QuestionResult(question, answers, mean=sum(values) / len(values), total=sum(values))


def _bars(question: Question, values: Sequence[Any], unknown: int) -> tuple[Bar, ...]:
    bars = [Bar(key, label, sum(_chose(value, key) for value in values)) for key, label in _choices(question)]
    if question.kind == Kind.CHOICES:
        bars.append(Bar("none", "Rien de tout cela", sum(value == [] for value in values)))
    if unknown:
        bars.append(Bar(DONT_KNOW, "Je ne sais pas", unknown))
    return tuple(bars)


def _choices(question: Question) -> list[tuple[str, str]]:
    if question.kind == Kind.YES_NO:
        return [("yes", "Oui"), ("no", "Non")]
    return [(option.key, option.label) for option in question.options]


def _chose(value: Any, key: str) -> bool:
    if isinstance(value, bool):
        return key == ("yes" if value else "no")
    return key in value if isinstance(value, list) else value == key


def _shuffled(question: Question, texts: Iterable[str]) -> tuple[str, ...]:
    """The same order at each reading, which is neither that in which they came nor the alphabet's."""
    return tuple(sorted(texts, key=lambda text: sha256(f"{question.uuid}{text}".encode()).digest()))
