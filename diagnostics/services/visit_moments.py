"""When somebody last worked on a visit: a draft that sleeps is found by it."""

from __future__ import annotations

from django.utils import timezone

from diagnostics.models import Diagnostic

OPEN = (Diagnostic.State.PLANNED, Diagnostic.State.IN_PROGRESS)


def touch_visits(*, company_id: int) -> None:
    """Note that somebody just worked on what the open visits of a company record."""
    Diagnostic.objects.filter(company=company_id, state__in=OPEN).update(last_input_at=timezone.now())


def touch_visit(*, diagnostic_id: int) -> None:
    """Note that somebody just worked on a visit: an answer, a photo."""
    Diagnostic.objects.filter(pk=diagnostic_id).update(last_input_at=timezone.now())
