from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from symbiose.reminders.services import run_rules


@shared_task
def run() -> int:
    """Write what is due today, in every programme; the outbox's sweep sends it at its hour."""
    return run_rules(timezone.now()).queued
