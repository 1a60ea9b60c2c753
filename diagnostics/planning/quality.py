"""How much a diagnostic gives the matching to bite on, and what to ask to give it more. Pure: facts in, words out.

The score is out of 100, a sum of five parts. Their weights are our own choice (basis: expertise), argued in
docs/adr/0046-quality-of-a-diagnostic.md: what is asked counts first, then the quantities, without which a line can
be compared with nothing.

| part | points | what earns them |
|---|---|---|
| questions | 35 | share of the questions settled, a required one counting double; without any, lines up to five |
| quantities | 25 | share of the lines that have a quantity, its unit and its period |
| waste codes | 10 | share of the waste lines that have a code; all of it where there is no waste |
| services | 15 | lines on services, skills, equipment, space, purchases or transport beside materials: two earn all |
| people | 15 | somebody to reach (10) and the day of the visit (5) |
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

QUESTIONS, QUANTITIES, CODES, SERVICES, PEOPLE = 35, 25, 10, 15, 15
CONTACT, DAY = 10, 5
USUAL_LINES = 5
ENOUGH_SERVICES = 2
WASTE = "dechet"
NOT_MATERIAL = frozenset({"equipement", "competence", "espace", "service", "transport", "achat"})
REQUIRED_WEIGHT = 2
MOST_ASKS = 3


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One line as far as the score reads it. `is_measurable`: quantity, unit and period are there."""

    key: str
    label: str
    family: str
    is_measurable: bool
    has_code: bool


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """One question that applies to the company."""

    key: str
    text: str
    is_required: bool
    is_settled: bool


@dataclass(frozen=True, slots=True)
class VisitFacts:
    lines: Sequence[LineFacts] = ()
    questions: Sequence[QuestionFacts] = ()
    has_contact: bool = False
    has_day: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to ask. `kind` says where: a question, a quantity or a code of a line, services, contact or day."""

    kind: str
    key: str = ""
    words: str = ""  # the label of the line or the text of the question
    gain: float = 0


@dataclass(frozen=True, slots=True)
class Quality:
    score: int
    parts: dict[str, float] = field(default_factory=dict)
    asks: tuple[Ask, ...] = ()


def quality_of(facts: VisitFacts) -> Quality:
    """The score and its parts, and at most three things to ask, the most rewarding first.

    Giving a line a quantity or a code, settling a question, adding a contact or a day never lowers the score.
    """
    parts = {
        "questions": _questions(facts),
        "quantities": QUANTITIES * _share([line.is_measurable for line in facts.lines]),
        "codes": _codes(facts),
        "services": SERVICES * min(_services(facts), ENOUGH_SERVICES) / ENOUGH_SERVICES,
        "people": CONTACT * facts.has_contact + DAY * facts.has_day,
    }
    asks = sorted(_asks(facts), key=lambda ask: -ask.gain)[:MOST_ASKS]
    return Quality(score=round(sum(parts.values())), parts=parts, asks=tuple(asks))


def _share(kept: Sequence[bool]) -> float:
    return sum(kept) / len(kept) if kept else 0.0


def _weight(question: QuestionFacts) -> int:
    return REQUIRED_WEIGHT if question.is_required else 1


def _questions(facts: VisitFacts) -> float:
    if not facts.questions:
        return QUESTIONS * min(len(facts.lines), USUAL_LINES) / USUAL_LINES
    whole = sum(_weight(question) for question in facts.questions)
    return QUESTIONS * sum(_weight(question) for question in facts.questions if question.is_settled) / whole


def _codes(facts: VisitFacts) -> float:
    waste = [line.has_code for line in facts.lines if line.family == WASTE]
    if not facts.lines:
        return 0.0
    return CODES * _share(waste) if waste else float(CODES)


def _services(facts: VisitFacts) -> int:
    return sum(1 for line in facts.lines if line.family in NOT_MATERIAL)


def _asks(facts: VisitFacts) -> list[Ask]:
    """Every thing that would raise the score, with what it would bring; one per kind of gap and line."""
    found = [*_line_asks(facts), *_question_asks(facts)]
    if _services(facts) < ENOUGH_SERVICES:
        found.append(Ask("services", gain=SERVICES / ENOUGH_SERVICES))
    if not facts.has_contact:
        found.append(Ask("contact", gain=CONTACT))
    if not facts.has_day:
        found.append(Ask("day", gain=DAY))
    return found


def _line_asks(facts: VisitFacts) -> list[Ask]:
    waste = sum(1 for line in facts.lines if line.family == WASTE)
    quantities = [
        Ask("quantity", line.key, line.label, QUANTITIES / len(facts.lines))
        for line in facts.lines
        if not line.is_measurable
    ]
    codes = [
        Ask("code", line.key, line.label, CODES / waste)
        for line in facts.lines
        if line.family == WASTE and not line.has_code
    ]
    return quantities + codes


def _question_asks(facts: VisitFacts) -> list[Ask]:
    whole = sum(_weight(question) for question in facts.questions)
    if not facts.questions:
        lacking = USUAL_LINES - len(facts.lines)
        return [Ask("lines", gain=QUESTIONS / USUAL_LINES)] if lacking > 0 else []
    return [
        Ask("question", question.key, question.text, QUESTIONS * _weight(question) / whole)
        for question in facts.questions
        if not question.is_settled
    ]
