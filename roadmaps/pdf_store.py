"""PDFs asked for, printed by the worker and kept: one row and one file per content. The web never prints."""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from roadmaps.document_from_rows import document_of
from roadmaps.models import Roadmap, RoadmapPdf, RoadmapVersion
from roadmaps.pdf import render_roadmap_pdf
from roadmaps.snapshot import digest_of, snapshot_of

if TYPE_CHECKING:
    from datetime import date, datetime

ASK_AGAIN_AFTER = timedelta(minutes=2)
log = logging.getLogger(__name__)


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
    now = timezone.now()
    pdf, created = RoadmapPdf.objects.get_or_create(
        roadmap=roadmap,
        digest=digest,
        defaults={"programme_id": roadmap.programme_id, "roadmap_version": frozen, "shows_parts": shows_parts},
    )
    if created or _is_stuck(pdf, now):
        RoadmapPdf.objects.filter(pk=pdf.pk).update(requested_at=now, rendered_at=None, error="")
        pdf.refresh_from_db()
        transaction.on_commit(partial(_ring, pdf.pk))
    return pdf


def _is_stuck(pdf: RoadmapPdf, now: datetime) -> bool:
    """Asked for long ago and never printed, or printed and its file gone: it is asked for anew."""
    if pdf.rendered_at:
        return not (pdf.file.name and pdf.file.storage.exists(pdf.file.name))
    return now - pdf.requested_at > ASK_AGAIN_AFTER


def ask_for_version(frozen: RoadmapVersion, *, shows_parts: bool = True) -> RoadmapPdf:
    """The PDF of a validated version: always the same bytes."""
    content = for_reader(dict(frozen.content), shows_parts=shows_parts)
    return ask_for_pdf(roadmap=frozen.roadmap, digest=digest_of(content), frozen=frozen, shows_parts=shows_parts)


def pdf_of_today(roadmap: Roadmap, *, today: date, shows_parts: bool = True) -> RoadmapPdf:
    """The PDF of the roadmap as it stands, asked for if it was never printed."""
    content = for_reader(content_to_print(roadmap, today=today, frozen=None), shows_parts=shows_parts)
    return ask_for_pdf(roadmap=roadmap, digest=digest_of(content), shows_parts=shows_parts)


def print_pdf(*, pdf_id: int) -> RoadmapPdf:
    """Print and keep a PDF. Idempotent; the row is written after the file, so a killed worker leaves it to be done.

    The working copy may have moved on since it was asked for: then what stands now is printed.
    """
    pdf = RoadmapPdf.objects.select_related("roadmap__programme", "roadmap__synergy", "roadmap_version").get(pk=pdf_id)
    if pdf.rendered_at:
        return pdf
    stands = content_to_print(pdf.roadmap, today=timezone.localdate(), frozen=pdf.roadmap_version)
    content = for_reader(stands, shows_parts=pdf.shows_parts)
    body = render_roadmap_pdf(document_of(content), identifier=digest_of(content))
    pdf.file.save(f"{pdf.roadmap.uuid}-{pdf.digest[:16]}.pdf", ContentFile(body), save=False)
    pdf.rendered_at, pdf.error = timezone.now(), ""
    pdf.save(update_fields=["file", "rendered_at", "error"])
    return pdf


def note_failure(*, pdf_id: int, error: str) -> None:
    """Keep why a PDF could not be printed, for the page that waits for it."""
    RoadmapPdf.objects.filter(pk=pdf_id).update(error=error[:300])


def _ring(pdf_id: int) -> None:
    from roadmaps.tasks import print_roadmap  # the task module imports this one

    try:
        print_roadmap.delay(pdf_id)
    except (OperationalError, OSError) as error:
        log.warning("the broker is away, the sweep will print PDF %s: %s", pdf_id, error)
