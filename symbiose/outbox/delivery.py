"""Messages leave here, one at a time: claimed by a lease, asked again, written, sent, and noted.

No transaction is open while the mail server thinks. A worker that dies between the server's yes and `sent_at`
sends again, under the same Message-ID, when its lease ends.
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from symbiose.journal.models import Fact
from symbiose.outbox.checks import verdict_on
from symbiose.outbox.contexts import NothingToSay
from symbiose.outbox.faults import PERMANENT_TRIES, SERVER_AWAY_WAIT, Fault, fault_of, wait_after
from symbiose.outbox.locks import alone_on_this_machine
from symbiose.outbox.models import OutboxEmail, OutboxEmailQuerySet
from symbiose.outbox.rendering import Letter, write

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=100)  # longer than the four exchanges of one message at 20 s each (EMAIL_TIMEOUT)
CHUNK = 5  # then what is due is asked again: what a person waits for goes first
SECONDS = 120  # a round gives way well before Celery's time limit, however slow the server
AWAY_AFTER = 2  # messages in a row that the server left without an answer
Clock = Callable[[], datetime]
Candidates = Callable[[], OutboxEmailQuerySet]
FIRST = ("-asked_for", "due_at", "pk")


@dataclass(slots=True)
class Tally:
    sent: int = 0
    failed: int = 0
    deferred: int = 0
    cancelled: int = 0


class Courier:
    """One connection to the mail server, kept for a batch. Files and consoles have one per message."""

    def __init__(self) -> None:
        self.connection: Any = None
        self.last_fault: Fault | None = None
        self.faults_in_a_row = 0
        self.refused: list[int] = []

    def open(self) -> None:
        """Knock at the server before anything is claimed. Raises SMTPException or OSError."""
        connection = self.connection or get_connection()
        if isinstance(connection, SmtpBackend):
            connection.open()
            self.connection = connection

    def carry(self, message: EmailMessage) -> None:
        message.connection = self.connection
        message.send()
        self.faults_in_a_row = 0

    def stumble(self, fault: Fault) -> None:
        """The server left a message without an answer: the next one knocks again."""
        self.last_fault = fault
        self.faults_in_a_row += 1
        self.close()

    def close(self) -> None:
        if self.connection is not None:
            with contextlib.suppress(SMTPException, OSError):
                self.connection.close()
        self.connection = None


def deliver(
    candidates: Candidates, *, clock: Clock = timezone.now, seconds: float = SECONDS, patience: float = 0
) -> Tally:
    """Send what `candidates` gives, until it gives nothing new or the time is up.

    It is asked again at each claim, so that nothing is sent twice, and by one process of a machine at a time, so
    that a machine that dies has one message in flight: another one that already sends will see what is due.
    """
    tally, courier, deadline = Tally(), Courier(), time.monotonic() + seconds
    with alone_on_this_machine(patience) as alone:
        tried: set[int] = set()
        while alone and time.monotonic() < deadline:
            waiting = candidates().exclude(pk__in=tried)
            chunk = list(waiting.order_by(*FIRST).values_list("pk", flat=True)[:CHUNK])
            if not chunk or not _deliver_chunk(chunk, candidates, courier, clock, tally):
                break
            tried.update(chunk)
        courier.close()
    return tally


def _deliver_chunk(chunk: list[int], candidates: Candidates, courier: Courier, clock: Clock, tally: Tally) -> bool:
    """Whether the server is still there; when it is away, all that is due says so and waits, untried."""
    for pk in chunk:
        away = _fault_at_the_door(courier)
        if away:
            waits = {"last_error": away.words[:300], "retry_at": clock() + SERVER_AWAY_WAIT}
            tally.failed += candidates().exclude(pk__in=courier.refused).update(**waits)
            return False
        _deliver_one(pk, candidates, courier, clock, tally)
    return True


def _fault_at_the_door(courier: Courier) -> Fault | None:
    """Why the server takes no message now; None when it listens."""
    if courier.faults_in_a_row >= AWAY_AFTER:
        return courier.last_fault
    try:
        courier.open()
    except (SMTPException, OSError) as error:
        return fault_of(error)
    return None


def _deliver_one(pk: int, candidates: Candidates, courier: Courier, clock: Clock, tally: Tally) -> None:
    lease = timezone.now() + LEASE
    if not candidates().filter(pk=pk).update(lease_until=lease, tries=F("tries") + 1):
        return  # sent, cancelled, not due, or held by another worker
    email = OutboxEmail.objects.select_related("programme", "created_by").get(pk=pk)
    now = clock()
    if not _is_free_to_leave(email, now, tally):
        return
    try:
        message, letter = write(email, now)
        courier.carry(message)
    except NothingToSay as reason:
        _cancel(email, str(reason), tally)
    except Exception as error:  # an app's template may fail in any way; the others must leave all the same
        _note_failure(email, error, courier, now)
        tally.failed += 1
    else:
        _note_departure(email, letter, now)
        tally.sent += 1


def _is_free_to_leave(email: OutboxEmail, now: datetime, tally: Tally) -> bool:
    verdict = verdict_on(email, now)
    if verdict.cancel_reason:
        _cancel(email, verdict.cancel_reason, tally)
    elif verdict.wait_until:
        email.due_at = verdict.wait_until
        email.tries -= 1
        email.lease_until = email.retry_at = None
        email.save(update_fields=["due_at", "tries", "lease_until", "retry_at"])
        tally.deferred += 1
    else:
        return True
    return False


def _cancel(email: OutboxEmail, reason: str, tally: Tally) -> None:
    changes = {"cancelled_at": timezone.now(), "cancel_reason": reason[:120], "held": False, "lease_until": None}
    OutboxEmail.objects.unsent().filter(pk=email.pk).update(**changes)
    tally.cancelled += 1


@transaction.atomic
def _note_departure(email: OutboxEmail, letter: Letter, now: datetime) -> None:
    """What has left has left, even if it was cancelled or held meanwhile."""
    OutboxEmail.objects.filter(pk=email.pk).update(
        sent_at=now,
        sent_text=letter.masked_text,
        released_at=Coalesce("released_at", now),
        held=False,
        lease_until=None,
        retry_at=None,
        failed_at=None,
        last_error="",
        cancelled_at=None,
        cancel_reason="",
    )
    if email.programme and email.company_uuid:
        Fact.objects.create(
            programme=email.programme,
            kind="message_sent",
            subject_kind="outboxemail",
            subject_uuid=email.uuid,
            company_uuid=email.company_uuid,
            happened_at=now,
            data={"kind": email.kind},
        )


def _note_failure(email: OutboxEmail, error: Exception, courier: Courier, now: datetime) -> None:
    fault = fault_of(error)
    if not isinstance(error, (SMTPException, OSError)):
        log.error("message %s cannot be written", email.key, exc_info=error)
    courier.refused.append(email.pk)
    if fault.server_away:
        courier.stumble(fault)
    OutboxEmail.objects.unsent().filter(pk=email.pk).update(
        last_error=fault.words[:300],
        lease_until=None,
        retry_at=now + wait_after(email.tries),
        failed_at=_given_up_at(email, fault, now),
    )


def _given_up_at(email: OutboxEmail, fault: Fault, now: datetime) -> datetime | None:
    return now if fault.permanent and email.tries >= PERMANENT_TRIES else None
