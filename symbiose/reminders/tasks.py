from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from symbiose.reminders.services import DAYS_AHEAD, run_rules


@shared_task
def run() -> int:
    """Plan today and the coming days, in every programme; the outbox's sweep sends at the hour."""
    return run_rules(timezone.now(), days_ahead=DAYS_AHEAD).queued
