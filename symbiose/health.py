"""Is it alive, is it ready: for the operator, the proxy and `make demo`."""

from celery import shared_task


@shared_task(name="symbiose.health.beat")
def beat() -> None:
    """Note that the scheduler and a worker are at work."""
