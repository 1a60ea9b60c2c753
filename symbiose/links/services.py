from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from symbiose.addresses import site_url
from symbiose.links import tokens
from symbiose.links.models import PersonalLink, Purpose

if TYPE_CHECKING:
    from symbiose.holders import Holder
    from symbiose.programmes.models import Programme

LIFETIME = timedelta(days=180)
RENEW_BELOW = timedelta(days=30)


@transaction.atomic
def link_for(*, programme: Programme, holder: Holder, purpose: str = Purpose.HOME) -> PersonalLink:
    """The durable link of a person for a purpose, made at first need; its life is prolonged when it nears its end."""
    links = PersonalLink.objects.filter(programme=programme, purpose=purpose).of_holder(holder.kind, holder.uuid)
    link = links.usable().order_by("-expires_at").first()
    if link is None:
        return PersonalLink.objects.create(
            programme=programme,
            holder_kind=holder.kind,
            holder_id=holder.uuid,
            purpose=purpose,
            expires_at=timezone.now() + LIFETIME,
        )
    if link.expires_at - timezone.now() < RENEW_BELOW:
        link.expires_at = timezone.now() + LIFETIME
        link.save(update_fields=["expires_at"])
    return link


def address_of(link: PersonalLink, path: str = "") -> str:
    """The full address of a link, to be put in a message at sending and nowhere else."""
    name = "personal:unsubscribe" if link.purpose == Purpose.UNSUBSCRIBE else "personal:home"
    return site_url(reverse(name, kwargs={"token": tokens.mint(link)}) + path)


def find_link(token: str, *, purpose: str) -> PersonalLink | None:
    """The usable link that a token proves for a purpose; None for a forged, expired, revoked or foreign one."""
    link = claimed_link(token, purpose=purpose)
    if link is None or link.revoked_at or link.expires_at <= timezone.now():
        return None
    return link


def claimed_link(token: str, *, purpose: str) -> PersonalLink | None:
    """The link that a token proves, even expired (its holder may ask for a new one); None when it proves nothing."""
    try:
        row = tokens.row_uuid(token)
    except tokens.BadToken:
        return None
    link = PersonalLink.objects.filter(uuid=row, purpose=purpose).select_related("programme").first()
    return link if link and tokens.proves(token, link) else None


def revoke_link(link: PersonalLink) -> None:
    """End a link at once."""
    PersonalLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())


def revoke_links_of(*, kind: str, holder_uuid: uuid.UUID) -> int:
    """End every link of a person; the number of links ended."""
    return PersonalLink.objects.of_holder(kind, holder_uuid).usable().update(revoked_at=timezone.now())
