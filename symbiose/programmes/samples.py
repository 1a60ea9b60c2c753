"""Real objects behind the addresses of the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symbiose.programmes import invitation_tokens
from symbiose.programmes.models import Invitation, Membership, Partner
from symbiose.programmes.url_samples import first_pk

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme


def member(programme: Programme) -> dict[str, Any] | None:
    return first_pk(Membership.objects.filter(programme=programme))


def partner(programme: Programme) -> dict[str, Any] | None:
    return first_pk(Partner.objects.filter(programme=programme))


def invitation(programme: Programme) -> dict[str, Any] | None:
    return first_pk(Invitation.objects.open().filter(programme=programme))


def invitation_token(programme: Programme) -> dict[str, Any] | None:
    found = Invitation.objects.open().filter(programme=programme).first()
    return {"token": invitation_tokens.mint(found)} if found else None


SAMPLES = {
    "programmes:member_edit": member,
    "programmes:member_end": member,
    "programmes:invitation_revoke": invitation,
    "programmes:partner_edit": partner,
    "programmes:partner_delete": partner,
    "root:join": invitation,
    "root:invitation": invitation_token,
}
