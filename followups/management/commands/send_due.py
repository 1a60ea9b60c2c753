"""`send_due`: the reminder rules once, then what is due, in this process."""

import json
from argparse import ArgumentTypeError
from datetime import datetime
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from symbiose.outbox.checks import LEAVE, verdict_on
from symbiose.outbox.delivery import deliver
from symbiose.outbox.models import OutboxEmail
from symbiose.reminders.manners import PARIS
from symbiose.reminders.models import Reminder
from symbiose.reminders.plan import end_of_day
from symbiose.reminders.services import run_rules

PATIENCE_SECONDS = 300  # a worker that is sending finishes first

FIRST_YEAR, LAST_YEAR = 2000, 2100


class Command(BaseCommand):
    help = "Run the reminder rules once and send what is due, held messages included, without a worker."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--now", type=instant, default=None, metavar="ISO8601", help="the instant to act at")
        parser.add_argument("--dry-run", action="store_true", help="count what would be done, change nothing")
        parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        now = options["now"] or timezone.now()
        figures = rehearse(now) if options["dry_run"] else act(now, fixed=options["now"] is not None)
        self.stdout.write(json.dumps(figures) if options["json"] else in_words(figures))
        if figures["failed"]:
            self.stderr.write(f"send_due: {figures['failed']} messages were refused, see the outbox page")


def act(now: datetime, *, fixed: bool) -> dict[str, int]:
    queued = run_rules(now).queued
    clock = (lambda: now) if fixed else timezone.now
    due = partial(OutboxEmail.objects.due_or_stuck, now)
    tally = deliver(due, clock=clock, seconds=float("inf"), patience=PATIENCE_SECONDS)
    return {"queued": queued, "sent": tally.sent, "deferred": waiting_after(now), "failed": tally.failed}


def rehearse(now: datetime) -> dict[str, int]:
    """What `act` would count if every server said yes."""
    with transaction.atomic():
        queued = run_rules(now).queued
        due = list(OutboxEmail.objects.due_or_stuck(now).select_related("programme"))
        verdicts = [verdict_on(email, now) for email in due]
        put_off = sum(verdict.wait_until is not None for verdict in verdicts)
        figures = {
            "queued": queued,
            "sent": verdicts.count(LEAVE),
            "deferred": waiting_after(now) + put_off,
            "failed": 0,
        }
        transaction.set_rollback(True)
    return figures


def waiting_after(now: datetime) -> int:
    """Today's reminders that wait for their hour, or that the manners put off."""
    today = Reminder.objects.waiting().filter(due_at__lte=end_of_day(now), email__due_at__gt=now)
    return today.values("email").distinct().count()


def in_words(figures: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in figures.items())


def instant(text: str) -> datetime:
    """An ISO 8601 instant; without offset it is read in Paris."""
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no ISO 8601 instant") from None
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ArgumentTypeError(f"{text!r} is outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return value if value.tzinfo else value.replace(tzinfo=PARIS)
