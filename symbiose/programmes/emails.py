"""What an invitation needs to be written; its link is minted here, at sending, and kept nowhere."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from symbiose.holders import Holder
from symbiose.outbox.contexts import NothingToSay
from symbiose.programmes.invitation_tokens import address_of
from symbiose.programmes.invitations import HOLDER_KIND
from symbiose.programmes.models import Invitation

if TYPE_CHECKING:
    from symbiose.outbox.models import OutboxEmail


def invitation_context(email: OutboxEmail) -> dict[str, Any]:
    invitation = Invitation.objects.open().filter(uuid=email.context["invitation"]).first()
    if invitation is None:
        raise NothingToSay(_("L’invitation n’est plus ouverte."))
    return {"invitation": invitation, "link": address_of(invitation), "action_label": _("Accepter l’invitation")}


def invited_person(holder_uuid: uuid.UUID) -> Holder | None:
    """Somebody invited, while their invitation is open."""
    invitation = Invitation.objects.open().select_related("programme").filter(uuid=holder_uuid).first()
    if invitation is None:
        return None
    language = invitation.programme.language
    return Holder(kind=HOLDER_KIND, uuid=holder_uuid, name="", email=invitation.email, language=language)
