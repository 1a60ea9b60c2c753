from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.outbox.models import OutboxEmail
from symbiose.outbox.services import cancel_messages
from symbiose.programmes.models import Programme
from symbiose.reminders.causes import rewrite, write_cause
from symbiose.reminders.models import Reminder, RuleSetting
from symbiose.reminders.plan import end_of_day, forget_what_changed, wanted_causes, written_keys

if TYPE_CHECKING:
    from symbiose.accounts.models import User
    from symbiose.holders import Holder
    from symbiose.reminders.rules import ReminderRule

DAYS_AHEAD = 7


@dataclass(frozen=True, slots=True)
class RunTally:
    """What one run of the rules did: the messages that it queued."""

    queued: int = 0

    def __add__(self, other: RunTally) -> RunTally:
        return RunTally(self.queued + other.queued)


def run_rules(now: datetime, programme: Programme | None = None, *, days_ahead: int = 0) -> RunTally:
    """Ask every rule that is on what is due today (and on the days ahead), and plan what was not planned before.

    What is planned leaves at 09:00 of its day: the animator reads it before. What has lost its reason or
    changed its date since is planned anew. Running it again, or twice at once, writes nothing twice.
    """
    programmes = [programme] if programme else list(Programme.objects.order_by("pk"))
    return sum((_run_programme(each, now, days_ahead) for each in programmes), RunTally())


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
        reminders = reminders.of_holder(holder.kind, holder.uuid)
    return drop_causes(reminders.values_list("pk", flat=True), reason)


def drop_causes(reminder_ids: Iterable[int], reason: str) -> int:
    """Drop causes, cancel the messages that have none left, and shorten the others. In the caller's transaction."""
    ids = list(reminder_ids)
    email_ids = set(Reminder.objects.filter(pk__in=ids, email__isnull=False).values_list("email", flat=True))
    dropped = Reminder.objects.filter(pk__in=ids).update(dropped_at=timezone.now(), drop_reason=reason[:120])
    still_caused = set(Reminder.objects.waiting().filter(email__in=email_ids).values_list("email", flat=True))
    cancel_messages(email_ids=email_ids - still_caused, reason=reason)
    for email in OutboxEmail.objects.unsent().filter(pk__in=still_caused):
        rewrite(email)
    return dropped


@transaction.atomic
def silence(*, programme: Programme, holder: Holder) -> int:
    """Cancel at once all that was to leave for a person who opts out, save what they asked for themselves."""
    reason = _("La personne ne souhaite plus être relancée.")
    waiting = Reminder.objects.waiting().of_holder(holder.kind, holder.uuid).filter(programme=programme)
    drop_causes(waiting.values_list("pk", flat=True), reason)
    unsent = OutboxEmail.objects.unsent().filter(programme=programme, asked_for=False)
    theirs = unsent.filter(holder_kind=holder.kind, holder_id=holder.uuid)
    return cancel_messages(email_ids=theirs.values_list("pk", flat=True), reason=reason)


@transaction.atomic
def switch_rule(*, programme: Programme, rule: ReminderRule, enabled: bool, actor: User) -> None:
    """Turn a rule on or off in a programme; off, what it had ready is cancelled."""
    RuleSetting.objects.update_or_create(
        programme=programme, rule=rule.name, defaults={"enabled": enabled, "created_by": actor}
    )
    if not enabled:
        waiting = Reminder.objects.waiting().filter(programme=programme, rule=rule.name)
        reason = _("Cette relance a été arrêtée dans les réglages.")
        drop_causes(waiting.values_list("pk", flat=True), reason)


def _run_programme(programme: Programme, now: datetime, days_ahead: int) -> RunTally:
    until = end_of_day(now + timedelta(days=days_ahead))
    wanted = wanted_causes(programme, now, days_ahead)
    with transaction.atomic():
        Programme.objects.select_for_update().get(pk=programme.pk)  # two runs at once would part one morning in two
        forget_what_changed(programme, wanted, now, until)
        written = written_keys(programme)
        new = sorted((item for key, item in wanted.items() if key not in written), key=lambda item: item.due_at)
        emails = [write_cause(programme=programme, item=item, now=now) for item in new]
    return RunTally(queued=len({email.pk for email in emails if email}))
