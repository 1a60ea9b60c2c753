"""Before the visit: the sheet to read in the car park. After it: the text for the chamber's own CRM."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from diagnostics.models import PrintedDocument
from diagnostics.printing import ask_for_document
from diagnostics.report.preparation import preparation_content
from diagnostics.report.preparation_printing import document_of
from diagnostics.report.summary import summary_text
from diagnostics.views.visits import visible_diagnostic
from symbiose.http import MemberRequest
from symbiose.stored_pdf_views import serve


@require_GET
def prepare(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    diagnostic = visible_diagnostic(request, pk)
    document = document_of(preparation_content(diagnostic, request.membership))
    context = {"diagnostic": diagnostic, "document": document, **document.parts}
    return render(request, "diagnostics/prepare.html", context)


@require_GET
def prepare_pdf(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse | FileResponse:
    diagnostic = visible_diagnostic(request, pk)
    pdf = ask_for_document(
        programme_id=diagnostic.programme_id,
        kind=PrintedDocument.Kind.PREPARATION,
        content=preparation_content(diagnostic, request.membership),
        subject_uuid=diagnostic.uuid,
    )
    return serve(
        request,
        pdf,
        filename=f"preparation-{slugify(str(diagnostic.company))[:60] or 'visite'}.pdf",
        title=_("Préparer la visite"),
        back=reverse("report:prepare", kwargs={"programme_slug": programme_slug, "pk": pk}),
    )


@require_GET
def summary(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """The visit as plain text, with a button that copies it."""
    diagnostic = visible_diagnostic(request, pk)
    text = summary_text(diagnostic, request.membership, timezone.localdate())
    return render(request, "diagnostics/summary.html", {"diagnostic": diagnostic, "text": text})
