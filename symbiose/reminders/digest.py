"""One message for several causes of one morning: a list, each with its link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symbiose.addresses import site_url
from symbiose.holders import CONTACT
from symbiose.links.services import address_of, link_for
from symbiose.outbox.checks import holder_of
from symbiose.outbox.contexts import NothingToSay

if TYPE_CHECKING:
    from symbiose.outbox.models import OutboxEmail


def digest_context(email: OutboxEmail) -> dict[str, Any]:
    """The items of a digest: what each cause says, and where it leads. Raises NothingToSay."""
    messages = [reminder.message for reminder in email.reminders.waiting().order_by("due_at", "pk")]
    if not messages:
        raise NothingToSay
    return {"items": [{"subject": each["subject"], "link": _link(email, each["path"])} for each in messages]}


def _link(email: OutboxEmail, path: str) -> str:
    holder = holder_of(email)
    if holder is None or holder.kind != CONTACT or email.programme is None:
        return site_url(path or "/")
    return address_of(link_for(programme=email.programme, holder=holder), path)
