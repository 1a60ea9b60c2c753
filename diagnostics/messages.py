"""What companies are told of their questionnaire: ids, numbers and dates; the texts are in templates/emails/."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from diagnostics.models import Questionnaire
from symbiose.outbox.contexts import NothingToSay
from symbiose.outbox.services import Message
from symbiose.ui.french import date_fr

if TYPE_CHECKING:
    from diagnostics.questionnaire.path import Progress
    from symbiose.outbox.models import OutboxEmail

PATH = "questionnaire/"


def invitation_message(questionnaire: Questionnaire, progress: Progress) -> Message:
    """« Ce que vous pourriez payer moins cher à plusieurs » : costs, time and staff first."""
    return Message(
        kind="questionnaire_invitation",
        template="questionnaire_invitation",
        subject=_("%(minutes)s minutes pour payer moins cher à plusieurs") % {"minutes": progress.minutes},
        context=_context(questionnaire, progress),
        path=PATH,
    )


def reminder_message(questionnaire: Questionnaire, progress: Progress, due_at: datetime, *, last: bool) -> Message:
    """A text for those who have not begun, another for those who have; the last one says the day."""
    day = date_fr(questionnaire.answer_by, year=False, weekday=True)
    subject = _("Vos réponses, d’ici %(day)s") % {"day": day} if last else _("Vos voisins ont commencé à répondre")
    if questionnaire.started_at and not last:
        subject = _("Vous avez commencé : il reste %(n)s questions") % {"n": progress.remaining}
    return Message(
        kind="questionnaire_unanswered",
        template="questionnaire_reminder",
        subject=subject,
        context=_context(questionnaire, progress) | {"last": last, "started": questionnaire.started_at is not None},
        path=PATH,
        due_at=due_at,
    )


def _context(questionnaire: Questionnaire, progress: Progress) -> dict[str, Any]:
    return {
        "questionnaire": str(questionnaire.uuid),
        "remaining": progress.remaining,
        "known": progress.prefilled,
        "minutes": progress.minutes,
        "answer_by": questionnaire.answer_by.isoformat(),
    }


def message_context(email: OutboxEmail) -> dict[str, Any]:
    """The objects of both letters. Raises NothingToSay when the questionnaire was answered, closed or erased."""
    questionnaires = Questionnaire.objects.open().filter(uuid=email.context["questionnaire"])
    found = questionnaires.select_related("company", "campaign").first()
    if found is None:
        raise NothingToSay(_("Le questionnaire n’attend plus de réponse."))
    return {
        "questionnaire": found,
        "answer_by": found.answer_by,
        "intro": found.campaign.intro if found.campaign else "",
        "action_label": _("Reprendre mes réponses") if found.started_at else _("Répondre depuis mon téléphone"),
    }
