"""What a power cut, a refusing server and a stopped broker do to the mail: real worker, real server."""

import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from symbiose.holders import Holder
from symbiose.outbox.models import OutboxEmail
from symbiose.outbox.services import Message, queue_email
from symbiose.supervisor import wait_until
from tests.outbox.factories import OutboxEmailFactory, ProgrammeFactory, UserFactory

pytestmark = [pytest.mark.sqlite, pytest.mark.xdist_group("outbox_faults")]


def all_sent(count: int) -> bool:
    return OutboxEmail.objects.filter(sent_at__isnull=False).count() == count


def end_the_leases_of_the_dead() -> None:
    OutboxEmail.objects.filter(lease_until__isnull=False).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_a_worker_killed_in_the_midst_loses_nothing_and_doubles_one_at_most(start_worker, smtp_sink):
    smtp_sink.delay_seconds = 0.03
    wanted = {email.recipient_email for email in OutboxEmailFactory.create_batch(60)}
    worker = start_worker(email_url=smtp_sink.url)
    wait_until(lambda: len(smtp_sink.messages) >= 15, seconds=30)
    worker.kill()
    before = len(smtp_sink.messages)
    end_the_leases_of_the_dead()

    start_worker(email_url=smtp_sink.url)
    wait_until(lambda: all_sent(60), seconds=30)

    assert before < 60
    assert set(smtp_sink.recipients) == wanted
    ids = Counter(message["Message-ID"] for message in smtp_sink.messages)
    assert (len(ids), len(smtp_sink.messages) - 60) in {(60, 0), (60, 1)}


def test_a_server_that_refuses_is_shown_and_asked_again_later(start_worker, smtp_sink):
    OutboxEmailFactory.create_batch(5)
    smtp_sink.refuse()
    start_worker(email_url=smtp_sink.url)
    wait_until(lambda: OutboxEmail.objects.failing().count() == 5, seconds=30)

    smtp_sink.accept()
    OutboxEmail.objects.update(retry_at=timezone.now())  # the minute passes

    assert wait_until(lambda: all_sent(5), seconds=30)
    assert len(smtp_sink.messages) == 5


def test_a_message_rung_for_leaves_without_waiting_for_the_sweep(start_worker, smtp_sink):
    start_worker(email_url=smtp_sink.url, beat=False)
    programme, user = ProgrammeFactory(), UserFactory()
    recipient = Holder(kind="user", uuid=user.uuid, name=str(user), email=user.email)
    message = Message(kind="test", template="link_renewed", subject="Un essai", path="/")

    with transaction.atomic():
        queue_email(key="essai", message=message, recipient=recipient, programme=programme)

    assert wait_until(lambda: all_sent(1), seconds=15)


def test_with_the_broker_away_a_message_is_queued_at_once_and_leaves_later(
    transactional_db, settings, monkeypatch, smtp_sink, start_worker
):
    from symbiose.outbox import tasks

    def away(**options):
        raise ConnectionError

    monkeypatch.setattr(tasks.send_outbox_email, "apply_async", away)
    monkeypatch.setattr(tasks, "_doorbell", tasks.Doorbell())
    programme, user = ProgrammeFactory(), UserFactory()
    recipient = Holder(kind="user", uuid=user.uuid, name=str(user), email=user.email)
    message = Message(kind="test", template="link_renewed", subject="Un essai", path="/")
    started = time.monotonic()
    queue_email(key="essai", message=message, recipient=recipient, programme=programme)
    waited = time.monotonic() - started

    start_worker(email_url=smtp_sink.url)

    assert wait_until(lambda: all_sent(1), seconds=30)
    assert waited < 2
