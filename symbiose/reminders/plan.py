"""What will go out: the causes that the rules give for today and the coming days, kept in step with the facts."""

from __future__ import annotations

import logging
import uuid
from datetime import datetime, timedelta
from typing import NamedTuple

from symbiose.outbox.models import OutboxEmail
from symbiose.programmes.models import Programme
from symbiose.reminders.causes import rewrite
from symbiose.reminders.manners import MORNING, local_day, morning_of
from symbiose.reminders.models import OptOut, Reminder, RuleSetting
from symbiose.reminders.rules import Cause, ReminderRule, all_rules

log = logging.getLogger(__name__)


class CauseKey(NamedTuple):
    rule: str
    subject_uuid: uuid.UUID
    holder_kind: str
    holder_id: uuid.UUID
    occasion: str


class Wanted(NamedTuple):
    """A cause that a rule gives, and the instant at which it is due."""

    rule: ReminderRule
    cause: Cause
    due_at: datetime


def wanted_causes(programme: Programme, now: datetime, days_ahead: int) -> dict[CauseKey, Wanted]:
    """What the rules that are on give for today and each of the days ahead, as if those days had come."""
    refused = _refused(programme)
    wanted: dict[CauseKey, Wanted] = {}
    for day in range(days_ahead + 1):
        until = end_of_day(now + timedelta(days=day))
        for rule in enabled_rules(programme):
            for cause in _causes_of(rule, programme, until):
                if cause.holder.email and (cause.holder.kind, cause.holder.uuid) not in refused:
                    due_at = cause.message.due_at or morning_of(local_day(until))
                    wanted.setdefault(_key(rule, cause), Wanted(rule, cause, due_at))
    return wanted


def written_keys(programme: Programme) -> set[CauseKey]:
    rows = Reminder.objects.filter(programme=programme)
    return {CauseKey(*row) for row in rows.values_list(*CauseKey._fields)}


def forget_what_changed(programme: Programme, wanted: dict[CauseKey, Wanted], now: datetime, until: datetime) -> None:
    """Take planned causes out whose reason has gone or whose date has moved; they are planned anew where needed.

    Only what is still to come: what is due already is judged when it leaves.
    """
    coming = Reminder.objects.waiting().filter(programme=programme, due_at__gt=now, due_at__lte=until)
    for reminder in coming.select_related("email"):
        still = wanted.get(CauseKey(*(getattr(reminder, name) for name in CauseKey._fields)))
        if still is None or (still.due_at, still.cause.message.subject) != _as_planned(reminder):
            _forget(reminder)


def enabled_rules(programme: Programme) -> list[ReminderRule]:
    chosen = dict(RuleSetting.objects.filter(programme=programme).values_list("rule", "enabled"))
    return [rule for rule in all_rules() if chosen.get(rule.name, rule.on_by_default)]


def end_of_day(now: datetime) -> datetime:
    """The last instant of the local day."""
    return morning_of(local_day(now) + timedelta(days=1)) - timedelta(hours=MORNING.hour, microseconds=1)


def _forget(reminder: Reminder) -> None:
    """Take one cause out; a message that somebody is sending keeps its causes, and asks them then."""
    email = reminder.email
    if email and not OutboxEmail.objects.unsent().free().filter(pk=email.pk, tries=0).exists():
        return
    reminder.delete()
    if email is None:
        return
    if Reminder.objects.filter(email=email).exists():
        rewrite(email)
    else:
        email.delete()


def _as_planned(reminder: Reminder) -> tuple[datetime, str]:
    return reminder.due_at, reminder.message["subject"]


def _causes_of(rule: ReminderRule, programme: Programme, until: datetime) -> list[Cause]:
    try:
        return list(rule.causes(programme, until))
    except Exception:  # one app's faulty rule must not silence the others
        log.exception("the rule %s failed in %s", rule.name, programme.slug)
        return []


def _refused(programme: Programme) -> set[tuple[str, uuid.UUID]]:
    return set(OptOut.objects.open().filter(programme=programme).values_list("holder_kind", "holder_id"))


def _key(rule: ReminderRule, cause: Cause) -> CauseKey:
    return CauseKey(rule.name, cause.subject_uuid, cause.holder.kind, cause.holder.uuid, cause.occasion)
