from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from symbiose.outbox.models import OutboxEmail
from symbiose.programmes.edits import EditConflict

if TYPE_CHECKING:
    from symbiose.accounts.models import User
    from symbiose.holders import Holder
    from symbiose.programmes.models import Programme


class MessageHasLeft(Exception):
    """The message was sent, cancelled or is being sent: it cannot be changed any more."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a message says and when: rendered at sending from `emails/<template>.txt` and `.html`.

    `context` holds ids, numbers and ISO dates only, never a link or a secret. `path` is where the recipient
    lands, under their personal page or, for somebody with an account, on the site.
    """

    kind: str
    template: str
    subject: str
    context: dict[str, Any] = field(default_factory=dict)
    path: str = ""
    due_at: datetime | None = None
    asked_for: bool = False  # asked for by its recipient (a new link, a password): never held back


def queue_email(
    *, key: str, message: Message, recipient: Holder, programme: Programme | None, actor: User | None = None
) -> OutboxEmail:
    """Queue one message to one person, in the caller's transaction. The same key never queues two."""
    email, created = OutboxEmail.objects.get_or_create(
        key=key, defaults=_columns(message, recipient, programme, actor)
    )
    if created and not email.held and email.due_at <= timezone.now():
        transaction.on_commit(partial(_ring, email.pk))
    return email


def release_messages(*, email_ids: Iterable[int], now: datetime | None = None) -> int:
    """Let held messages leave, at their hour or with the next sweep: a minute in which one may still undo it."""
    held = OutboxEmail.objects.held().filter(pk__in=list(email_ids))
    return held.update(held=False, released_at=now or timezone.now())


def hold_again(*, programme: Programme, released_at: datetime) -> int:
    """Take back the messages released together, those that nobody has begun to send. Returns their number."""
    released = OutboxEmail.objects.unsent().free().filter(programme=programme, released_at=released_at, tries=0)
    return released.update(held=True, released_at=None)


def cancel_messages(*, email_ids: Iterable[int], reason: str) -> int:
    """Stop messages that have not left; the reason is shown. Returns their number."""
    unsent = OutboxEmail.objects.unsent().filter(pk__in=list(email_ids))
    return unsent.update(cancelled_at=timezone.now(), cancel_reason=reason[:120], held=False)


@transaction.atomic
def correct_message(*, email_id: int, subject: str, personal_note: str, expected_version: int) -> OutboxEmail:
    """Change the subject and the added words of a message that has not left.

    Raises MessageHasLeft, or EditConflict when somebody else corrected it meanwhile.
    """
    unsent = OutboxEmail.objects.unsent().free().filter(pk=email_id)
    columns = {"subject": subject, "personal_note": personal_note, "version": F("version") + 1}
    changed = unsent.filter(version=expected_version).update(**columns)
    email = OutboxEmail.objects.get(pk=email_id)
    if not changed and email.version != expected_version:
        raise EditConflict(email)
    if not changed:
        raise MessageHasLeft(email.key)
    return email


@transaction.atomic
def retry_messages(*, email_ids: Iterable[int]) -> int:
    """Try refused messages again now, also those that were given up. Returns their number."""
    ids = list(OutboxEmail.objects.failing().free().filter(pk__in=list(email_ids)).values_list("pk", flat=True))
    tried = OutboxEmail.objects.filter(pk__in=ids).update(failed_at=None, retry_at=None, tries=0)
    for pk in ids:
        transaction.on_commit(partial(_ring, pk))
    return tried


def _columns(message: Message, recipient: Holder, programme: Programme | None, actor: User | None) -> dict[str, Any]:
    return {
        "programme": programme,
        "created_by": actor,
        "kind": message.kind,
        "template": message.template,
        "subject": message.subject,
        "context": {**message.context, "path": message.path},
        "holder_kind": recipient.kind,
        "holder_id": recipient.uuid,
        "company_uuid": recipient.company_uuid,
        "recipient_email": recipient.email,
        "recipient_name": recipient.name,
        "language": recipient.language,
        "due_at": message.due_at or timezone.now(),
        "asked_for": message.asked_for,
        "held": bool(programme and programme.hold_messages and not message.asked_for),
    }


def _ring(email_id: int) -> None:
    """Wake a worker up. A broker that is away changes nothing: the sweep finds the row."""
    from symbiose.outbox.tasks import ring  # the task module imports this one

    ring(email_id)
