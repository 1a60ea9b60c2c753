"""A question as a screen shows it, for the company's phone and for a call taken by the staff."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from diagnostics.answered import replies_of, schema_of
from diagnostics.asked_tables import grid_of, table_in_words
from diagnostics.models import Questionnaire
from diagnostics.questionnaire.path import (
    applicable,
    facts_to_confirm,
    number_of,
    previous_question,
    progress,
    required_left,
)
from diagnostics.questionnaire.replies import Replies, Reply, Status
from diagnostics.questionnaire.schema import Kind, Question, Schema
from symbiose.ui.french import amount, date_fr

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SHOWN_FACTS = 2
BEFOREHAND = {Status.OFFERED, Status.STALE}
ALL_NOTED, NOTHING_TO_NOTE = gettext_lazy("Tout est noté"), gettext_lazy("Rien à noter")


@dataclass(frozen=True, slots=True)
class Row:
    """One row that can be tapped."""

    value: str
    label: str | _StrPromise
    checked: bool


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact offered for confirmation: « D’après votre visite du 7 juin, vous êtes 14 salariés. »"""

    question: Question
    source: str
    claim: str
    value: str


@dataclass(frozen=True, slots=True)
class EarlierFact:
    """What was said so long ago that it is asked again: « Le 7 juin 2024, vous disiez : 14. »"""

    day: str
    value: str
    may_stand: bool


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
        replies = ((answer.answered_at, self.replies.get(str(answer.question_uuid))) for answer in answers)
        return max((moment for moment, reply in replies if reply and reply.status not in BEFOREHAND), default=None)

    def screen(
        self,
        question: Question,
        typed: list[str] | None = None,
        *,
        posted: Mapping[str, Sequence[str]] | None = None,
        faults: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """What the screen of one question shows.

        `typed` (the answer) and `posted` (all of it, for a table) are what was sent and could not be read; `faults`
        are those of the cells of a table.
        """
        previous = previous_question(self.schema, self.replies, question.uuid)
        reply = self.replies.get(question.uuid)
        return {
            "question": question,
            "number": number_of(self.schema, self.replies, question.uuid),
            "progress": self.progress,
            "rows": rows_of(question, reply),
            "grid": grid_of(question, reply.value if reply else None, posted=posted, faults=faults),
            "files": reply.value if reply and question.kind == Kind.FILE and isinstance(reply.value, list) else [],
            "typed": (typed or [""])[0] if typed is not None else written(question, reply),
            "previous": previous,
            "facts": self.facts(question),
            "earlier": earlier_fact(question, reply),
            "is_known": reply is not None and reply.is_known_fact,
        }

    @property
    def missing(self) -> list[Question]:
        """The questions without which the answers cannot be sent."""
        return required_left(self.schema, self.replies)

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
    if question.kind == Kind.FLOWS:
        rows = [Row("yes", ALL_NOTED, value is True), Row("no", NOTHING_TO_NOTE, value is False)]
    if question.kind in {Kind.CHOICES, Kind.TABLE}:
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
    asked = _("la réponse à « %(question)s » est") % {"question": question.text}
    claim = sentence.replace("{value}", "").strip() if sentence else asked
    return KnownFact(question, source, claim, in_words(question, reply))


def earlier_fact(question: Question, reply: Reply | None) -> EarlierFact | None:
    """The value that has aged, beside the question that asks for it again; a day that is over stands no more."""
    if reply is None or reply.status != Status.STALE:
        return None
    day = date_fr(date.fromisoformat(reply.on)) if reply.on else ""
    is_over = question.kind == Kind.DATE and str(reply.value) < timezone.localdate().isoformat()
    return EarlierFact(day, in_words(question, reply.still_right()), may_stand=not is_over)


def in_words(question: Question, reply: Reply | None) -> str:
    """An answer as one reads it; empty for a question that was not answered, or is asked again."""
    if reply is None or reply.status in {Status.PASSED, Status.STALE}:
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


def _files(question: Question, value: Any) -> str:
    number = len(value or [])
    return ngettext("%(n)s fichier", "%(n)s fichiers", number) % {"n": number} if number else ""


_WORDS: dict[Kind, Callable[[Question, Any], str]] = {
    Kind.TEXT: lambda question, value: str(value),
    Kind.NUMBER: _number,
    Kind.CHOICE: _option,
    Kind.YES_NO: lambda question, value: _("Oui") if value else _("Non"),
    Kind.DATE: lambda question, value: date_fr(date.fromisoformat(value)),
    Kind.CHOICES: _chosen,
    Kind.TABLE: table_in_words,
    Kind.FILE: _files,
    Kind.FLOWS: lambda question, value: str(ALL_NOTED if value else NOTHING_TO_NOTE),
}
