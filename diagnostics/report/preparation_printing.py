"""The preparation sheet on paper: one page, its texts cut where they are long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from symbiose.pdf import render_pdf
from symbiose.pdf_masthead import Logo, Partner, masthead_context, partner_of_kind, shortened
from symbiose.pdf_text import polish_plain
from symbiose.stored_pdf import digest_of
from symbiose.ui import french

STYLESHEET = "pdf/report.css"
MOST_TITLE, MOST_LINE, MOST_NOTE, MOST_LEAD = 96, 52, 150, 150
ASKED = ("offers", "needs")


@dataclass(frozen=True, slots=True)
class PreparationDocument:
    """What the page's head says; its parts are lists of ready words."""

    programme_name: str
    programme_tagline: str
    partners: tuple[Partner, ...]
    company: str
    heading: str
    dated_on: date
    parts: dict[str, Any]
    programme_logo: Logo | None = None


def render_preparation(content: dict[str, Any]) -> bytes:
    return render_pdf(preparation_html(content), identifier=digest_of(content), stylesheet=STYLESHEET)


def preparation_html(content: dict[str, Any]) -> str:
    """The sheet's HTML, in French whatever the language in force."""
    with translation.override("fr"):
        document = document_of(content)
        context = {"document": document, "footer": _footer(document), **document.parts, **masthead_context(document)}
        return render_to_string("pdf/preparation.html", context)


def document_of(content: dict[str, Any]) -> PreparationDocument:
    return PreparationDocument(
        programme_name=content["programme"]["name"],
        programme_tagline=content["programme"]["tagline"],
        partners=tuple(partner_of_kind(row["name"], row["label"], row["kind"]) for row in content["partners"]),
        company=shortened(content["company"], MOST_TITLE),
        heading=visit_words(content["visit"]),
        dated_on=date.fromisoformat(content["dated_on"]),
        parts=_parts(content),
    )


def visit_words(visit: dict[str, str]) -> str:
    """« mardi 14 juin 2016, 14 h 30 · Nadia Roussel, CMA »."""
    day = french.date_fr(date.fromisoformat(visit["on"]), weekday=True) if visit["on"] else _("jour à fixer")
    hour = french.hour(time.fromisoformat(visit["at"])) if visit["at"] else ""
    when = ", ".join(part for part in (day, hour) if part)
    return " · ".join((when, f"{visit['adviser']}, {visit['chamber']}"))


def _parts(content: dict[str, Any]) -> dict[str, Any]:
    return {
        "facts": shortened(" · ".join(content["facts"]), MOST_NOTE),
        "contacts": [shortened(", ".join(part for part in row if part), MOST_NOTE) for row in content["contacts"]],
        "offers": _side(content["offers"]),
        "needs": _side(content["needs"]),
        "answers": [(shortened(q, MOST_LINE), shortened(a, MOST_LINE)) for q, a in content["answers"]],
        "notes": [
            (french.date_fr(date.fromisoformat(day)), shortened(" ".join(text.split()), MOST_NOTE))
            for day, text in content["notes"]
        ],
        "leads": [shortened(lead, MOST_LEAD) for lead in content["leads"]],
        "questions": content["questions"],
        "documents": content["documents"],
    }


def _side(side: dict[str, Any]) -> dict[str, Any]:
    lines = [
        ", ".join(part for part in (shortened(label, MOST_LINE), amount) if part) for label, amount in side["lines"]
    ]
    return {"lines": lines, "others": side["others"]}


def _footer(document: PreparationDocument) -> str:
    words = _("%(programme)s · Préparation de la visite, %(company)s · %(day)s · à ne pas laisser sur place") % {
        "programme": shortened(document.programme_name, 36),
        "company": shortened(document.company, 36),
        "day": french.date_fr(document.dated_on),
    }
    return polish_plain(words)
