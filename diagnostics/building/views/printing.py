"""A template on paper."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from diagnostics.building.printing import content_to_print
from diagnostics.building.views.drafts_of import address_of
from diagnostics.models import PrintedDocument, Template
from diagnostics.printing import ask_for_document
from symbiose.http import MemberRequest
from symbiose.stored_pdf_views import serve


@require_safe
def template_print(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse | FileResponse:
    """Any version, to be filled with a pen: printed once, kept, the same file for everybody."""
    templates = Template.objects.visible_to(request.membership).select_related("programme")
    template = get_object_or_404(templates, pk=pk)
    document = ask_for_document(
        programme_id=template.programme_id,
        kind=PrintedDocument.Kind.QUESTIONS,
        content=content_to_print(template),
        subject_uuid=template.uuid,
    )
    name = f"{slugify(template.title)[:60] or 'questions'}-v{template.number}.pdf"
    back = address_of("detail", template, request)
    return serve(request, document, filename=name, title=template.title, back=back)
