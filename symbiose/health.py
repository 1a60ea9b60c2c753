"""Is it alive, is it ready: for the operator, the proxy and `make demo`."""

from datetime import datetime, timedelta
from typing import Any

from celery import current_app, shared_task
from celery.signals import worker_ready
from django.apps import apps
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

HEARTBEAT_KEY = "worker-heartbeat"
HEARTBEAT_LATE = timedelta(seconds=100)  # three beats missed
OK, DEGRADED, DOWN = "ok", "degraded", "down"


@login_not_required
@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Answer as soon as the process runs, whatever it depends on."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Say what works. Only a database that is away or behind keeps visitors out."""
    database = database_state()
    state = {
        "database": database,
        "migrations": migrations_state() if database == OK else "unknown",
        "broker": broker_state(),
        "worker": worker_state(timezone.now()),
        "oldest_due_mail": oldest_due_mail() if database == OK else None,
    }
    status = overall(state)
    return JsonResponse({"status": status, **state}, status=503 if status == DOWN else 200)


def overall(state: dict[str, Any]) -> str:
    if state["database"] != OK or state["migrations"] != OK:
        return DOWN
    return OK if state["broker"] == OK and state["worker"] == OK else DEGRADED


def database_state() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "away"
    return OK


def migrations_state() -> str:
    executor = MigrationExecutor(connection)
    return "pending" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else OK


def broker_state() -> str:
    """Knock at the broker once; kombu wraps its transports' errors, and each has its own."""
    try:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=0, timeout=1)
    except Exception:
        return "away"
    return OK


def worker_state(now: datetime) -> str:
    """Tell whether a worker has run a task of the scheduler lately."""
    try:
        seen_at: datetime | None = cache.get(HEARTBEAT_KEY)
    except Exception:  # the cache may be the broker that is away
        return "unknown"
    if seen_at is None:
        return "never seen"
    return OK if now - seen_at < HEARTBEAT_LATE else f"silent since {seen_at.isoformat(timespec='seconds')}"


def oldest_due_mail() -> str | None:
    """The instant since which a message waits; null when nothing is due."""
    outbox: Any = apps.get_model("outbox", "OutboxEmail")
    try:
        oldest = outbox.objects.due().order_by("due_at").values_list("due_at", flat=True).first()
    except DatabaseError:
        return None
    return oldest.isoformat(timespec="seconds") if oldest else None


@shared_task(name="symbiose.health.beat")
def beat() -> None:
    """Note that the scheduler and a worker are at work."""
    cache.set(HEARTBEAT_KEY, timezone.now(), timeout=24 * 3600)


@worker_ready.connect
def first_beat(**kwargs: Any) -> None:
    """A worker that has just started says so at once."""
    beat()
