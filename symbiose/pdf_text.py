"""The last pass over a document's text before it becomes a PDF: typography, and printable characters only.

PDF/UA forbids ``.notdef``: a character that no font has (an emoji) is left out of the PDF, while the
data keep it. Names in other scripts fall to DejaVu Sans, embedded. Markup is never touched.
"""

import re
import unicodedata
from functools import lru_cache
from html import escape, unescape
from pathlib import Path

from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

from symbiose.ui.french import typography

FONTS = ("fonts/pdf/atkinson-400.ttf", "fonts/pdf/bitter-600.ttf")
FALLBACKS = tuple(
    Path(folder) / "DejaVuSans.ttf"
    for folder in (
        "/usr/share/fonts/truetype/dejavu",
        "/usr/share/fonts/dejavu-sans-fonts",
        "/usr/share/fonts/dejavu",
        "/usr/share/fonts/TTF",
    )
)
UNPRINTABLE = "(caractères non imprimables)"

# Order marks and overrides could turn a line around; joiners and selectors only serve emoji here.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]")
_TAG = re.compile(r"(<[^>]*>)")
_SUBSCRIPTS = str.maketrans({chr(0x2080 + digit): f"<sub>{digit}</sub>" for digit in range(10)})


@lru_cache(maxsize=1)
def printable_characters() -> frozenset[int]:
    """Code points that the fonts of the PDFs can draw."""
    files = [found for name in FONTS if (found := finders.find(name))]
    files += [str(path) for path in FALLBACKS if path.exists()]
    covered: set[int] = set()
    for file in files:
        with TTFont(file, lazy=True) as font:
            covered |= set(font.getBestCmap())
    return frozenset(covered)


@lru_cache(maxsize=8)
def _advances(name: str) -> tuple[dict[int, int], int]:
    found = finders.find(name)
    if not found:
        return {}, 1000
    with TTFont(found) as font:
        widths = {code: font["hmtx"][glyph][0] for code, glyph in font.getBestCmap().items()}
        return widths, font["head"].unitsPerEm


def width_mm(text: str, *, font: str, points: float) -> float:
    """Measure a text set in one of our fonts; a character that it lacks counts for one em."""
    widths, em = _advances(f"fonts/pdf/{font}.ttf")
    return sum(widths.get(ord(character), em) for character in text) / em * points * 25.4 / 72


def printable(text: str) -> str:
    """Keep what the fonts can draw; a word that loses every letter says so rather than vanish."""
    text = _INVISIBLE.sub("", text)
    covered = printable_characters()
    kept = "".join(character for character in text if ord(character) in covered or character in "\n\t")
    if kept == text:
        return text
    kept = re.sub(r"[ \t]{2,}", " ", kept)
    return kept if kept.strip() or not text.strip() else UNPRINTABLE


def polish(html: str) -> str:
    """Set each text node of a document in French typography with printable characters only."""
    tokens = _TAG.split(html)
    inside = ""
    for index, token in enumerate(tokens):
        if token.startswith("<"):
            inside = _element_around(token, inside)
        elif token.strip() and inside != "style":
            tokens[index] = _polish_node(token, plain=bool(inside))
    return "".join(tokens)


def _element_around(tag: str, inside: str) -> str:
    """Tell whether the text after a tag stands in a style sheet, in a title or in a drawing."""
    name = tag.strip("</>").split(maxsplit=1)[0].lower()
    if tag.startswith("</"):
        return "" if name == inside else inside
    return inside or (name if name in {"style", "title", "svg"} else "")


def polish_plain(text: str) -> str:
    """Set one text that is no node of the document (the footer, an attribute)."""
    return typography(printable(unicodedata.normalize("NFC", text)))


def _polish_node(token: str, *, plain: bool) -> str:
    safe = escape(polish_plain(unescape(token)), quote=False)
    return safe if plain else safe.translate(_SUBSCRIPTS)
