"""Computations of proposals as rows: the table says what is asked for; a task or the sweep does it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError

from diagnostics.models import Flow
from symbiose.programmes.models import Programme
from synergies.matching_run import recompute_proposals
from synergies.models import MatchingRun

if TYPE_CHECKING:
    from symbiose.accounts.models import User

log = logging.getLogger(__name__)


@transaction.atomic
def ask_for_run(*, programme: Programme, actor: User | None = None) -> MatchingRun:
    """Ask for a computation; while one waits, asking again changes nothing."""
    run, created = MatchingRun.objects.get_or_create(
        programme=programme, finished_at__isnull=True, defaults={"created_by": actor}
    )
    if created:
        transaction.on_commit(partial(_ring, run.pk))
    return run


def do_run(*, run_id: int) -> MatchingRun:
    """Compute, and write what changed. Run twice it computes twice, to the same rows."""
    run = MatchingRun.objects.select_related("programme").get(pk=run_id)
    MatchingRun.objects.filter(pk=run_id).update(started_at=timezone.now())
    result = recompute_proposals(run.programme)
    run.created_count, run.kept_count, run.withdrawn_count = result.created, result.kept, result.withdrawn
    run.seconds, run.finished_at = result.seconds, timezone.now()
    run.save(update_fields=["created_count", "kept_count", "withdrawn_count", "seconds", "finished_at"])
    return run


def programmes_to_compute() -> QuerySet[Programme]:
    """Programmes whose flows changed since their last computation began."""
    changed = _latest_by_programme(Flow.history.values("programme").annotate(at=Max("history_date")))
    computed = _latest_by_programme(
        MatchingRun.objects.filter(finished_at__isnull=False).values("programme").annotate(at=Max("created_at"))
    )
    stale = [programme for programme, at in changed.items() if programme not in computed or computed[programme] < at]
    waiting = MatchingRun.objects.waiting().values("programme")
    return Programme.objects.filter(Q(pk__in=stale) | Q(pk__in=waiting)).order_by("pk")


def _latest_by_programme(rows: Iterable[Mapping[str, Any]]) -> dict[int, datetime]:
    return {row["programme"]: row["at"] for row in rows}


def _ring(run_id: int) -> None:
    from synergies.tasks import run_matching  # the task module imports this one

    try:
        run_matching.delay(run_id)
    except (OperationalError, OSError) as error:
        log.warning("the broker is away, the sweep will compute run %s: %s", run_id, error)
