from celery import shared_task

from roadmaps.models import RoadmapPdf
from roadmaps.pdf_store import print_pdf
from symbiose.stored_pdf import HARD_SECONDS, SOFT_SECONDS, attempt, left_to_print


@shared_task(soft_time_limit=SOFT_SECONDS, time_limit=HARD_SECONDS)
def print_roadmap(pdf_id: int) -> None:
    attempt(RoadmapPdf, pdf_id, print_pdf)


@shared_task
def sweep() -> None:
    for pdf_id in left_to_print(RoadmapPdf):
        print_roadmap.delay(pdf_id)
