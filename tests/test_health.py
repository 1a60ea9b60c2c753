"""The health pages, and the heartbeat of a real worker."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from symbiose import health
from symbiose.health import HEARTBEAT_KEY, overall, worker_state
from symbiose.supervisor import wait_until

ALL_WELL = {"database": "ok", "migrations": "ok", "broker": "ok", "worker": "ok"}


def test_the_process_that_runs_says_so_without_the_database(client):
    answer = client.get(reverse("health_live"))

    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.sqlite
@pytest.mark.django_db
def test_an_instance_without_worker_is_ready_but_degraded(client):
    answer = client.get(reverse("health_ready"))

    assert answer.status_code == 200
    assert answer.json() == {
        "status": "degraded",
        "database": "ok",
        "migrations": "ok",
        "broker": "ok",
        "worker": "never seen",
        "oldest_due_mail": None,
    }


@pytest.mark.django_db
def test_a_worker_that_has_beaten_makes_the_instance_ready(client):
    cache.set(HEARTBEAT_KEY, timezone.now())

    assert client.get(reverse("health_ready")).json()["status"] == "ok"


@pytest.mark.django_db
def test_pending_migrations_keep_visitors_out(client, monkeypatch):
    monkeypatch.setattr(health, "migrations_state", lambda: "pending")

    answer = client.get(reverse("health_ready"))

    assert answer.status_code == 503
    assert answer.json()["status"] == "down"


@pytest.mark.django_db
def test_a_broker_that_is_away_only_degrades(client, settings):
    cache.set(HEARTBEAT_KEY, timezone.now())
    app = health.current_app._get_current_object()
    connection_for_write = app.connection_for_write
    app.connection_for_write = lambda: connection_for_write("redis://127.0.0.1:1/0")

    try:
        answer = client.get(reverse("health_ready"))
    finally:
        del app.connection_for_write

    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["broker"]) == ("degraded", "away")


@pytest.mark.parametrize("part", ["database", "migrations"])
def test_only_the_database_and_its_migrations_bring_the_instance_down(part):
    assert overall({**ALL_WELL, part: "away"}) == "down"


def test_a_worker_silent_for_three_beats_is_reported():
    now = timezone.now()
    cache.set(HEARTBEAT_KEY, now - timedelta(seconds=101))

    assert worker_state(now).startswith("silent since ")


@pytest.mark.sqlite
def test_a_real_worker_beats_with_the_scheduler(start_worker):
    start_worker()
    first = cache.get(HEARTBEAT_KEY)

    assert wait_until(lambda: cache.get(HEARTBEAT_KEY) > first, seconds=20)
