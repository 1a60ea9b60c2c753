"""The address of a member's calendar: made on demand, renewed, cut; sealed like a personal link."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from symbiose import seals
from symbiose.addresses import site_url
from symbiose.journal.services import record_fact
from symbiose.links.models import CalendarLink
from symbiose.programmes.middleware import strongest_membership

if TYPE_CHECKING:
    from symbiose.accounts.models import User
    from symbiose.programmes.models import Membership, Programme

PURPOSE = "links.calendar"


@transaction.atomic
def renew_calendar(*, programme: Programme, user: User) -> CalendarLink:
    """A new address; the one before, if any, opens nothing any more."""
    link, created = CalendarLink.objects.get_or_create(programme=programme, user=user, defaults={"created_by": user})
    if not created:
        link.nonce, link.revoked_at = uuid.uuid4(), None
        link.version += 1
        link.save(update_fields=["nonce", "revoked_at", "version"])
    record_fact(kind="calendar_opened", subject=link, actor=user)
    return link


@transaction.atomic
def revoke_calendar(*, programme: Programme, user: User) -> None:
    """Cut the address. Twice changes nothing."""
    cut = CalendarLink.objects.filter(programme=programme, user=user, revoked_at__isnull=True)
    for link in cut:
        link.revoked_at = timezone.now()
        link.version += 1
        link.save(update_fields=["revoked_at", "version"])
        record_fact(kind="calendar_cut", subject=link, actor=user)


def calendar_of(programme: Programme, user: User) -> CalendarLink | None:
    """The address in use, if there is one."""
    return CalendarLink.objects.usable().filter(programme=programme, user=user).first()


def token_of(link: CalendarLink) -> str:
    return seals.seal(link.uuid, purpose=PURPOSE, bound_to=link.nonce.bytes)


def address_of(link: CalendarLink) -> str:
    """The full address, shown to its owner and to nobody else."""
    return site_url(reverse("calendar_feed", kwargs={"token": token_of(link)}))


def reader_of(token: str) -> Membership | None:
    """Whose calendar a token opens, while they hold a role in the programme; None for anything else."""
    try:
        row = seals.sealed_row(token)
    except seals.BadSeal:
        return None
    link = CalendarLink.objects.usable().filter(uuid=row).select_related("programme").first()
    if link is None or not seals.proves(token, link.uuid, purpose=PURPOSE, bound_to=link.nonce.bytes):
        return None
    return strongest_membership(link.user_id, link.programme.slug)
