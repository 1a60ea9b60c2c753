"""What people are told of roadmap steps: ids and dates only; texts are in templates/emails/."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from roadmaps.models import Step
from symbiose.holders import CONTACT
from symbiose.outbox.contexts import NothingToSay, register_context
from symbiose.outbox.services import Message
from symbiose.reminders.manners import local_day
from symbiose.ui.french import date_fr

if TYPE_CHECKING:
    from symbiose.holders import Holder
    from symbiose.outbox.models import OutboxEmail


def due_soon_message(step: Step, holder: Holder, due_at: datetime) -> Message:
    subject = _("À faire avant le %(day)s : %(step)s") % {"day": _day(step), "step": step.title}
    return _message("step_due_soon", step, subject, due_at, path=_path(step, holder))


def overdue_message(step: Step, holder: Holder, due_at: datetime) -> Message:
    subject = _("Prévue le %(day)s : %(step)s") % {"day": _day(step), "step": step.title}
    return _message("step_overdue", step, subject, due_at, path=_path(step, holder))


def escalation_message(step: Step, due_at: datetime) -> Message:
    subject = _("En retard depuis le %(day)s : %(step)s") % {"day": _day(step), "step": step.title}
    return _message("step_escalation", step, subject, due_at, path=_staff_path(step))


def step_context(email: OutboxEmail) -> dict[str, Any]:
    """The step as it stands at sending. Raises NothingToSay."""
    steps = Step.objects.select_related("roadmap__programme", "owner_contact__company", "owner_user", "blocked_by")
    step = steps.filter(uuid=email.context["step"]).first()
    if step is None:
        raise NothingToSay(_("L’étape n’existe plus."))
    late_days = (local_day(email.due_at) - step.due_on).days if step.due_on else 0
    label = _("Dire où en est l’étape") if email.holder_kind == CONTACT else _("Ouvrir la feuille de route")
    return {"step": step, "late_days": late_days, "action_label": label}


def register() -> None:
    for template in ("step_due_soon", "step_overdue", "step_escalation"):
        register_context(template, step_context)


def _message(template: str, step: Step, subject: str, due_at: datetime, *, path: str) -> Message:
    context = {"step": str(step.uuid)}
    return Message(kind=template, template=template, subject=subject[:200], context=context, path=path, due_at=due_at)


def _path(step: Step, holder: Holder) -> str:
    return f"roadmaps/{step.uuid}/" if holder.kind == CONTACT else _staff_path(step)


def _staff_path(step: Step) -> str:
    return reverse("roadmaps:detail", kwargs={"programme_slug": step.programme.slug, "pk": step.roadmap_id})


def _day(step: Step) -> str:
    assert isinstance(step.due_on, date)  # the rules read dated steps only
    return date_fr(step.due_on)
