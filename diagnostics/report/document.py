"""What the fiche de restitution says, as plain frozen values: no row, no query, no clock.

One page always: at most `MOST_LINES` lines a side and `MOST_THEMES` counts; the rest is a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from symbiose.pdf_masthead import Logo, Partner

MOST_LINES = 4
MOST_THEMES = 3
LONG_TITLE = 38  # letters of a company's name that fill a line of the title; above, it is set smaller
# Letters that keep the page to one, whatever was typed; the personal page has the whole.
MOST_TITLE, MOST_LABEL, MOST_CELL, MOST_FACTS, MOST_WORDS = 96, 72, 36, 86, 72
ROOMY = 7  # lines of tables that the page holds at ease, a label on two lines counting twice
LINE_OF_LABEL = 38


@dataclass(frozen=True, slots=True)
class ReportLine:
    """What, how much, when, and who reads it; the last three may be empty."""

    label: str
    amount: str = ""
    when: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class ReportSide:
    """What the company proposes, or what it seeks: the first lines, and the number of the others."""

    lines: tuple[ReportLine, ...] = ()
    others: int = 0


@dataclass(frozen=True, slots=True)
class ReportTheme:
    """« 6 », « entreprises cherchent aussi : formation SST »; never under three, never a name."""

    companies: int
    words: str


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """The whole page. `heading` and `facts` are ready words; `silence` says what becomes of what is not answered."""

    programme_name: str
    programme_tagline: str
    company: str
    heading: str
    dated_on: date
    offers: ReportSide
    needs: ReportSide
    facts: str = ""
    themes: tuple[ReportTheme, ...] = ()
    counted_on: date | None = None
    appointment: str = ""
    appointment_title: str = ""
    call: str = ""
    silence: str = ""
    ask_url: str = ""
    is_draft: bool = False
    partners: tuple[Partner, ...] = ()
    programme_logo: Logo | None = field(default=None)

    @property
    def has_long_title(self) -> bool:
        return len(self.company) > LONG_TITLE

    @property
    def is_tight(self) -> bool:
        """Whether the tables take the tight setting, so that the page stays one."""
        labels = [line.label for side in (self.offers, self.needs) for line in side.lines]
        return sum(1 + len(label) // LINE_OF_LABEL for label in labels) > ROOMY or self.has_long_title
