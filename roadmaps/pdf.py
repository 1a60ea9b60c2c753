"""RoadmapDocument → HTML → PDF: what the template needs beside the document, and nothing from the database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roadmaps.document import (
    Budget,
    Indicator,
    Reading,
    RoadmapDocument,
    SharingRule,
    Signature,
    StepState,
)
from roadmaps.figures_svg import calendar, gauge, shows_today
from roadmaps.page_breaks import kept_sections
from symbiose.pdf import render_pdf
from symbiose.pdf_masthead import masthead_context, shortened
from symbiose.pdf_text import polish_plain
from symbiose.ui import french

LEGEND = (StepState.DONE, StepState.IN_PROGRESS, StepState.UPCOMING, StepState.BLOCKED, StepState.LATE)


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    indicator: Indicator
    latest: Reading | None
    previous: Reading | None
    gauge: SafeString | None


@dataclass(frozen=True, slots=True)
class Shares:
    """Which columns of the companies' table are printed, and their totals."""

    shows_basis: bool
    shows_share: bool
    basis_total: Decimal
    share_total: Decimal
    rule: str


def render_roadmap_pdf(document: RoadmapDocument, *, identifier: str, variant: str = "pdf/ua-1") -> bytes:
    """Print a roadmap. ``identifier`` names its content (the version's digest): same content, same bytes."""
    html = render_roadmap_html(document)
    return render_pdf(html, identifier=identifier, variant=variant)


def render_roadmap_html(document: RoadmapDocument) -> str:
    """Render the roadmap's HTML, in French whatever the language in force."""
    with translation.override("fr"):
        return render_to_string("pdf/roadmap.html", _context(document))


def _context(document: RoadmapDocument) -> dict[str, Any]:
    drawn = {step.state for step in document.steps if step.due_on or step.starts_on}
    return {
        "document": document,
        "year": document.dated_on.year,
        "footer": _footer(document),
        **masthead_context(document),
        "shares": _shares(document),
        "calendar": calendar(document.steps, document.today),
        "legend": [state for state in LEGEND if state in drawn],
        "shows_today": shows_today(document.steps, document.today),
        "indicators": [_indicator_row(indicator) for indicator in document.indicators],
        "conditions": " ; ".join(condition.strip(" .;") for condition in document.conditions),
        "frames": list(_frame_rows(document.signatures)),
        "validated": _validated_words(document),
        "keeps": kept_sections(document),
    }


def _footer(document: RoadmapDocument) -> str:
    words = _("%(programme)s · Feuille de route « %(title)s » · version %(version)d du %(date)s") % {
        "programme": shortened(document.programme_name, 48),
        "title": document.footer_title,
        "version": document.version,
        "date": french.date_fr(document.dated_on),
    }
    return polish_plain(words)


def _shares(document: RoadmapDocument) -> Shares:
    bases = [company.basis for company in document.companies if company.basis is not None]
    parts = [company.share for company in document.companies if company.share is not None]
    visible = document.budget.shows_parts
    return Shares(
        shows_basis=visible and bool(bases),
        shows_share=visible and bool(parts),
        basis_total=sum(bases, Decimal(0)),
        share_total=sum(parts, Decimal(0)),
        rule=_rule_words(document.budget, sum(bases, Decimal(0))),
    )


def _rule_words(budget: Budget, basis_total: Decimal) -> str:
    default = {
        SharingRule.EQUAL: _("À parts égales"),
        SharingRule.VOLUME: _("Au volume de chacune"),
        SharingRule.WORKFORCE: _("À l’effectif de chacune"),
        SharingRule.FREE: _("Parts convenues entre les entreprises"),
    }[budget.rule]
    total = f" ({french.amount(basis_total, budget.basis_unit)})" if basis_total and budget.basis_unit else ""
    return (budget.rule_note or default) + total


def _indicator_row(indicator: Indicator) -> IndicatorRow:
    latest, previous = [*reversed(indicator.readings[-2:]), None, None][:2]
    return IndicatorRow(indicator, latest, previous, gauge(indicator))


def _validated_words(document: RoadmapDocument) -> str:
    """Say how many validated this version, and between which dates."""
    days = sorted(validation.on for validation in document.validations)
    if not days:
        return ""
    people = ngettext("%(n)d participant a validé", "%(n)d participants ont validé", len(days)) % {"n": len(days)}
    version = _("la version %(n)d") % {"n": document.version}
    return f"{people} {version} {_between(days[0], days[-1])}."


def _between(first: date, last: date) -> str:
    if first == last:
        return _("le %(day)s") % {"day": french.date_fr(last)}
    days = {"first": french.date_fr(first, year=first.year != last.year), "last": french.date_fr(last)}
    return _("entre le %(first)s et le %(last)s") % days


def _frame_rows(signatures: Sequence[Signature]) -> Iterator[list[Signature]]:
    """Set the frames two on a row, or all three on one."""
    rest, size = iter(signatures), 3 if len(signatures) == 3 else 2
    return iter(lambda: list(islice(rest, size)), [])
