"""What an adviser reads before a visit: what is known, five questions, the leads that wait. Plain JSON, one page."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from companies.models import Contact, Interaction
from companies.workforce import workforce_label
from diagnostics.asking import Asking
from diagnostics.enums import Direction
from diagnostics.models import Diagnostic, Flow, Questionnaire
from diagnostics.report.content import chambers_first
from diagnostics.report.leads import leads_for
from diagnostics.report.questions import documents_for, questions_for
from diagnostics.report.words import amount_words
from symbiose.nomenclatures.naf import naf_label, naf_section
from symbiose.programmes.models import Membership

MOST_LINES, MOST_ANSWERS, MOST_NOTES, MOST_CONTACTS = 5, 3, 3, 2


def preparation_content(diagnostic: Diagnostic, membership: Membership) -> dict[str, Any]:
    """The sheet of a visit as one member may read it; fifteen queries at most."""
    company = diagnostic.company
    section = naf_section(company.naf_code)
    flows = Flow.objects.visible_to(membership).current().filter(company=company).order_by("pk")
    lines = list(flows)
    return {
        "programme": {"name": diagnostic.programme.name, "tagline": diagnostic.programme.tagline},
        "partners": chambers_first(diagnostic),
        "company": str(company),
        "facts": _facts(diagnostic),
        "visit": _visit(diagnostic),
        "contacts": _contacts(diagnostic),
        "offers": _lines([line for line in lines if line.direction == Direction.RESOURCE]),
        "needs": _lines([line for line in lines if line.direction == Direction.NEED]),
        "answers": _answers(diagnostic),
        "notes": _notes(diagnostic, membership),
        "leads": leads_for(company, membership),
        "questions": questions_for(naf_code=company.naf_code, section=section, workforce=company.workforce),
        "documents": documents_for(section=section, workforce=company.workforce),
        "dated_on": timezone.localdate().isoformat(),
    }


def _facts(diagnostic: Diagnostic) -> list[str]:
    company = diagnostic.company
    trade = company.activity or naf_label(company.naf_code)
    people = workforce_label(company.workforce_band, company.workforce)
    place = ", ".join(part for part in (company.address, company.postcode, company.city) if part)
    return [fact for fact in (trade, people, place) if fact]


def _visit(diagnostic: Diagnostic) -> dict[str, str]:
    return {
        "on": diagnostic.visit_on.isoformat() if diagnostic.visit_on else "",
        "at": diagnostic.visit_at.isoformat("minutes") if diagnostic.visit_at else "",
        "adviser": diagnostic.adviser.get_full_name(),
        "chamber": str(diagnostic.chamber),
    }


def _contacts(diagnostic: Diagnostic) -> list[list[str]]:
    people = Contact.objects.current().filter(company=diagnostic.company_id).order_by("-is_primary", "pk")
    return [[str(row), row.role, row.phone or row.email, str(row.preference)] for row in people[:MOST_CONTACTS]]


def _lines(lines: list[Flow]) -> dict[str, Any]:
    shown = [[line.label, amount_words(line)] for line in lines[:MOST_LINES]]
    return {"lines": shown, "others": max(len(lines) - MOST_LINES, 0)}


def _answers(diagnostic: Diagnostic) -> list[list[str]]:
    """The last words of the company's questionnaire, without what came from a visit."""
    sent = Questionnaire.objects.filter(company=diagnostic.company_id).select_related("template", "company")
    questionnaire = sent.prefetch_related("answers").order_by("-sent_at").first()
    if questionnaire is None:
        return []
    asking = Asking(questionnaire)
    said = {key for key, reply in asking.replies.items() if reply.has_value and reply.value != []}
    lines = [line for _section, found in asking.summary() for line in found if line.question.uuid in said]
    return [[line.question.text, line.text] for line in lines if not line.is_known][:MOST_ANSWERS]


def _notes(diagnostic: Diagnostic, membership: Membership) -> list[list[str]]:
    """The last exchanges with the company; the private notes of visits are no part of them."""
    said = Interaction.objects.visible_to(membership).filter(company=diagnostic.company_id).exclude(text="")
    return [[timezone.localdate(row.happened_at).isoformat(), row.text] for row in said[:MOST_NOTES]]
