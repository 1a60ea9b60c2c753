"""Hand out a stored PDF, or say that it is being prepared."""

from __future__ import annotations

import time

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render

from symbiose.stored_pdf import StoredPdf

WAIT_SECONDS = 6.0  # CONTRACTS: 200 within 10 s, else 202 with progress
POLL_SECONDS = 0.25


def serve(
    request: HttpRequest, pdf: StoredPdf, *, filename: str, title: str, back: str, base: str = "base.html"
) -> HttpResponse | FileResponse:
    """The file once it is printed; else, after a few seconds, a page that asks again by itself.

    `title` and `back` are the words and the address of the page that led here; `base` is the layout of that page.
    """
    deadline = time.monotonic() + WAIT_SECONDS
    while not pdf.rendered_at and not pdf.error and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
        pdf.refresh_from_db(fields=["rendered_at", "error", "file"])
    return _file(pdf, filename) if pdf.rendered_at else _waiting(request, pdf, title, back, base)


def _file(pdf: StoredPdf, filename: str) -> FileResponse:
    response = FileResponse(pdf.file.open("rb"), content_type="application/pdf", filename=filename)
    response["Cache-Control"] = "private, no-store"
    return response


def _waiting(request: HttpRequest, pdf: StoredPdf, title: str, back: str, base: str) -> HttpResponse:
    context = {"pdf": pdf, "title": title, "back": back, "base": base}
    response = render(request, "stored_pdf/waiting.html", context, status=202)
    response["Retry-After"] = "2"
    response["Refresh"] = "2"  # the page asks again by itself, without a script
    return response
