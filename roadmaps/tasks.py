from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from roadmaps.models import RoadmapPdf
from roadmaps.pdf_store import note_failure, print_pdf

GIVE_UP_AFTER = timedelta(days=1)


@shared_task
def print_roadmap(pdf_id: int) -> None:
    """Print one PDF, unless it is printed; a failure is noted on its row and tried again by the sweep."""
    try:
        print_pdf(pdf_id=pdf_id)
    except RoadmapPdf.DoesNotExist:
        return
    except Exception as error:
        note_failure(pdf_id=pdf_id, error=repr(error))
        raise


@shared_task
def sweep() -> None:
    """Print what was asked for and never printed: a worker died, or the broker was away."""
    since = timezone.now() - GIVE_UP_AFTER
    for pdf_id in RoadmapPdf.objects.waiting().filter(requested_at__gt=since).values_list("pk", flat=True)[:20]:
        print_roadmap.delay(pdf_id)
