"""The next version of the complementary questionnaire, begun and not yet published."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from dashboard.demo.clock import told_on
from diagnostics.building.services import change_draft
from diagnostics.questionnaire.editing import add_question, questions_of, replace_question, sections_of
from diagnostics.services.templates import current_template, draft_of

if TYPE_CHECKING:
    from symbiose.accounts.models import User
    from symbiose.programmes.models import Programme

BEGUN = -3
NAMESPACE = uuid.UUID("b2f3a7de-92b8-4d5e-8f0e-0a4f7f1f4f10")


def begin_next_questionnaire(programme: Programme, animator: User) -> None:
    """A question added, and a help text made clearer: what « Relire et publier » then tells."""
    with told_on(BEGUN):
        draft = draft_of(current_template(programme), animator)
        change_draft(template_id=draft.pk, gesture=_changed, actor=animator)


def _changed(raw: dict[str, Any]) -> dict[str, Any]:
    last = sections_of(raw)[-1]
    first = questions_of(raw)[0]
    clearer = replace_question(raw, {**first, "help": "Apprentis et saisonniers compris, le jour où vous répondez."})
    return add_question(clearer, last["uuid"], _meeting_room())


def _meeting_room() -> dict[str, Any]:
    return {
        "uuid": str(uuid.uuid5(NAMESPACE, "meeting_room")),
        "kind": "choice",
        "text": "Vous faut-il parfois une salle de réunion plus grande que la vôtre ?",
        "why": "La commune et deux entreprises en ont une qui reste vide.",
        "options": [
            {"key": "no", "label": "Non", "gives_flow": False},
            {"key": "yearly", "label": "Une ou deux fois par an", "quantity": 2},
            {"key": "monthly", "label": "Presque tous les mois", "quantity": 10},
        ],
        "flow": {
            "direction": "besoin",
            "family": "espace",
            "label": "Salle de réunion à la journée",
            "unit": "jour",
            "period": "an",
        },
    }
