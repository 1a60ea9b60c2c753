"""Who answered what, when, and what stood there before; and the answers that a reader may not see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from companies.models import Contact
from diagnostics.asking import AnsweredLine, Asking, in_words
from diagnostics.enums import Level, Origin
from diagnostics.models import Answer, Flow, Questionnaire
from diagnostics.questionnaire.replies import Status, from_json
from diagnostics.questionnaire.schema import Question
from diagnostics.services.questionnaires import schema_of
from symbiose.programmes.models import Membership, Role


@dataclass(frozen=True, slots=True)
class Change:
    """One value that an answer had: « 40 kg, par Mme Garreau, le 3 novembre »."""

    text: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A line of the summary with its story; `hidden`: only the company's chamber reads it."""

    line: AnsweredLine
    changes: list[Change]
    hidden: bool

    @property
    def last(self) -> Change | None:
        return self.changes[0] if self.changes else None


def told_sections(asking: Asking, membership: Membership) -> list[tuple[str, list[ToldLine]]]:
    """Each section with its lines, each line with who answered it and what it said before: two queries."""
    stories = _stories(asking)
    hidden = hidden_questions([asking.questionnaire], membership)
    return [
        (title, [_told(line, stories, hidden, asking.questionnaire) for line in lines])
        for title, lines in asking.summary()
    ]


def _told(
    line: AnsweredLine, stories: dict[str, list[Change]], hidden: set[tuple[int, str]], questionnaire: Questionnaire
) -> ToldLine:
    is_hidden = (questionnaire.pk, line.question.uuid) in hidden
    return ToldLine(line, [] if is_hidden else stories.get(line.question.uuid, []), is_hidden)


def _stories(asking: Asking) -> dict[str, list[Change]]:
    """What each answer said, latest first; what was known beforehand is nobody's word."""
    questions = {question.uuid: question for question in asking.schema.questions()}
    rows = Answer.history.filter(questionnaire_id=asking.questionnaire.pk)
    related = rows.select_related("answered_by", "history_user").order_by("-history_date", "-history_id")
    stories: dict[str, list[Change]] = {}
    for row in related:
        question = questions.get(str(row.question_uuid))
        change = _change(question, row) if question else None
        kept = stories.setdefault(str(row.question_uuid), [])
        if change and (not kept or kept[-1].text != change.text):
            kept.append(change)
        elif change:  # the same words said earlier: the first saying counts
            kept[-1] = change
    return stories


def _change(question: Question, row: Any) -> Change | None:
    reply = from_json(row.value)
    if reply.status == Status.OFFERED:
        return None
    who = row.answered_by or row.history_user
    return Change(in_words(question, reply) or _("passée"), str(who) if who else "", row.answered_at)


def authors_of(questionnaire: Questionnaire) -> list[str]:
    """Who of the company has answered, when they are several; an only one knows it."""
    answered = Answer.objects.filter(questionnaire=questionnaire, answered_by__isnull=False)
    people = Contact.objects.filter(pk__in=answered.values("answered_by")).order_by("last_name", "pk")
    names = [str(person) for person in people]
    return names if len(names) > 1 else []


def hidden_questions(questionnaires: Iterable[Questionnaire], membership: Membership) -> set[tuple[int, str]]:
    """The answers, as (questionnaire, question), whose line is for the company's chamber only: one query.

    An adviser reads them all, since they see their own companies' questionnaires only.
    """
    if membership.role == Role.ADVISER:
        return set()
    closed = Flow.objects.current().filter(level=Level.ADVISER, origin_kind=Origin.QUESTIONNAIRE)
    answers = Answer.objects.filter(questionnaire__in=list(questionnaires), uuid__in=closed.values("origin_uuid"))
    found = answers.values_list("questionnaire", "question_uuid")
    return {(pk, str(question)) for pk, question in found if pk is not None} | _by_question(questionnaires)


def _by_question(questionnaires: Iterable[Questionnaire]) -> set[tuple[int, str]]:
    """A question whose line is for the chamber from the start."""
    return {
        (questionnaire.pk, question.uuid)
        for questionnaire in questionnaires
        for question in schema_of(questionnaire).questions()
        if question.flow and question.flow.level == Level.ADVISER
    }
