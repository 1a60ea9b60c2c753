"""Addresses of invitations: a seal over the row, the email and the role, minted at sending (symbiose.seals)."""

from __future__ import annotations

from django.urls import reverse

from symbiose import seals
from symbiose.addresses import site_url
from symbiose.programmes.models import Invitation

PURPOSE = "invitation"


def mint(invitation: Invitation) -> str:
    return seals.seal(invitation.uuid, purpose=PURPOSE, bound_to=_bound_to(invitation))


def address_of(invitation: Invitation) -> str:
    """The full address of an invitation, to be put in its message at sending and nowhere else."""
    return site_url(reverse("root:invitation", kwargs={"token": mint(invitation)}))


def open_invitation(token: str) -> Invitation | None:
    """The invitation that a token proves, if it is still open; None for a forged, expired or revoked one."""
    try:
        row = seals.sealed_row(token)
    except seals.BadSeal:
        return None
    invitation = Invitation.objects.open().select_related("programme", "partner").filter(uuid=row).first()
    if invitation is None or not seals.proves(token, invitation.uuid, purpose=PURPOSE, bound_to=_bound_to(invitation)):
        return None
    return invitation


def _bound_to(invitation: Invitation) -> bytes:
    return f"{invitation.email}\n{invitation.role}".encode()
