"""The PDFs of roadmaps: which content is printed, for whom, and under which digest (`symbiose/stored_pdf.py`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from roadmaps.document_from_rows import document_of
from roadmaps.models import Roadmap, RoadmapPdf, RoadmapVersion
from roadmaps.pdf import render_roadmap_pdf
from roadmaps.snapshot import snapshot_of
from symbiose import stored_pdf
from symbiose.stored_pdf import digest_of

if TYPE_CHECKING:
    from datetime import date


def content_to_print(roadmap: Roadmap, *, today: date, frozen: RoadmapVersion | None) -> dict[str, Any]:
    """The snapshot to print: a version's own, or the roadmap as it stands today.

    A validated roadmap printed as it stands keeps who validated it, and says the day of its progress.
    """
    if frozen is not None:
        return dict(frozen.content)
    validated_by = ""
    if roadmap.state == Roadmap.State.VALIDATED:
        last = RoadmapVersion.objects.filter(roadmap=roadmap, number=roadmap.number).first()
        validated_by = last.validated_what if last else ""
    return snapshot_of(roadmap, today=today, validated_by=validated_by)


def for_reader(content: dict[str, Any], *, shows_parts: bool) -> dict[str, Any]:
    """The content as printed for those who take part, or for those who read the total to share alone."""
    return content if shows_parts else {**content, "content": {**content["content"], "shows_parts": False}}


def ask_for_pdf(
    *, roadmap: Roadmap, digest: str, frozen: RoadmapVersion | None = None, shows_parts: bool = True
) -> RoadmapPdf:
    """The PDF of a content, printed or to be printed soon; asking twice prints once."""
    from roadmaps.tasks import print_roadmap  # the task module imports this one

    return stored_pdf.ask_once(
        RoadmapPdf,
        key={"roadmap": roadmap, "digest": digest},
        defaults={"programme_id": roadmap.programme_id, "roadmap_version": frozen, "shows_parts": shows_parts},
        ring=print_roadmap.delay,
    )


def ask_for_version(frozen: RoadmapVersion, *, shows_parts: bool = True) -> RoadmapPdf:
    """The PDF of a validated version: always the same bytes."""
    content = for_reader(dict(frozen.content), shows_parts=shows_parts)
    return ask_for_pdf(roadmap=frozen.roadmap, digest=digest_of(content), frozen=frozen, shows_parts=shows_parts)


def pdf_of_today(roadmap: Roadmap, *, today: date, shows_parts: bool = True) -> RoadmapPdf:
    """The PDF of the roadmap as it stands, asked for if it was never printed."""
    content = for_reader(content_to_print(roadmap, today=today, frozen=None), shows_parts=shows_parts)
    return ask_for_pdf(roadmap=roadmap, digest=digest_of(content), shows_parts=shows_parts)


def print_pdf(*, pdf_id: int) -> RoadmapPdf:
    """Print and keep a PDF, once.

    The working copy may have moved on since it was asked for: then what stands now is printed.
    """
    pdf = RoadmapPdf.objects.select_related("roadmap__programme", "roadmap__synergy", "roadmap_version").get(pk=pdf_id)
    return stored_pdf.print_once(pdf, name=str(pdf.roadmap.uuid), render=_render)


def _render(pdf: RoadmapPdf) -> bytes:
    stands = content_to_print(pdf.roadmap, today=timezone.localdate(), frozen=pdf.roadmap_version)
    content = for_reader(stands, shows_parts=pdf.shows_parts)
    return render_roadmap_pdf(document_of(content), identifier=digest_of(content))
