"""The PDFs of a visit: which lines each reader's edition holds."""

from __future__ import annotations

from django.utils.text import slugify

from diagnostics.models import Diagnostic, Flow, PrintedDocument
from diagnostics.printing import ask_for_document
from diagnostics.report.content import report_content
from symbiose.programmes.models import Membership


def report_for_member(diagnostic: Diagnostic, membership: Membership) -> PrintedDocument:
    """The fiche with the lines that a member may read: an animator reads none that only advisers read."""
    return _report(diagnostic, report_content(diagnostic, Flow.objects.visible_to(membership)))


def report_for_company(diagnostic: Diagnostic) -> PrintedDocument:
    """The company's own fiche: all its lines, whatever their level."""
    return _report(diagnostic, report_content(diagnostic, Flow.objects.filter(company=diagnostic.company_id)))


def _report(diagnostic: Diagnostic, content: dict[str, object]) -> PrintedDocument:
    return ask_for_document(
        programme_id=diagnostic.programme_id,
        kind=PrintedDocument.Kind.REPORT,
        content=content,
        subject_uuid=diagnostic.uuid,
    )


def report_filename(diagnostic: Diagnostic) -> str:
    return f"fiche-{slugify(str(diagnostic.company))[:60] or 'visite'}.pdf"
