from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from diagnostics.attachments.services import erase_old_files


@shared_task
def sweep() -> None:
    """Erase removed and orphan files; running it twice erases once."""
    erase_old_files(now=timezone.now())
