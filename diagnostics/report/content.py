"""All that a fiche de restitution says, as plain JSON: what its PDF is printed from. A dozen queries at most.

The content holds no personal link: a stored file may be read by more people than the one to whom a link belongs
(docs/adr/0044-fiche-de-restitution.md). Its QR code leads to the page where one asks for one's own link.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from companies.appointments import next_appointments
from companies.models import Company
from diagnostics.company_neighbours import neighbours_with_same_needs
from diagnostics.enums import Direction
from diagnostics.models import Diagnostic, Flow
from diagnostics.report.document import MOST_LINES, MOST_THEMES
from diagnostics.report.words import amount_words, when_words
from symbiose.addresses import site_url
from symbiose.nomenclatures.naf import naf_label
from symbiose.programmes.models import Partner, Programme

SCHEMA = 1
DAYS_TO_ANSWER = 14


def report_content(diagnostic: Diagnostic, flows: QuerySet[Flow]) -> dict[str, Any]:
    """The fiche of a visit, over the lines that its reader may see; `diagnostic` comes with its relations."""
    company, today = diagnostic.company, timezone.localdate()
    lines = list(flows.current().filter(company=company).order_by("pk"))  # type: ignore[attr-defined]
    return {
        "schema": SCHEMA,
        "programme": _programme(diagnostic.programme),
        "partners": chambers_first(diagnostic),
        "company": _company(company),
        "visit": _visit(diagnostic),
        "offers": _side([line for line in lines if line.direction == Direction.RESOURCE], today),
        "needs": _side([line for line in lines if line.direction == Direction.NEED], today),
        "themes": [[theme.companies, theme.words] for theme in neighbours_with_same_needs(company)[:MOST_THEMES]],
        "dated_on": today.isoformat(),
        "appointment": _appointment(company),
        "ask_url": site_url(reverse("ask_link")),
    }


def answer_before(diagnostic: Diagnostic) -> date | None:
    """The day by which the company is asked to say whether its lines are right."""
    if diagnostic.completed_at is None:
        return None
    return timezone.localdate(diagnostic.completed_at) + timedelta(days=DAYS_TO_ANSWER)


def _programme(programme: Programme) -> dict[str, str]:
    return {"name": programme.name, "tagline": programme.tagline, "phone": programme.contact_phone}


def chambers_first(diagnostic: Diagnostic) -> list[dict[str, str]]:
    """The chamber that came stands first, then the others in the programme's order."""
    partners = sorted(
        Partner.objects.filter(programme=diagnostic.programme_id, kind=Partner.Kind.CHAMBER),
        key=lambda partner: partner.pk != diagnostic.chamber_id,
    )
    return [{"name": row.name, "label": row.short_name, "kind": row.kind} for row in partners]


def _company(company: Company) -> dict[str, Any]:
    trade = company.activity or naf_label(company.naf_code)
    return {"name": str(company), "city": company.city, "trade": trade, "workforce": company.workforce}


def _visit(diagnostic: Diagnostic) -> dict[str, Any]:
    adviser, before = diagnostic.adviser, answer_before(diagnostic)
    return {
        "on": diagnostic.visit_on.isoformat() if diagnostic.visit_on else "",
        "adviser": adviser.get_full_name(),
        "chamber": str(diagnostic.chamber),
        "phone": adviser.phone or diagnostic.chamber.phone,
        "completed": diagnostic.completed_at is not None,
        "answer_before": before.isoformat() if before else "",
        "confirmed_on": _day(diagnostic.confirmed_at),
    }


def _day(moment: Any) -> str:
    return timezone.localdate(moment).isoformat() if moment else ""


def _side(lines: list[Flow], today: date) -> dict[str, Any]:
    return {"lines": list(_lines(lines[:MOST_LINES], today)), "others": max(len(lines) - MOST_LINES, 0)}


def _lines(lines: Iterable[Flow], today: date) -> Iterable[list[str]]:
    for line in lines:
        yield [line.label, amount_words(line), when_words(line, today), str(line.get_level_display())]


def _appointment(company: Company) -> dict[str, str]:
    following = next(iter(next_appointments(company, timezone.now())), None)
    if following is None:
        return {}
    return {
        "at": timezone.localtime(following.starts_at).isoformat(),
        "title": following.title,
        "place": following.place,
    }
