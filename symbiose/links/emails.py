"""What this app's messages need to be written; their links are minted by the outbox at sending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from symbiose.holders import resolve_holder
from symbiose.outbox.contexts import NothingToSay

if TYPE_CHECKING:
    from symbiose.outbox.models import OutboxEmail


def transfer_context(email: OutboxEmail) -> dict[str, Any]:
    """Who passed the page on."""
    sender = resolve_holder(email.context["from_kind"], email.context["from_uuid"])
    if sender is None:
        raise NothingToSay(_("La personne qui transmettait la page n’est plus là."))
    return {"sender": sender, "action_label": _("Ouvrir ma page")}
