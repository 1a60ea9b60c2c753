from __future__ import annotations

import logging
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
from symbiose.reminders.manners import MORNING, local_day, morning_of
from symbiose.reminders.models import OptOut, Reminder, RuleSetting
from symbiose.reminders.rules import Cause, ReminderRule, all_rules

if TYPE_CHECKING:
    from symbiose.accounts.models import User
    from symbiose.holders import Holder

log = logging.getLogger(__name__)

CauseKey = tuple[str, uuid.UUID, str, uuid.UUID, str]


@dataclass(frozen=True, slots=True)
class RunTally:
    """What one run of the rules did: causes written, and those that the manners put off to another day."""

    queued: int = 0
    deferred: int = 0

    def __add__(self, other: RunTally) -> RunTally:
        return RunTally(self.queued + other.queued, self.deferred + other.deferred)


def run_rules(now: datetime, programme: Programme | None = None) -> RunTally:
    """Ask every rule that is on what is due today, and write what was not written before.

    Today's causes are written from midnight on, to leave at 09:00: the animator reads them before.
    Running it again, or twice at once, writes nothing twice.
    """
    programmes = [programme] if programme else list(Programme.objects.order_by("pk"))
    return sum((_run_programme(each, now) for each in programmes), RunTally())


def new_causes(programme: Programme, until: datetime) -> list[tuple[ReminderRule, Cause]]:
    """The causes due until an instant that are not written yet, from every rule that is on."""
    written = _written(programme)
    refused = _refused(programme)
    found = [(rule, cause) for rule in enabled_rules(programme) for cause in _causes_of(rule, programme, until)]
    return [
        (rule, cause)
        for rule, cause in found
        if cause.holder.email
        and (cause.holder.kind, cause.holder.uuid) not in refused
        and _key(rule, cause) not in written
    ]


def enabled_rules(programme: Programme) -> list[ReminderRule]:
    off = set(RuleSetting.objects.filter(programme=programme, enabled=False).values_list("rule", flat=True))
    return [rule for rule in all_rules() if rule.name not in off]


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
    return drop_causes([reminder.pk for reminder in reminders], reason)


def drop_causes(reminder_ids: Iterable[int], reason: str) -> int:
    """Drop causes, cancel the messages that have none left, and shorten the others. In the caller's transaction."""
    reminders = Reminder.objects.waiting().filter(pk__in=list(reminder_ids))
    email_ids = {email for email in reminders.values_list("email", flat=True) if email}
    dropped = reminders.update(dropped_at=timezone.now(), drop_reason=reason[:120])
    still_caused = set(Reminder.objects.waiting().filter(email__in=email_ids).values_list("email", flat=True))
    cancel_messages(email_ids=email_ids - still_caused, reason=reason)
    for email in OutboxEmail.objects.unsent().filter(pk__in=still_caused):
        rewrite(email)
    return dropped


@transaction.atomic
def switch_rule(*, programme: Programme, rule: ReminderRule, enabled: bool, actor: User) -> None:
    """Turn a rule on or off in a programme; off, what it had ready is cancelled."""
    RuleSetting.objects.update_or_create(
        programme=programme, rule=rule.name, defaults={"enabled": enabled, "created_by": actor}
    )
    if not enabled:
        waiting = Reminder.objects.waiting().filter(programme=programme, rule=rule.name)
        drop_causes([reminder.pk for reminder in waiting], _("Cette relance a été arrêtée dans les réglages."))


@transaction.atomic
def opt_out(*, programme: Programme, holder: Holder) -> OptOut:
    """Note that a person wants no more reminders, and cancel what was to leave. Asked twice, noted once."""
    refusal, _created = OptOut.objects.open().get_or_create(
        programme=programme, holder_kind=holder.kind, holder_id=holder.uuid
    )
    unsent = OutboxEmail.objects.unsent().filter(
        programme=programme, holder_kind=holder.kind, holder_id=holder.uuid, asked_for=False
    )
    reason = _("La personne ne souhaite plus être relancée.")
    waiting = Reminder.objects.waiting().of_holder(holder.kind, holder.uuid).filter(programme=programme)
    drop_causes([reminder.pk for reminder in waiting], reason)
    cancel_messages(email_ids=unsent.values_list("pk", flat=True), reason=reason)
    return refusal


def opt_in(*, programme: Programme, holder: Holder) -> bool:
    """End a refusal: the person may be reminded again. False where there was none."""
    refusals = OptOut.objects.open().of_holder(holder.kind, holder.uuid).filter(programme=programme)
    return bool(refusals.update(ended_at=timezone.now()))


def end_of_day(now: datetime) -> datetime:
    """The last instant of the local day."""
    return morning_of(local_day(now) + timedelta(days=1)) - timedelta(hours=MORNING.hour, microseconds=1)


def _run_programme(programme: Programme, now: datetime) -> RunTally:
    causes = new_causes(programme, end_of_day(now))
    if not causes:
        return RunTally()
    with transaction.atomic():
        Programme.objects.select_for_update().get(pk=programme.pk)  # two runs at once would part one morning in two
        emails = [write_cause(programme=programme, rule=rule, cause=cause, now=now) for rule, cause in causes]
    queued = [email for email in emails if email]
    return RunTally(queued=len(queued), deferred=sum(local_day(email.due_at) > local_day(now) for email in queued))


def _causes_of(rule: ReminderRule, programme: Programme, until: datetime) -> list[Cause]:
    try:
        return list(rule.causes(programme, until))
    except Exception:  # one app's faulty rule must not silence the others
        log.exception("the rule %s failed in %s", rule.name, programme.slug)
        return []


def _written(programme: Programme) -> set[CauseKey]:
    rows = Reminder.objects.filter(programme=programme)
    return set(rows.values_list("rule", "subject_uuid", "holder_kind", "holder_id", "occasion"))


def _refused(programme: Programme) -> set[tuple[str, uuid.UUID]]:
    return set(OptOut.objects.open().filter(programme=programme).values_list("holder_kind", "holder_id"))


def _key(rule: ReminderRule, cause: Cause) -> CauseKey:
    return (rule.name, cause.subject_uuid, cause.holder.kind, cause.holder.uuid, cause.occasion)
