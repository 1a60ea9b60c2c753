from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from symbiose.outbox.services import cancel_messages
from symbiose.reminders.models import Reminder

if TYPE_CHECKING:
    from symbiose.holders import Holder


@transaction.atomic
def drop_reminders(
    *, subject_uuid: uuid.UUID, reason: str, rule: str | None = None, holder: Holder | None = None
) -> int:
    """Stop at once what was to be sent about a subject: an answer by any way counts.

    `rule` None drops every rule's reminders of that subject; `holder` narrows to one person. A message whose
    causes are all dropped is cancelled with the reason; one that has other causes leaves without this one.
    Returns the number of causes dropped. To be called in the transaction that files the answer.
    """
    reminders = Reminder.objects.waiting().filter(subject_uuid=subject_uuid)
    if rule:
        reminders = reminders.filter(rule=rule)
    if holder:
        reminders = reminders.filter(holder_kind=holder.kind, holder_id=holder.uuid)
    email_ids = set(reminders.values_list("email", flat=True)) - {None}
    dropped = reminders.update(dropped_at=timezone.now(), drop_reason=reason[:120])
    still_caused = Reminder.objects.waiting().filter(email__in=email_ids).values_list("email", flat=True)
    cancel_messages(email_ids=email_ids - set(still_caused), reason=reason)
    return dropped


@dataclass(frozen=True, slots=True)
class RunTally:
    """What one run of the rules did: messages queued, and those that the manners put off."""

    queued: int = 0
    deferred: int = 0
