"""What a company is told of a survey that it is asked to spread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from diagnostics.models import SurveyCompany
from diagnostics.surveys.addresses import address_of
from symbiose.outbox.contexts import NothingToSay
from symbiose.outbox.services import Message

if TYPE_CHECKING:
    from symbiose.outbox.models import OutboxEmail


def invitation_message(spread: SurveyCompany) -> Message:
    return Message(
        kind="survey_invitation",
        template="survey_invitation",
        subject=_("Deux minutes de vos salariés : %(title)s") % {"title": spread.survey.title},
        context={"spread": str(spread.uuid)},
        path=f"surveys/{spread.uuid}/",
    )


def message_context(email: OutboxEmail) -> dict[str, Any]:
    """The objects of the letter; the address is minted now. Raises NothingToSay when there is nothing to spread."""
    rows = SurveyCompany.objects.filter(uuid=email.context["spread"]).select_related("survey")
    spread = rows.first()
    if spread is None or not spread.is_open:
        raise NothingToSay(_("Le sondage est clos."))
    return {
        "survey": spread.survey,
        "survey_address": address_of(spread),
        "action_label": _("L’affiche et le message à transmettre"),
    }
