from celery import shared_task

from diagnostics.models import PrintedDocument
from diagnostics.printing import print_document
from symbiose.stored_pdf import HARD_SECONDS, SOFT_SECONDS, attempt, left_to_print


@shared_task(soft_time_limit=SOFT_SECONDS, time_limit=HARD_SECONDS)
def print_pdf(pdf_id: int) -> None:
    attempt(PrintedDocument, pdf_id, print_document)


@shared_task
def sweep() -> None:
    for pdf_id in left_to_print(PrintedDocument):
        print_pdf.delay(pdf_id)
