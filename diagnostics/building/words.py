"""The words of the builder: kinds of question, what a column fills, conditions and lines as sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diagnostics.amounts import amount_text
from diagnostics.enums import Direction, Family
from diagnostics.models import Template
from diagnostics.questionnaire.examples import Example
from diagnostics.questionnaire.questions import Kind, Question, Schema

if TYPE_CHECKING:
    from diagnostics.questionnaire.flows import FlowDraft

KIND_NAMES = {
    Kind.CHOICE: gettext_lazy("Un choix"),
    Kind.CHOICES: gettext_lazy("Plusieurs choix"),
    Kind.YES_NO: gettext_lazy("Oui ou non"),
    Kind.TEXT: gettext_lazy("Texte"),
    Kind.NUMBER: gettext_lazy("Nombre, avec son unité"),
    Kind.DATE: gettext_lazy("Date"),
    Kind.TABLE: gettext_lazy("Tableau"),
    Kind.FILE: gettext_lazy("Photo ou fichier"),
    Kind.FLOWS: gettext_lazy("Lignes : ce qu’elle propose et cherche"),
}
# Nobody may be recognised in a survey, and a company writes its lines with an adviser only.
KINDS_OF = {
    Template.Kind.DIAGNOSTIC: tuple(KIND_NAMES),
    Template.Kind.QUESTIONNAIRE: tuple(kind for kind in KIND_NAMES if kind != Kind.FLOWS),
    Template.Kind.SURVEY: tuple(kind for kind in KIND_NAMES if kind not in {Kind.FLOWS, Kind.FILE, Kind.TABLE}),
}
FILLS = {
    "label": gettext_lazy("le nom de la ligne"),
    "quantity": gettext_lazy("la quantité"),
    "unit": gettext_lazy("l’unité"),
    "period": gettext_lazy("la période"),
    "family": gettext_lazy("la famille"),
    "description": gettext_lazy("la description"),
    "ewc_code": gettext_lazy("le code déchet"),
    "outlet": gettext_lazy("où elle va"),
    "current_solution": gettext_lazy("le prestataire actuel"),
    "price": gettext_lazy("le prix ou le coût"),
    "frequency": gettext_lazy("la fréquence"),
    "constraints_text": gettext_lazy("les contraintes"),
    "contract_ends_on": gettext_lazy("la fin du contrat"),
    "available_from": gettext_lazy("disponible à partir du"),
    "available_to": gettext_lazy("disponible jusqu’au"),
}
COMPANY_FACTS = {"workforce": gettext_lazy("l’effectif, d’après le registre")}


def kind_name(kind: str) -> str:
    return str(KIND_NAMES[Kind(kind)]) if kind in set(Kind) else kind


def unit_name(unit: str) -> str:
    return {"m2": "m²", "m3": "m³", "u": "unités"}.get(unit, unit)


def condition_words(question: Question, schema: Schema) -> str:
    """« Si « Combien… ? » : 1 ou 2, 3 à 5 » ; empty for a question that is always asked."""
    condition = question.condition
    asked = schema.question(condition.question) if condition else None
    if condition is None:
        return ""
    if asked is None:
        return _("Si une question qui n’est plus là")
    answers = ", ".join(answer_label(asked, value) for value in condition.among)
    return _("Si « %(question)s » : %(answers)s") % {"question": asked.text, "answers": answers}


def answer_label(question: Question, value: Any) -> str:
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    option = question.option(value)
    return option.label if option else str(value)


def example_words(example: Example) -> str:
    """« Une réponse « 3 à 5 » donne : cherche · compétence · Formation SST · 4 personnes/an »."""
    said = (
        _("Une réponse « %(answer)s »") % {"answer": example.answer} if example.answer else _("Une ligne du tableau")
    )
    if not example.lines:
        return _("%(answer)s ne donne aucune ligne") % {"answer": said}
    lines = " ; ".join(line_words(line) for line in example.lines)
    return _("%(answer)s donne : %(line)s") % {"answer": said, "line": lines}


def line_words(line: FlowDraft) -> str:
    amount = amount_text(line.quantity, line.unit, line.period)
    parts = [_label(Direction, line.direction), _label(Family, line.family), line.label, amount]
    if line.available_to:
        parts.append(_("avec la date donnée"))
    return " · ".join(part for part in parts if part)


def _label(names: Any, value: str) -> str:
    return str(dict(names.choices).get(value, value))


def question_words(question: Question, schema: Schema) -> list[str]:
    """A question as lines that two people can compare, one thing a line."""
    facts: Mapping[str, str] = {
        _("Type"): kind_name(question.kind),
        _("Aide"): question.help,
        _("Pourquoi"): question.why,
        _("Unité"): question.unit,
        _("Choix"): ", ".join(option.label for option in question.options),
        _("Colonnes"): ", ".join(column.label for column in question.columns),
        _("Condition"): condition_words(question, schema),
        _("Ligne"): f"{question.flow.direction} · {question.flow.family} · {question.flow.label}"
        if question.flow
        else "",
    }
    return [question.text, *(f"{name} : {words}" for name, words in facts.items() if words)]
