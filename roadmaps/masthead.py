"""Who stands in the head of the printed roadmap: six partners at most, and as many as the line holds.

Widths are estimated in millimetres from the number of letters, on the safe side; those who do not
fit are named at the end of the document, so that no mark is ever cut.
"""

import re
from dataclasses import dataclass

from roadmaps.document import Emblem, Partner, RoadmapDocument, shortened

LINE_WIDTH = 174.0
MAX_PARTNERS = 6
LINE_LENGTH = 12  # letters of a line of words beside an emblem
MAX_WORDS = 44
GAP = 3.4
LETTER, FRAMED_LETTER, NAME_LETTER = 1.42, 2.4, 2.15
EMBLEM_WIDTHS = {Emblem.NONE: 0.0, Emblem.SAIL: 9.6, Emblem.RINGS: 8.8, Emblem.LOOP: 5.8, Emblem.LEAF: 5.8}
LOGO_WIDTH = 26.0
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
        if self.partner.emblem in FRAMED:
            return len(self.lines[0]) * FRAMED_LETTER + 6
        return EMBLEM_WIDTHS[self.partner.emblem] + max(map(len, self.lines)) * LETTER


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
        return 40.0
    if is_long(document):
        return 60.0
    return 11.6 + max(len(document.programme_name) * NAME_LETTER, len(document.programme_tagline) * LETTER)


def is_long(document: RoadmapDocument) -> bool:
    """Whether the programme's name or motto takes the small setting, on several lines."""
    return len(document.programme_name) > 24 or len(document.programme_tagline) > 40


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
