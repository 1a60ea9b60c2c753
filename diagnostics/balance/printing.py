"""The balance on paper: its content as JSON (what may be told, and nothing else), then HTML, then the PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from diagnostics.balance.screens import (
    Drawing,
    drawing_of,
    leaving_of,
    leaving_sentence,
    sentence,
    tables_of,
)
from diagnostics.balance.tables import Balance
from symbiose.pdf import render_pdf
from symbiose.pdf_masthead import Logo, Partner, masthead_context, partner_of_kind, shortened
from symbiose.pdf_text import polish_plain
from symbiose.stored_pdf import digest_of
from symbiose.ui.french import date_fr
from symbiose.ui.sankey import Stream

if TYPE_CHECKING:
    from diagnostics.balance.choosing import Choice
    from symbiose.programmes.models import Programme

LETTERS = {"font-family": 'Chiffres, Atkinson, "DejaVu Sans"', "font-size": "14", "fill": "#1D2A33"}
# The tokens of the screens: ciel-700 and its tint, the second colour of charts and its tint, ardoise.
PAINT = {
    "sankey-name": {**LETTERS, "font-weight": "600"},
    "sankey-size": {**LETTERS, "fill": "#4A5A65"},
    "sankey-head": {**LETTERS, "font-weight": "700"},
    "ribbon sankey-in": {"fill": "#BBD0E0"},
    "ribbon sankey-out": {"fill": "#F3DCA8"},
    "node sankey-in": {"fill": "#1F6399"},
    "node sankey-out": {"fill": "#E3AC3C", "stroke": "#34454F"},
    "node sankey-middle": {"fill": "#1D2A33"},
}


@dataclass(frozen=True, slots=True)
class BalanceDocument:
    """What the printed pages say; `content` is the JSON kept on the row of the PDF."""

    content: Mapping[str, Any]

    @property
    def programme_name(self) -> str:
        return str(self.content["programme"])

    @property
    def programme_tagline(self) -> str:
        return str(self.content["tagline"])

    @property
    def programme_logo(self) -> Logo | None:
        return None

    @property
    def partners(self) -> list[Partner]:
        return [partner_of_kind(*partner) for partner in self.content["partners"]]


def content_to_print(
    programme: Programme, choice: Choice, found: Balance, *, dimension: str, today: date
) -> dict[str, Any]:
    """All that is printed, as plain JSON; the same balance on the same day is one file."""
    from symbiose.programmes.models import Partner as PartnerRow

    drawing = drawing_of(found, dimension)
    partners = PartnerRow.objects.filter(programme=programme).order_by("pk").values_list("name", "short_name", "kind")
    return {
        "programme": programme.name,
        "tagline": programme.tagline,
        "partners": [list(partner) for partner in partners],
        "day": today.isoformat(),
        "choice": choice.in_words,
        "sentence": sentence(found),
        "companies": found.companies,
        "hidden": found.hidden > 0,
        "refused": found.is_refused,
        "tables": [asdict(table) for table in tables_of(found)],
        "drawing": asdict(drawing) if drawing else None,
        "leaving": [asdict(row) for row in leaving_of(found)],
        "leaving_sentence": leaving_sentence(found),
    }


def render_balance(content: dict[str, Any]) -> bytes:
    """Content → bytes, without a query."""
    return render_pdf(render_balance_html(content), identifier=digest_of(content), stylesheet="pdf/balance.css")


def render_balance_html(content: Mapping[str, Any]) -> str:
    """In French whatever the language in force."""
    with translation.override("fr"):
        return render_to_string("pdf/balance.html", _context(content))


def _context(content: Mapping[str, Any]) -> dict[str, Any]:
    document = BalanceDocument(content)
    day = date_fr(date.fromisoformat(content["day"]))
    footer = _("%(programme)s · Bilan de flux du %(day)s") % {
        "programme": shortened(document.programme_name, 70),
        "day": day,
    }
    drawing = _drawing(content["drawing"]) if content["drawing"] else None
    return {
        "document": document,
        "content": content,
        "day": day,
        "footer": polish_plain(footer),
        "drawing": drawing,
        "sankey": drawing.drawn(content["companies"], PAINT) if drawing else "",
        **masthead_context(document),
    }


def _drawing(raw: Mapping[str, Any]) -> Drawing:
    return Drawing(
        dimension=raw["dimension"],
        unit=raw["unit"],
        sources=tuple(Stream(**stream) for stream in raw["sources"]),
        ends=tuple(Stream(**stream) for stream in raw["ends"]),
    )
