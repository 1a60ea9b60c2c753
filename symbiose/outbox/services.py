from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from symbiose.outbox.models import OutboxEmail

if TYPE_CHECKING:
    from symbiose.accounts.models import User
    from symbiose.holders import Holder
    from symbiose.programmes.models import Programme


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
    if created and not email.held:
        transaction.on_commit(partial(_ring, email.pk))
    return email


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
        "held": bool(programme and programme.hold_messages and not message.asked_for),
    }


def _ring(email_id: int) -> None:
    """Wake a worker up. A broker that is away changes nothing: the sweep finds the row."""
    from symbiose.outbox.tasks import ring  # the task module imports this one

    ring(email_id)
