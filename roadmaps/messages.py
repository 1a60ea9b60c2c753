"""What people are told of roadmap steps: ids and dates only; texts are in templates/emails/."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from roadmaps.models import Step
from symbiose.outbox.contexts import NothingToSay, register_context
from symbiose.outbox.services import Message
from symbiose.ui.french import date_fr

if TYPE_CHECKING:
    from symbiose.outbox.models import OutboxEmail

TEMPLATES = ["step_due_soon", "step_overdue", "step_escalation"]


def step_message(step: Step, kind: str, due_at: datetime) -> Message:
    """One message about one step; `kind` is its rule and its template."""
    return Message(
        kind=kind,
        template=kind,
        subject=_subject(step, kind),
        context={"step": str(step.uuid)},
        path=_path(step, kind),
        due_at=due_at,
    )


def _subject(step: Step, kind: str) -> str:
    day = date_fr(step.due_on) if step.due_on else ""
    subjects = {
        "step_due_soon": _("« %(title)s » : pour le %(day)s"),
        "step_overdue": _("« %(title)s » : où en êtes-vous ?"),
        "step_escalation": _("À appeler : « %(title)s », attendue le %(day)s"),
    }
    return subjects[kind] % {"title": step.title[:120], "day": day}


def _path(step: Step, kind: str) -> str:
    """A contact lands on the step in their personal page; a member on the roadmap."""
    if step.owner_contact_id and kind != "step_escalation":
        return f"roadmaps/steps/{step.uuid}/"
    return step.roadmap.get_absolute_url()


def step_context(email: OutboxEmail) -> dict[str, Any]:
    step = Step.objects.filter(uuid=email.context["step"]).select_related("roadmap", "owner_contact").first()
    if step is None:
        raise NothingToSay(_("L’étape n’existe plus."))
    to_animator = email.template == "step_escalation"
    label = _("Ouvrir la feuille de route") if to_animator else _("Dire où j’en suis")
    return {"step": step, "roadmap": step.roadmap, "action_label": label}


def register() -> None:
    for template in TEMPLATES:
        register_context(template, step_context)
