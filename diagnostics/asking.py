"""A question as a screen shows it, for the company's phone and for a call taken by the staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from diagnostics.answered import replies_of, schema_of
from diagnostics.models import Questionnaire
from diagnostics.questionnaire.path import applicable, facts_to_confirm, number_of, previous_question, progress
from diagnostics.questionnaire.replies import Replies, Reply, Status
from diagnostics.questionnaire.schema import Kind, Question, Schema
from symbiose.ui.french import amount, date_fr

SHOWN_FACTS = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One row that can be tapped."""

    value: str
    label: str
    checked: bool


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact offered for confirmation: « D’après votre visite du 7 juin, vous êtes 14 salariés. »"""

    question: Question
    source: str
    claim: str
    value: str


@dataclass(frozen=True, slots=True)
class AnsweredLine:
    """One line of the summary."""

    question: Question
    text: str
    is_known: bool


class Asking:
    """A questionnaire being answered: its schema and replies read once, and what each screen needs of them."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.schema: Schema = schema_of(questionnaire)
        self.replies: Replies = replies_of(questionnaire)
        self.progress = progress(self.schema, self.replies)

    @property
    def saved_at(self) -> datetime | None:
        """When an answer was last kept; what was known beforehand is no answer."""
        answers = self.questionnaire.answers.all()
        moments = [a.answered_at for a in answers if self.replies[str(a.question_uuid)].status != Status.OFFERED]
        return max(moments, default=None)

    def screen(self, question: Question, typed: list[str] | None = None) -> dict[str, Any]:
        """What the screen of one question shows; `typed` is what was posted and could not be read."""
        previous = previous_question(self.schema, self.replies, question.uuid)
        reply = self.replies.get(question.uuid)
        return {
            "question": question,
            "number": number_of(self.schema, self.replies, question.uuid),
            "progress": self.progress,
            "rows": rows_of(question, reply),
            "typed": (typed or [""])[0] if typed is not None else written(question, reply),
            "previous": previous,
            "facts": self.facts(question),
            "is_known": reply is not None and reply.is_known_fact,
        }

    def facts(self, question: Question) -> list[KnownFact]:
        offered = facts_to_confirm(self.schema, self.replies, question)[:SHOWN_FACTS]
        return [known_fact(fact, self.replies[fact.uuid]) for fact in offered]

    def summary(self) -> list[tuple[str, list[AnsweredLine]]]:
        """Every applicable question with what is answered, by section."""
        sections: dict[str, list[AnsweredLine]] = {}
        for question in applicable(self.schema, self.replies):
            reply = self.replies.get(question.uuid)
            known = reply is not None and reply.is_known_fact
            sections.setdefault(question.section, []).append(AnsweredLine(question, in_words(question, reply), known))
        return list(sections.items())


def rows_of(question: Question, reply: Reply | None) -> list[Row]:
    """The rows of a question, « Je ne sais pas » last; none for what is written."""
    value = reply.value if reply and reply.has_value else None
    chosen = value if isinstance(value, list) else [value]
    rows = [Row(option.key, option.label, option.key in chosen) for option in question.options]
    if question.kind == Kind.YES_NO:
        rows = [Row("yes", _("Oui"), value is True), Row("no", _("Non"), value is False)]
    if question.kind == Kind.CHOICES:
        rows.append(Row("none", _("Rien de tout cela"), value == []))
    if rows:
        rows.append(Row("unknown", _("Je ne sais pas"), reply is not None and reply.status == Status.UNKNOWN))
    return rows


def written(question: Question, reply: Reply | None) -> str:
    """A value as its field shows it."""
    if reply is None or not reply.has_value or isinstance(reply.value, (bool, list)) or reply.value is None:
        return ""
    return str(reply.value).replace(".", ",") if question.kind == Kind.NUMBER else str(reply.value)


def known_fact(question: Question, reply: Reply) -> KnownFact:
    day = date_fr(date.fromisoformat(reply.on), year=False) if reply.on else ""
    source = _("D’après votre visite du %(day)s") % {"day": day} if day else _("D’après ce que nous savons")
    sentence = question.prefill.sentence if question.prefill else ""
    claim = sentence.replace("{value}", "").strip() if sentence else question.text
    return KnownFact(question, source, claim, in_words(question, reply))


def in_words(question: Question, reply: Reply | None) -> str:
    """An answer as one reads it; empty for a question that was not answered."""
    if reply is None or reply.status == Status.PASSED:
        return ""
    if reply.status == Status.UNKNOWN:
        return _("Je ne sais pas")
    return _WORDS[question.kind](question, reply.value)


def _chosen(question: Question, value: Any) -> str:
    labels = [option.label for option in question.options if option.key in (value or [])]
    return ", ".join(labels) if labels else _("Rien de tout cela")


def _option(question: Question, value: Any) -> str:
    option = question.option(value)
    return option.label if option else ""


def _number(question: Question, value: Any) -> str:
    unit = {"m2": "m²", "m3": "m³"}.get(question.unit, question.unit)
    return amount(value, unit)


_WORDS = {
    Kind.TEXT: lambda question, value: str(value),
    Kind.NUMBER: _number,
    Kind.CHOICE: _option,
    Kind.YES_NO: lambda question, value: _("Oui") if value else _("Non"),
    Kind.DATE: lambda question, value: date_fr(date.fromisoformat(value)),
    Kind.CHOICES: _chosen,
}
