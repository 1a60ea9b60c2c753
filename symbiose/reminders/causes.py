"""Causes and the messages that carry them: one person's causes of one morning share one message."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import ngettext

from symbiose.holders import USER
from symbiose.outbox.models import OutboxEmail
from symbiose.outbox.services import Message, queue_email
from symbiose.reminders.manners import CAP, CAP_DAYS, Calendar, local_day, planned_at
from symbiose.reminders.models import Reminder

if TYPE_CHECKING:
    from symbiose.holders import Holder
    from symbiose.programmes.models import Programme
    from symbiose.reminders.plan import Wanted

DIGEST = "reminder_digest"


def write_cause(*, programme: Programme, item: Wanted, now: datetime) -> OutboxEmail | None:
    """Write one cause and put it in the message of its morning; None when it was written before."""
    holder, message = item.cause.holder, item.cause.message
    reminder, created = Reminder.objects.get_or_create(
        programme=programme,
        rule=item.rule.name,
        subject_uuid=item.cause.subject_uuid,
        holder_kind=holder.kind,
        holder_id=holder.uuid,
        occasion=item.cause.occasion,
        defaults={"subject_kind": item.cause.subject_kind, "due_at": item.due_at, "message": stored(message)},
    )
    if not created:
        return None
    messages = reminder_messages(programme, holder, now)
    planned = planned_at(item.due_at, now, _calendar(messages, holder))
    same_day = [email for email in messages if _is_open(email) and local_day(email.due_at) == local_day(planned)]
    email = same_day[0] if same_day else _queued(reminder, holder, planned)
    reminder.email = email
    reminder.save(update_fields=["email"])
    if same_day:
        rewrite(email)
    return email


def reminder_messages(programme: Programme, holder: Holder, now: datetime) -> list[OutboxEmail]:
    """A person's reminders lately sent or still to leave, in this programme."""
    carrying = Reminder.objects.of_holder(holder.kind, holder.uuid).filter(programme=programme, email__isnull=False)
    emails = OutboxEmail.objects.filter(pk__in=carrying.values("email"), cancelled_at__isnull=True)
    return [email for email in emails.order_by("due_at") if _counts(email, now)]


def rewrite(email: OutboxEmail) -> None:
    """Say what the causes left say: the only one's own message, or a list of them."""
    causes = [reminder.message for reminder in email.reminders.waiting().order_by("due_at", "pk")]
    if len(causes) == 1:
        _rewrite_as(email, causes[0])
    elif causes:
        more = len(causes) - 1
        words = ngettext("%(first)s (et %(n)s autre point)", "%(first)s (et %(n)s autres points)", more)
        subject = words % {"first": causes[0]["subject"][:160], "n": more}
        _rewrite_as(email, {"kind": DIGEST, "template": DIGEST, "subject": subject, "context": {}, "path": ""})


def stored(message: Message) -> dict[str, Any]:
    return {
        "kind": message.kind,
        "template": message.template,
        "subject": message.subject,
        "context": message.context,
        "path": message.path,
    }


def _rewrite_as(email: OutboxEmail, message: dict[str, Any]) -> None:
    email.kind, email.template, email.subject = message["kind"], message["template"], message["subject"]
    email.context = {**message["context"], "path": message["path"]}
    email.save(update_fields=["kind", "template", "subject", "context"])


def _queued(reminder: Reminder, holder: Holder, planned: datetime) -> OutboxEmail:
    key = f"reminder:{reminder.rule}:{reminder.subject_uuid}:{reminder.occasion}:{holder.kind}:{holder.uuid}"
    message = Message(**reminder.message, due_at=planned)
    return queue_email(key=key, message=message, recipient=holder, programme=reminder.programme)


def _calendar(messages: list[OutboxEmail], holder: Holder) -> Calendar:
    """Members with an account are not solicited but served: the cap is for companies' people."""
    return Calendar(
        days=frozenset(local_day(email.sent_at or email.due_at) for email in messages),
        open_days=frozenset(local_day(email.due_at) for email in messages if _is_open(email)),
        cap=None if holder.kind == USER else CAP,
    )


def _is_open(email: OutboxEmail) -> bool:
    """Whether a message still takes one more cause: it has not left, and nobody is sending it."""
    return email.sent_at is None and (email.lease_until is None or email.lease_until < timezone.now())


def _counts(email: OutboxEmail, now: datetime) -> bool:
    return email.sent_at is None or email.sent_at > now - timedelta(days=CAP_DAYS + 1)
