from __future__ import annotations

import time

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from roadmaps.models import Roadmap, RoadmapPdf, RoadmapVersion
from roadmaps.pdf_store import ask_for_version, pdf_of_today
from roadmaps.views import roadmap_or_404
from symbiose.http import MemberRequest

WAIT_SECONDS = 6.0  # CONTRACTS: 200 within 10 s, else 202 with progress
POLL_SECONDS = 0.25


@require_GET
def roadmap_pdf(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse | FileResponse:
    """The validated version, else the draft; `?version=2` an earlier one, `?edition=today` the progress of the day."""
    roadmap = roadmap_or_404(request, pk)
    pdf = _asked(request, roadmap)
    deadline = time.monotonic() + WAIT_SECONDS
    while not pdf.rendered_at and not pdf.error and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
        pdf.refresh_from_db()
    return _file(roadmap, pdf) if pdf.rendered_at else _waiting(request, roadmap, pdf)


def _asked(request: MemberRequest, roadmap: Roadmap) -> RoadmapPdf:
    """Animator and advisers have the participants' edition; the others read the total, not each company's part."""
    shows_parts = request.membership.is_animator or request.membership.is_adviser
    number = request.GET.get("version", "")
    wanted = number or (str(roadmap.number) if roadmap.state == Roadmap.State.VALIDATED else "")
    frozen = _version(roadmap, wanted) if wanted else None
    if number and frozen is None:
        raise Http404
    if frozen is None or (not number and request.GET.get("edition") == "today"):
        return pdf_of_today(roadmap, today=timezone.localdate(), shows_parts=shows_parts)
    return ask_for_version(frozen, shows_parts=shows_parts)


def _version(roadmap: Roadmap, number: str) -> RoadmapVersion | None:
    if not (number.isascii() and number.isdigit() and len(number) < 5):
        return None
    return RoadmapVersion.objects.filter(roadmap=roadmap, number=int(number)).select_related("roadmap").first()


def _file(roadmap: Roadmap, pdf: RoadmapPdf) -> FileResponse:
    number = pdf.roadmap_version.number if pdf.roadmap_version else roadmap.number
    name = f"feuille-de-route-{slugify(roadmap.title)[:60]}-v{number}.pdf"
    response = FileResponse(pdf.file.open("rb"), content_type="application/pdf", filename=name)
    response["Cache-Control"] = "private, no-store"
    return response


def _waiting(request: MemberRequest, roadmap: Roadmap, pdf: RoadmapPdf) -> HttpResponse:
    response = render(request, "roadmaps/pdf_waiting.html", {"roadmap": roadmap, "pdf": pdf}, status=202)
    response["Retry-After"] = "2"
    response["Refresh"] = "2"  # the page asks again by itself, without a script
    return response
