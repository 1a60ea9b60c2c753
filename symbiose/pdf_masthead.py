"""Who stands in the head of a printed document: six partners at most, and as many as the line holds.

Words are measured in the fonts that print them; those who do not fit are named at the end of the
document, so that no mark is ever cut. Sizes are those of static/pdf/roadmap.css.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from symbiose.pdf_text import width_mm


class Emblem(StrEnum):
    """Drawn mark beside the name of a partner that has given no logo (static/pdf/marks)."""

    NONE = ""
    BOX = "box"  # white letters in a slate box: a CCI
    PILL = "pill"  # letters in an outlined pill: a CMA
    LEAF = "leaf"  # letters after two leaves: a Chambre d'agriculture
    SAIL = "sail"  # a structure porteuse, a Pays
    RINGS = "rings"  # a collectivité
    LOOP = "loop"  # an éco-organisme


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture given by its owner. Only PNG and JPEG are printed; anything else falls to the text mark."""

    content: bytes


@dataclass(frozen=True, slots=True)
class Partner:
    """One partner of the masthead. ``name`` is read aloud; ``label`` (short) is what is drawn without a logo."""

    name: str
    label: str = ""
    emblem: Emblem = Emblem.NONE
    logo: Logo | None = None


class Headed(Protocol):
    """What a document bears to have a masthead (`templates/pdf/partials/masthead.html`)."""

    @property
    def programme_name(self) -> str: ...
    @property
    def programme_tagline(self) -> str: ...
    @property
    def programme_logo(self) -> Logo | None: ...
    @property
    def partners(self) -> Sequence[Partner]: ...


LINE_WIDTH = 174.0
MAX_PARTNERS = 6
LINE_LENGTH = 12  # letters of a line of words beside an emblem
MAX_WORDS = 44
MAX_NAME, NAME_LINE = 54, 27  # letters of the programme's name in the small setting, on two lines and on one
GAP = 3.4
LOGO_WIDTH = 26.0
SYMBOL_WIDTH = 11.6
LONG_NAME_WIDTH = 60.0
PROGRAMME_LOGO_WIDTH = 40.0
# What an emblem adds to the width of its words, and the size of those words.
EMBLEMS = {
    Emblem.NONE: (0.0, 7.5),
    Emblem.SAIL: (9.6, 7.5),
    Emblem.RINGS: (8.8, 7.5),
    Emblem.LOOP: (5.8, 7.5),
    Emblem.LEAF: (6.0, 10.0),
    Emblem.BOX: (5.0, 11.0),
    Emblem.PILL: (4.6, 9.5),
}
EMBLEM_OF_KIND = {
    "chamber": Emblem.BOX,
    "carrier": Emblem.SAIL,
    "local_authority": Emblem.RINGS,
    "eco_organism": Emblem.LOOP,
}
FRAMED = {Emblem.BOX, Emblem.PILL, Emblem.LEAF}


@dataclass(frozen=True, slots=True)
class Mark:
    """A partner as it is drawn: its logo, or words on one to three lines beside its emblem."""

    partner: Partner
    lines: list[str]

    @property
    def width(self) -> float:
        if self.partner.logo:
            return LOGO_WIDTH
        extra, points = EMBLEMS[self.partner.emblem]
        return extra + max(width_mm(line, font="atkinson-700", points=points) for line in self.lines)


def masthead_context(document: Headed) -> dict[str, Any]:
    """What `pdf/partials/masthead.html` needs beside the document; `other_partners` are to be named at its end."""
    marks, other_partners = marks_and_others(document)
    return {
        "marks": marks,
        "other_partners": other_partners,
        "has_long_name": is_long(document),
        "programme_name": shortened(document.programme_name, MAX_NAME),
        "programme_tagline": tagline(document),
    }


def partner_of_kind(name: str, label: str, kind: str) -> Partner:
    """A partner of the programme with the emblem of its nature, for it has given no logo."""
    words = name.casefold()
    emblem = EMBLEM_OF_KIND.get(kind, Emblem.NONE)
    if kind == "chamber" and "métiers" in words:
        emblem = Emblem.PILL
    if kind == "chamber" and "agriculture" in words:
        emblem = Emblem.LEAF
    return Partner(name, label, emblem)


def shortened(text: str, length: int) -> str:
    """Cut a text between two words, with an ellipsis, so that it holds in ``length`` characters."""
    if len(text) <= length:
        return text
    kept = text[: length - 1]
    head, _space, _rest = kept.rpartition(" ")
    return (head or kept).rstrip(" ,;:.–-(«") + "…"


def marks_and_others(document: Headed) -> tuple[list[Mark], list[Partner]]:
    """Part the partners between those of the head and those that are named at the end."""
    left = LINE_WIDTH - programme_width(document)
    marks: list[Mark] = []
    for partner in document.partners[:MAX_PARTNERS]:
        mark = Mark(partner, mark_lines(partner))
        left -= mark.width + GAP
        if left < 0:
            break
        marks.append(mark)
    return marks, list(document.partners[len(marks) :])


def programme_width(document: Headed) -> float:
    if document.programme_logo:
        return PROGRAMME_LOGO_WIDTH
    return min(SYMBOL_WIDTH + _words_width(document), LONG_NAME_WIDTH)


def is_long(document: Headed) -> bool:
    """Whether the programme's name or motto takes the small setting, on several lines."""
    return SYMBOL_WIDTH + _words_width(document) > LONG_NAME_WIDTH


def tagline(document: Headed) -> str:
    """The programme's motto, which gives way to a name that takes two lines."""
    if is_long(document):
        return shortened(document.programme_tagline, NAME_LINE) if len(document.programme_name) <= NAME_LINE else ""
    return document.programme_tagline


def _words_width(document: Headed) -> float:
    name = width_mm(document.programme_name, font="bitter-600", points=11)
    return max(name, width_mm(document.programme_tagline, font="atkinson-400", points=7.5))


def mark_lines(partner: Partner) -> list[str]:
    words = shortened(partner.label or partner.name, MAX_WORDS)
    if partner.emblem in FRAMED:
        return [shortened(words, LINE_LENGTH)]
    if len(words) <= LINE_LENGTH:
        return [words]
    return balanced(words, 2 if len(words) <= 2 * LINE_LENGTH else 3)


def balanced(text: str, count: int) -> list[str]:
    """Set a text on ``count`` lines at most, cut after a space or a hyphen, the longest line the shortest."""
    pieces = re.findall(r"[^\s-]+-?|-", text)
    joints = [piece if piece.endswith("-") else f"{piece} " for piece in pieces]
    return [line.strip() for line in _cut(joints, count)]


def _cut(joints: list[str], count: int) -> list[str]:
    if count == 1 or len(joints) <= 1:
        return ["".join(joints)]
    cuts = [["".join(joints[:at]), *_cut(joints[at:], count - 1)] for at in range(1, len(joints))]
    return min(cuts, key=lambda lines: (max(map(len, lines)), len(lines)))
