from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from roadmaps.models import Roadmap, RoadmapPdf, RoadmapVersion
from roadmaps.pdf_store import ask_for_version, pdf_of_today
from roadmaps.views import roadmap_or_404
from symbiose.http import MemberRequest
from symbiose.stored_pdf_views import serve


@require_GET
def roadmap_pdf(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse | FileResponse:
    """The validated version, else the draft; `?version=2` an earlier one, `?edition=today` the progress of the day."""
    roadmap = roadmap_or_404(request, pk)
    pdf = _asked(request, roadmap)
    return serve(request, pdf, filename=_filename(roadmap, pdf), title=roadmap.title, back=roadmap.get_absolute_url())


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


def _filename(roadmap: Roadmap, pdf: RoadmapPdf) -> str:
    number = pdf.roadmap_version.number if pdf.roadmap_version else roadmap.number
    return f"feuille-de-route-{slugify(roadmap.title)[:60]}-v{number}.pdf"
