"""What a company is told after its visit: « La fiche de votre visite », and once more when it did not answer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from diagnostics.models import Diagnostic, Flow
from diagnostics.report.content import answer_before
from symbiose.outbox.contexts import NothingToSay
from symbiose.outbox.services import Message

if TYPE_CHECKING:
    from symbiose.outbox.models import OutboxEmail

PATH = "report/"
READY, UNCONFIRMED = "report_ready", "report_unconfirmed"


def ready_message(diagnostic: Diagnostic) -> Message:
    return Message(
        kind=READY,
        template=READY,
        subject=_("La fiche de votre visite"),
        context={"diagnostic": str(diagnostic.uuid)},
        path=PATH,
    )


def unconfirmed_message(diagnostic: Diagnostic, due_at: datetime) -> Message:
    return Message(
        kind=UNCONFIRMED,
        template=UNCONFIRMED,
        subject=_("Vos lignes attendent votre accord"),
        context={"diagnostic": str(diagnostic.uuid)},
        path=PATH,
        due_at=due_at,
    )


def report_context(email: OutboxEmail) -> dict[str, Any]:
    """The objects of both letters. Raises NothingToSay when the visit is gone, or confirmed before the reminder."""
    visits = Diagnostic.objects.completed().filter(uuid=email.context["diagnostic"])
    visit = visits.select_related("company", "adviser", "chamber").first()
    if visit is None:
        raise NothingToSay(_("La visite n’existe plus."))
    if email.template == UNCONFIRMED and visit.state == Diagnostic.State.CONFIRMED:
        raise NothingToSay(_("L’entreprise a confirmé ses lignes."))
    return {
        "visit": visit,
        "lines": Flow.objects.current().filter(company=visit.company_id).count(),
        "answer_before": answer_before(visit),
        "action_label": _("Lire et corriger ma fiche"),
    }
