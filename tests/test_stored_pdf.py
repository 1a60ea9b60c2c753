"""PDFs asked for once, printed once and kept: the documents of `diagnostics`, which stand on the common machinery."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from diagnostics import printing
from diagnostics.models import PrintedDocument
from diagnostics.printing import ask_for_document, print_document, register_printer
from diagnostics.tasks import print_pdf, sweep
from symbiose import stored_pdf_views
from symbiose.stored_pdf_views import serve

pytestmark = pytest.mark.django_db
KIND = PrintedDocument.Kind.BALANCE


@pytest.fixture(autouse=True)
def prints(settings, tmp_path, monkeypatch):
    """What was printed: the printer of one kind is replaced by one that counts."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(stored_pdf_views, "WAIT_SECONDS", 0.0)
    monkeypatch.setattr(printing, "_PRINTERS", {})
    printed = []
    register_printer(KIND, lambda content: printed.append(content) or b"%PDF-1.7")
    return printed


def ask(programme, **content):
    return ask_for_document(programme_id=programme.pk, kind=KIND, content=content)


def served(pdf):
    return serve(
        RequestFactory().get("/"), pdf, filename="bilan.pdf", title="Bilan", back="/", base="base_document.html"
    )


def test_the_same_content_is_one_row_whoever_asks(programme):
    first = ask_for_document(programme_id=programme.pk, kind=KIND, content={"a": 1, "b": 2})

    assert ask_for_document(programme_id=programme.pk, kind=KIND, content={"b": 2, "a": 1}).pk == first.pk


def test_another_content_is_another_row(programme):
    assert ask(programme, a=1).pk != ask(programme, a=2).pk


def test_a_document_is_printed_once(programme, prints):
    pdf = ask(programme, a=1)
    print_document(pdf_id=pdf.pk)
    print_document(pdf_id=pdf.pk)

    assert prints == [{"a": 1}]


def test_a_printed_document_is_handed_out_as_a_pdf(programme):
    pdf = print_document(pdf_id=ask(programme, a=1).pk)

    response = served(pdf)

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Cache-Control"] == "private, no-store"
    response.close()


def test_a_document_that_is_not_ready_answers_to_come_again(programme):
    response = served(ask(programme, a=1))

    assert (response.status_code, response["Retry-After"], response["Refresh"]) == (202, "2", "2")


def test_a_failure_is_noted_and_the_sweep_tries_again(programme, monkeypatch):
    def fail(_content):
        raise OSError("disque plein")

    register_printer(KIND, fail)
    pdf = ask(programme, a=1)
    asked = []
    monkeypatch.setattr("diagnostics.tasks.print_pdf.delay", asked.append)

    with pytest.raises(OSError, match="disque plein"):
        print_pdf(pdf.pk)
    sweep()

    pdf.refresh_from_db()
    assert "disque plein" in pdf.error
    assert asked == [pdf.pk]


def test_the_sweep_gives_up_after_a_day(programme, monkeypatch):
    ask(programme, a=1)
    PrintedDocument.objects.update(requested_at=timezone.now() - timedelta(days=2))
    asked = []
    monkeypatch.setattr("diagnostics.tasks.print_pdf.delay", asked.append)

    sweep()

    assert asked == []


def test_a_broker_that_is_away_changes_nothing(programme, monkeypatch, django_capture_on_commit_callbacks):
    def away(_pdf_id):
        raise OSError("connection refused")

    monkeypatch.setattr("diagnostics.tasks.print_pdf.delay", away)
    with django_capture_on_commit_callbacks(execute=True):
        pdf = ask(programme, a=1)

    assert PrintedDocument.objects.get(pk=pdf.pk).rendered_at is None


def test_a_task_for_a_row_that_is_gone_does_nothing():
    print_pdf(0)
