import time

import pytest

from symbiose.outbox import tasks
from symbiose.outbox.tasks import Doorbell, ring, send_outbox_email


@pytest.fixture
def bell(monkeypatch) -> Doorbell:
    bell = Doorbell()
    monkeypatch.setattr(tasks, "_doorbell", bell)
    return bell


def test_a_broker_that_refuses_is_no_error_of_the_request(bell, monkeypatch):
    def refuse(**options):
        raise ConnectionError

    monkeypatch.setattr(send_outbox_email, "apply_async", refuse)

    ring(1)

    assert bell.silent_until > time.monotonic()


def test_a_silent_broker_holds_a_request_up_once_and_less_than_two_seconds(bell, monkeypatch):
    monkeypatch.setattr(send_outbox_email, "apply_async", lambda **options: time.sleep(4))
    started = time.monotonic()

    for email_id in range(100):
        ring(email_id)

    assert time.monotonic() - started < 2


def test_a_broker_that_answers_gets_the_id(bell, monkeypatch):
    rung = []
    monkeypatch.setattr(send_outbox_email, "apply_async", lambda **options: rung.append(options["args"]))

    ring(42)

    assert rung == [(42,)]
