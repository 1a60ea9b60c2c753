from celery import shared_task

from synergies.models import MatchingRun
from synergies.runs import ask_for_run, do_run, programmes_to_compute


@shared_task
def run_matching(run_id: int) -> None:
    """Compute the proposals of one run, unless it was done meanwhile."""
    if MatchingRun.objects.waiting().filter(pk=run_id).exists():
        do_run(run_id=run_id)


@shared_task
def sweep() -> None:
    """Compute what waits, and what changed since its last computation."""
    for programme in programmes_to_compute():
        do_run(run_id=ask_for_run(programme=programme).pk)
