"""The path through a questionnaire: which questions apply, where one stands, what comes next, how long it takes."""

from __future__ import annotations

import math
from dataclasses import dataclass

from diagnostics.questionnaire.replies import Replies, Status
from diagnostics.questionnaire.schema import Kind, Question, Schema

# An estimate in seconds, reading included: a tap is quick, what must be looked for or typed is not.
SECONDS = {
    Kind.CHOICE: 9,
    Kind.YES_NO: 7,
    Kind.CHOICES: 13,
    Kind.NUMBER: 14,
    Kind.DATE: 14,
    Kind.TEXT: 25,
    Kind.TABLE: 120,
    Kind.FILE: 45,
    Kind.FLOWS: 180,
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a company is. `settled` counts questions replied, passed or known already."""

    total: int
    settled: int
    prefilled: int
    remaining: int
    minutes: int
    resume_at: str  # the first question left, "" when none is
    resume_number: int

    @property
    def finished(self) -> bool:
        return self.remaining == 0


def applicable(schema: Schema, replies: Replies) -> list[Question]:
    """The questions to ask, in order: those whose condition holds, itself on an applicable question."""
    kept: list[Question] = []
    uuids: set[str] = set()
    for question in schema.questions():
        if _holds(question, replies, uuids):
            kept.append(question)
            uuids.add(question.uuid)
    return kept


def _holds(question: Question, replies: Replies, kept: set[str]) -> bool:
    condition = question.condition
    if condition is None:
        return True
    reply = replies.get(condition.question)
    if condition.question not in kept or reply is None or not reply.has_value:
        return False
    values = reply.value if isinstance(reply.value, list) else [reply.value]
    return any(value == wanted and type(value) is type(wanted) for value in values for wanted in condition.among)


def progress(schema: Schema, replies: Replies) -> Progress:
    """Where a company stands; the minutes are those of the questions left, at least one."""
    questions = applicable(schema, replies)
    left = [question for question in questions if not is_settled(question, replies)]
    numbers = {question.uuid: number for number, question in enumerate(questions, start=1)}
    return Progress(
        total=len(questions),
        settled=len(questions) - len(left),
        prefilled=sum(1 for question in questions if _is_offered(question, replies)),
        remaining=len(left),
        minutes=_minutes(left),
        resume_at=left[0].uuid if left else "",
        resume_number=numbers[left[0].uuid] if left else len(questions),
    )


def number_of(schema: Schema, replies: Replies, question_uuid: str) -> int:
    """The number of a question on the screen, 0 for one that does not apply."""
    uuids = [question.uuid for question in applicable(schema, replies)]
    return uuids.index(question_uuid) + 1 if question_uuid in uuids else 0


def next_question(schema: Schema, replies: Replies, after: str) -> Question | None:
    """The next question left after this one, else the first one left before it."""
    questions = applicable(schema, replies)
    uuids = [question.uuid for question in questions]
    start = uuids.index(after) + 1 if after in uuids else 0
    ahead = questions[start:] + questions[:start]
    return next((question for question in ahead if not is_settled(question, replies)), None)


def previous_question(schema: Schema, replies: Replies, before: str) -> Question | None:
    """The question shown before this one: known facts are passed over, they are confirmed elsewhere."""
    shown = [q for q in applicable(schema, replies) if q.uuid == before or not _is_offered(q, replies)]
    uuids = [question.uuid for question in shown]
    at = uuids.index(before) if before in uuids else 0
    return shown[at - 1] if at > 0 else None


def facts_to_confirm(schema: Schema, replies: Replies, question: Question) -> list[Question]:
    """The known facts offered on the screen of a question: those not confirmed yet that come just before it."""
    offered: list[Question] = []
    for candidate in applicable(schema, replies):
        if candidate.uuid == question.uuid:
            return offered
        if _is_offered(candidate, replies):
            offered.append(candidate)
        elif not is_settled(candidate, replies) or candidate.section != question.section:
            offered = []
    return []


def is_settled(question: Question, replies: Replies) -> bool:
    """Whether a question need not be asked: replied, passed, or known. What is known of several choices is
    ticked beforehand, and asked all the same: there may be more. A required question cannot be passed."""
    reply = replies.get(question.uuid)
    if reply is None or reply.status == Status.STALE or (question.required and reply.status == Status.PASSED):
        return False
    return not (reply.status == Status.OFFERED and question.kind == Kind.CHOICES)


def required_left(schema: Schema, replies: Replies) -> list[Question]:
    """The questions without which the answers are not complete: « je ne sais pas » is an answer."""
    return [q for q in applicable(schema, replies) if q.required and not is_settled(q, replies)]


def _is_offered(question: Question, replies: Replies) -> bool:
    reply = replies.get(question.uuid)
    return reply is not None and reply.status == Status.OFFERED and question.kind != Kind.CHOICES


def _minutes(questions: list[Question]) -> int:
    return max(1, math.ceil(sum(SECONDS[question.kind] for question in questions) / 60)) if questions else 0
