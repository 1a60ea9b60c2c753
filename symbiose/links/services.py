from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from symbiose.addresses import site_url
from symbiose.holders import resolve_holder
from symbiose.journal.services import Actor, FactDetails, record_fact
from symbiose.links import tokens
from symbiose.links.models import PersonalLink, Purpose

if TYPE_CHECKING:
    from symbiose.accounts.models import User
    from symbiose.holders import Holder
    from symbiose.programmes.models import Programme

LIFETIMES = {
    Purpose.HOME: timedelta(days=180),
    Purpose.UNSUBSCRIBE: timedelta(days=3 * 365),  # the way out of an old email still opens
}
RENEW_BELOW = timedelta(days=30)


@transaction.atomic
def link_for(*, programme: Programme, holder: Holder, purpose: str = Purpose.HOME) -> PersonalLink:
    """The durable link of a person for a purpose, made at first need; its life is prolonged when it nears its end."""
    links = PersonalLink.objects.filter(programme=programme, purpose=purpose).of_holder(holder.kind, holder.uuid)
    link = links.usable().order_by("-expires_at").first()
    if link is None:
        return _make_link(programme, holder, purpose)
    if link.expires_at - timezone.now() < RENEW_BELOW:
        link.expires_at = _end_of_life(purpose)
        link.save(update_fields=["expires_at"])
    return link


def _make_link(programme: Programme, holder: Holder, purpose: str) -> PersonalLink:
    link = PersonalLink.objects.create(
        programme=programme,
        holder_kind=holder.kind,
        holder_id=holder.uuid,
        purpose=purpose,
        expires_at=_end_of_life(purpose),
    )
    details = FactDetails(company_uuid=holder.company_uuid, data={"purpose": str(purpose)})
    record_fact(kind="link_created", subject=link, details=details)
    return link


def _end_of_life(purpose: str) -> datetime:
    return timezone.now() + LIFETIMES[Purpose(purpose)]


def address_of(link: PersonalLink, path: str = "") -> str:
    """The full address of a link, to be put in a message at sending and nowhere else."""
    name = "personal:unsubscribe" if link.purpose == Purpose.UNSUBSCRIBE else "personal:home"
    return site_url(reverse(name, kwargs={"token": tokens.mint(link)}) + path)


def find_link(token: str, *, purpose: str) -> PersonalLink | None:
    """The usable link that a token proves for a purpose; None for a forged, expired, revoked or foreign one."""
    link = claimed_link(token, purpose=purpose)
    return link if link and link.is_usable else None


def claimed_link(token: str, *, purpose: str) -> PersonalLink | None:
    """The link that a token proves, even expired (its holder may ask for a new one); None when it proves nothing."""
    try:
        row = tokens.row_uuid(token)
    except tokens.BadToken:
        return None
    link = PersonalLink.objects.filter(uuid=row, purpose=purpose).select_related("programme").first()
    return link if link and tokens.proves(token, link) else None


@transaction.atomic
def note_use(*, link: PersonalLink, holder: Holder) -> None:
    """Write that a person used their link: the first time is a fact of its own, « ouvert »."""
    now = timezone.now()
    row = PersonalLink.objects.filter(pk=link.pk)
    first = row.filter(opened_at__isnull=True).exists()
    row.update(last_used_at=now, opened_at=Coalesce("opened_at", now))
    if first and link.purpose == Purpose.HOME:
        details = FactDetails(company_uuid=holder.company_uuid)
        record_fact(kind="personal_page_opened", subject=link, actor=Actor(holder=holder), details=details)


@transaction.atomic
def revoke_link(link: PersonalLink, *, actor: User | None = None) -> None:
    """End a link at once."""
    ended = PersonalLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
    if ended:
        holder = resolve_holder(link.holder_kind, link.holder_id)
        details = FactDetails(company_uuid=holder.company_uuid if holder else None)
        record_fact(kind="link_revoked", subject=link, actor=actor, details=details)


def revoke_links_of(*, kind: str, holder_uuid: uuid.UUID) -> int:
    """End every link of a person; the number of links ended. The caller journals why."""
    return PersonalLink.objects.of_holder(kind, holder_uuid).usable().update(revoked_at=timezone.now())
