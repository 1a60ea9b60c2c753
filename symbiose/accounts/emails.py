"""What this app's messages need to be written; the reset link is minted here, at sending, and kept nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from symbiose.accounts.models import User
from symbiose.accounts.services import mint_reset_key
from symbiose.addresses import site_url
from symbiose.outbox.contexts import NothingToSay

if TYPE_CHECKING:
    from symbiose.outbox.models import OutboxEmail


def password_context(email: OutboxEmail) -> dict[str, Any]:
    user = User.objects.filter(uuid=email.context["user"], is_active=True).first()
    if user is None:
        raise NothingToSay(_("Le compte est fermé."))
    path = reverse("account_reset_password_from_key", kwargs={"key": mint_reset_key(user)})
    return {"user": user, "link": site_url(path), "action_label": _("Choisir mon mot de passe")}
