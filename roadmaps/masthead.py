"""Who stands in the head of the printed roadmap: six partners at most, and as many as the line holds.

Words are measured in the fonts that print them; those who do not fit are named at the end of the
document, so that no mark is ever cut. Sizes are those of static/pdf/roadmap.css.
"""

import re
from dataclasses import dataclass

from roadmaps.document import Emblem, Partner, RoadmapDocument, shortened
from symbiose.pdf_text import width_mm

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


def marks_and_others(document: RoadmapDocument) -> tuple[list[Mark], list[Partner]]:
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


def programme_width(document: RoadmapDocument) -> float:
    if document.programme_logo:
        return PROGRAMME_LOGO_WIDTH
    return min(SYMBOL_WIDTH + _words_width(document), LONG_NAME_WIDTH)


def is_long(document: RoadmapDocument) -> bool:
    """Whether the programme's name or motto takes the small setting, on several lines."""
    return SYMBOL_WIDTH + _words_width(document) > LONG_NAME_WIDTH


def tagline(document: RoadmapDocument) -> str:
    """The programme's motto, which gives way to a name that takes two lines."""
    if is_long(document):
        return shortened(document.programme_tagline, NAME_LINE) if len(document.programme_name) <= NAME_LINE else ""
    return document.programme_tagline


def _words_width(document: RoadmapDocument) -> float:
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
