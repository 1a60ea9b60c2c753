"""What was asked at some of the visits, and with which questions: so that the Questions tab reads as lived-in.

The answers are told after the rest of the story, dated of their visit: what the lines and the register say is
confirmed, the rest gives no line, so that no other fact of the demo moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dashboard.demo.clock import told_on
from diagnostics.answered import replies_of, schema_of
from diagnostics.known_facts import known_of
from diagnostics.models import Template
from diagnostics.questionnaire.path import applicable
from diagnostics.questionnaire.prefill import known_replies
from diagnostics.questionnaire.replies import UNKNOWN, Reply, given
from diagnostics.questionnaire.schema import Kind, Question
from diagnostics.questionnaire.stock import question_uuid
from diagnostics.services.answers import save_visit_answer
from diagnostics.services.templates import stock_template
from diagnostics.services.visits import grow_visit
from symbiose.journal.services import Actor

if TYPE_CHECKING:
    from diagnostics.models import Diagnostic
    from symbiose.programmes.models import Programme

Stock = Template.Stock
TEMPLATES = {
    "metallerie": Stock.LIGHT,
    "hersent": Stock.LIGHT,
    "couture": Stock.LIGHT,
    "macon": Stock.WASTE,
    "garage": Stock.WASTE,
}
GROWN = "metallerie"
MAY_BE_NOTHING = {Kind.CHOICES, Kind.TABLE}


@dataclass(frozen=True, slots=True)
class Said:
    """What a company said in its own words, by key of the question; `pace`: how many questions in ten were put."""

    pace: int
    words: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, list[str]] = field(default_factory=dict)


SAID = {
    "garreau": Said(
        10,
        {
            "activity": "Escaliers et agencements sur mesure, pour des particuliers et quatre architectes.",
            "projects": "Un second poste de ponçage, avec une aspiration plus forte.",
            "difficulties": "La benne de sciure part à moitié pleine.",
            "already_shared": "Le plateau élévateur, prêté au maçon voisin.",
        },
        {"busy_months": ["3", "4", "5", "9", "10"]},
    ),
    "brault": Said(
        8,
        {
            "activity": "Charpentes et ossatures bois, posées dans un rayon de quarante kilomètres.",
            "difficulties": "Trouver deux charpentiers avant l’été.",
        },
        {"busy_months": ["4", "5", "6", "7"]},
    ),
    "scierie": Said(
        5,
        {"activity": "Sciage de chêne et de résineux, surtout pour la charpente."},
    ),
    "metallerie": Said(
        7,
        {
            "activity": "Charpentes métalliques et serrurerie, pour des exploitations et des communes.",
            "projects": "Refaire la toiture de l’atelier.",
            "difficulties": "Les formations obligatoires sont à Alençon ou au Mans.",
        },
        {"busy_months": ["9", "10", "11"]},
    ),
    "hersent": Said(
        10,
        {
            "activity": "Impression de dépliants et d’étiquettes pour les entreprises du canton.",
            "projects": "Une presse numérique dans deux ans.",
            "difficulties": "Le prix du papier.",
        },
        {"busy_months": ["11", "12"]},
    ),
    "couture": Said(6, {"activity": "Confection en petites séries pour trois marques françaises."}),
    "macon": Said(
        10,
        {"waste_difficulties": "Le polystyrène : il prend toute la benne et ne pèse rien."},
        {"sorting": ["wood", "metal"]},
    ),
    "garage": Said(
        7,
        {"waste_difficulties": "Les huiles, enlevées une fois l’an seulement."},
        {"sorting": ["metal"]},
    ),
}


def template_for(key: str, programme: Programme) -> Template:
    """The questions with which a company was visited."""
    return stock_template(programme, TEMPLATES.get(key, Stock.FULL))


def grow(key: str, visit: Diagnostic, actor: Actor) -> None:
    """The adviser stayed longer than planned: the pre-diagnostic became the full one."""
    if key == GROWN:
        grow_visit(diagnostic_id=visit.pk, actor=actor)


def answer_visits(visits: dict[int, Diagnostic]) -> None:
    """Keep what was answered at the visits, by the day (from today) on which they were held."""
    for offset, visit in visits.items():
        said = SAID.get(visit.company.external_id)
        if said:
            visit.refresh_from_db()
            with told_on(offset, 14):
                _answer(visit, said)


def _answer(visit: Diagnostic, said: Said) -> None:
    actor = Actor(user=visit.adviser)
    for question, reply in list(_replies(visit, said)):
        if question in applicable(schema_of(visit), replies_of(visit)):
            save_visit_answer(diagnostic_id=visit.pk, question_uuid=question.uuid, reply=reply, actor=actor)


def _replies(visit: Diagnostic, said: Said) -> Iterator[tuple[Question, Reply]]:
    """In the order of the questions, leaving out those that were not put for want of time."""
    known = known_of(visit.company)
    at_visit = replace(known, answers={}, flows=[flow for flow in known.flows if flow.from_visit])
    facts = known_replies(schema_of(visit), at_visit)
    words = {question_uuid(key): given(text) for key, text in said.words.items()}
    chosen = {question_uuid(key): given(keys) for key, keys in said.chosen.items()}
    for number, question in enumerate(schema_of(visit).questions()):
        fact = facts.get(question.uuid)
        reply = words.get(question.uuid) or chosen.get(question.uuid) or (fact.still_right() if fact else None)
        if reply:
            yield question, reply
        elif number % 10 < said.pace and (plain := _plain(question, number)):
            yield question, plain


def _plain(question: Question, number: int) -> Reply | None:
    """A reply that gives no line: nothing of the kind, all noted already, « je ne sais pas »; None: not put."""
    if question.kind in MAY_BE_NOTHING:
        return given([])
    if question.kind == Kind.FLOWS:
        return given(True)
    if question.kind == Kind.YES_NO:
        return given(False)
    if question.kind in {Kind.NUMBER, Kind.DATE} and number % 2:
        return UNKNOWN
    none = question.option("none") if question.kind == Kind.CHOICE else None
    return given(none.key) if none else None
