from __future__ import annotations

import logging
import threading
import time

from celery import shared_task

from symbiose.outbox.delivery import deliver
from symbiose.outbox.models import OutboxEmail

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 1.5
SILENCE_SECONDS = 15.0


class Doorbell:
    """Publishes from a thread of its own, so that no client library's retries hold a request up.

    A broker that did not answer is left alone for a while: a request that queues a hundred messages
    waits once.
    """

    def __init__(self) -> None:
        self.silent_until = 0.0

    def press(self, email_id: int) -> None:
        if time.monotonic() < self.silent_until:
            return
        answered = threading.Event()
        threading.Thread(target=self._publish, args=(email_id, answered), name="doorbell", daemon=True).start()
        if not answered.wait(PATIENCE_SECONDS):
            self.silent_until = time.monotonic() + SILENCE_SECONDS

    def _publish(self, email_id: int, answered: threading.Event) -> None:
        try:
            send_outbox_email.apply_async(args=(email_id,), retry=False, expires=600)
        except Exception as error:  # each transport has its own errors, and none may matter here
            log.warning("the broker is away, the sweep will find message %s: %s", email_id, error)
            self.silent_until = time.monotonic() + SILENCE_SECONDS
        answered.set()


_doorbell = Doorbell()


def ring(email_id: int) -> None:
    """Wake a worker up for one message; never raises, and never holds its caller up."""
    _doorbell.press(email_id)


@shared_task
def send_outbox_email(email_id: int) -> bool:
    """Send one queued message, and what is due beside it. Running it twice sends it once."""
    if OutboxEmail.objects.due().filter(pk=email_id).exists():
        deliver(OutboxEmail.objects.due)
    return OutboxEmail.objects.filter(pk=email_id, sent_at__isnull=False).exists()


@shared_task
def sweep() -> int:
    """Send what is due and was not rung for, waits for a new try, or was left by a worker that died."""
    return deliver(OutboxEmail.objects.due).sent
