"""Content → ReportDocument → HTML → PDF: the words of the printed fiche. No query: the content holds all."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from diagnostics.report.document import (
    MOST_CELL,
    MOST_FACTS,
    MOST_LABEL,
    MOST_TITLE,
    MOST_WORDS,
    ReportDocument,
    ReportLine,
    ReportSide,
    ReportTheme,
)
from symbiose.pdf import render_pdf
from symbiose.pdf_masthead import masthead_context, partner_of_kind, shortened
from symbiose.pdf_text import polish_plain
from symbiose.qr import qr_svg
from symbiose.stored_pdf import digest_of
from symbiose.ui import french

QR_MM = 24.0
STYLESHEET = "pdf/report.css"


def render_report(content: dict[str, Any]) -> bytes:
    """The bytes of a fiche; the same content always gives the same ones."""
    return render_pdf(report_html(content), identifier=digest_of(content), stylesheet=STYLESHEET)


def report_html(content: dict[str, Any]) -> str:
    """The fiche's HTML, in French whatever the language in force."""
    with translation.override("fr"):
        document = document_of(content)
        return render_to_string("pdf/report.html", _context(document))


def document_of(content: dict[str, Any]) -> ReportDocument:
    visit, company = content["visit"], content["company"]
    return ReportDocument(
        programme_name=content["programme"]["name"],
        programme_tagline=content["programme"]["tagline"],
        company=shortened(company["name"], MOST_TITLE),
        heading=_heading(visit),
        facts=shortened(_facts(company), MOST_FACTS),
        dated_on=date.fromisoformat(content["dated_on"]),
        offers=_side(content["offers"]),
        needs=_side(content["needs"]),
        themes=tuple(ReportTheme(number, _theme(words)) for number, words in content["themes"]),
        counted_on=date.fromisoformat(content["dated_on"]),
        appointment=_appointment(content["appointment"]),
        appointment_title=shortened(content["appointment"].get("title", ""), MOST_LABEL),
        call=_call(visit, content["programme"]["phone"]),
        silence=_silence(visit),
        ask_url=content["ask_url"],
        is_draft=not visit["completed"],
        partners=tuple(partner_of_kind(row["name"], row["label"], row["kind"]) for row in content["partners"]),
    )


def _context(document: ReportDocument) -> dict[str, Any]:
    return {
        "document": document,
        "footer": _footer(document),
        "qr": qr_svg(document.ask_url, side_mm=QR_MM, title=_("Code à scanner : recevoir le lien de sa page")),
        **masthead_context(document),
    }


def _heading(visit: dict[str, Any]) -> str:
    """« visite du mardi 14 juin 2016 · Nadia Roussel, CMA »."""
    who = shortened(f"{visit['adviser']}, {visit['chamber']}".strip(" ,"), MOST_LABEL)
    if not visit["on"]:
        return who
    day = french.date_fr(date.fromisoformat(visit["on"]), weekday=True)
    return " · ".join((_("visite du %(day)s") % {"day": day}, who))


def _facts(company: dict[str, Any]) -> str:
    people = company["workforce"]
    counted = ngettext("%(n)s salarié", "%(n)s salariés", people) % {"n": people} if people else ""
    return " · ".join(part for part in (company["city"], company["trade"], counted) if part)


def _side(side: dict[str, Any]) -> ReportSide:
    return ReportSide(tuple(_line(line) for line in side["lines"]), side["others"])


def _line(line: list[str]) -> ReportLine:
    label, amount, when, level = line
    return ReportLine(shortened(label, MOST_LABEL), shortened(amount, MOST_CELL), shortened(when, MOST_CELL), level)


def _theme(words: str) -> str:
    return shortened(words, MOST_WORDS)


def _appointment(appointment: dict[str, str]) -> str:
    """« Mardi 18 octobre 2016, 8 h 30, Conlie »."""
    if not appointment:
        return ""
    at = datetime.fromisoformat(appointment["at"])
    day = french.date_fr(at.date(), weekday=True).capitalize()
    return ", ".join(part for part in (day, french.hour(at), shortened(appointment["place"], MOST_CELL)) if part)


def _call(visit: dict[str, Any], programme_phone: str) -> str:
    """« appelez Nadia Roussel au 02 99 00 00 01 »: the adviser, else the chamber, else the programme."""
    if visit["phone"]:
        return _("appelez %(who)s au %(phone)s") % {"who": visit["adviser"], "phone": _unbroken(visit["phone"])}
    if programme_phone:
        return _("appelez le programme au %(phone)s") % {"phone": _unbroken(programme_phone)}
    return _("écrivez à %(who)s") % {"who": visit["adviser"]}


def _unbroken(phone: str) -> str:
    return phone.replace(" ", "\u00a0")


def _silence(visit: dict[str, Any]) -> str:
    """What becomes of these lines: what the software does, and nothing else (`diagnostics/shown_lines.py`)."""
    if visit["confirmed_on"]:
        day = french.date_fr(date.fromisoformat(visit["confirmed_on"]))
        return _("Vous avez confirmé ces lignes le %(day)s.") % {"day": day}
    if visit["answer_before"]:
        day = french.date_fr(date.fromisoformat(visit["answer_before"]), year=False)
        return _("Sans nouvelle avant le %(day)s, rien n’est montré aux autres entreprises.") % {"day": day}
    return _("Tant que vous n’avez pas confirmé, rien n’est montré aux autres entreprises.")


def _footer(document: ReportDocument) -> str:
    words = _("%(programme)s · Fiche de restitution, %(company)s · état du %(day)s") % {
        "programme": shortened(document.programme_name, 40),
        "company": shortened(document.company, 40),
        "day": french.date_fr(document.dated_on),
    }
    return polish_plain(words)
