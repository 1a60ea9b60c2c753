"""What the reminders ask of a message just before it leaves."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from symbiose.outbox.checks import LEAVE, Verdict
from symbiose.reminders.manners import may_leave, next_morning
from symbiose.reminders.models import OptOut, Reminder, RuleSetting
from symbiose.reminders.rules import rule_named
from symbiose.reminders.services import drop_causes

if TYPE_CHECKING:
    from symbiose.outbox.models import OutboxEmail


def not_opted_out(email: OutboxEmail, now: datetime) -> Verdict:
    """Silence after an opt-out, save for what the person asked for."""
    if email.asked_for or email.holder_id is None:
        return LEAVE
    refusals = OptOut.objects.open().of_holder(email.holder_kind, email.holder_id)
    refused = refusals.filter(programme=email.programme_id).exists()
    return Verdict(cancel_reason=_("La personne ne souhaite plus être relancée.")) if refused else LEAVE


def causes_still_hold(email: OutboxEmail, now: datetime) -> Verdict:
    """Drop the causes that an answer has met meanwhile; a reminder without cause is cancelled."""
    reminders = list(Reminder.objects.filter(email=email))
    if not reminders:
        return LEAVE
    waiting = [reminder for reminder in reminders if reminder.dropped_at is None]
    gone = [reminder.pk for reminder in waiting if not _holds(reminder)]
    if gone:
        with transaction.atomic():
            drop_causes(gone, _("La raison de ce message a disparu."))
        email.refresh_from_db()
    if len(gone) == len(waiting):
        return Verdict(cancel_reason=_("La raison de ce message a disparu."))
    return LEAVE if may_leave(now) else Verdict(wait_until=next_morning(now))


def _holds(reminder: Reminder) -> bool:
    rule = rule_named(reminder.rule)
    chosen = RuleSetting.objects.filter(programme=reminder.programme_id, rule=reminder.rule).first()
    if rule is None or not (chosen.enabled if chosen else rule.on_by_default):
        return False
    return rule.still_holds(reminder.subject_uuid)
