"""Contrast of two colours (WCAG 2), and the colours of the style sheet: shared by the component page and its test."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

TOKENS = Path(__file__).resolve().parents[2] / "static" / "css" / "tokens.css"
COLOUR = re.compile(r"--([a-z]+(?:-\d+)?):\s*(#[0-9A-Fa-f]{6});")

# The pairs that the screens use: (ink, ground). Text needs 4.5, the edges of controls 3.
TEXT_PAIRS = (
    ("ardoise-900", "tuffeau"),
    ("ardoise-900", "craie"),
    ("ardoise-900", "lin"),
    ("ardoise-700", "lin"),
    ("ardoise-600", "craie"),
    ("ardoise-600", "tuffeau"),
    ("ardoise-600", "lin"),
    ("craie", "haie-700"),
    ("craie", "haie-800"),
    ("craie", "brique-600"),
    ("craie", "brique-700"),
    ("craie", "ciel-700"),
    ("craie", "prune-700"),
    ("haie-700", "craie"),
    ("haie-700", "tuffeau"),
    ("haie-700", "haie-100"),
    ("haie-800", "haie-100"),
    ("brique-700", "craie"),
    ("brique-700", "tuffeau"),
    ("brique-700", "brique-100"),
    ("paille-800", "craie"),
    ("paille-800", "paille-100"),
    ("ciel-700", "craie"),
    ("ciel-700", "ciel-100"),
    ("prune-700", "craie"),
    ("tuffeau", "ardoise-900"),
    ("ligne", "ardoise-900"),
    ("paille-400", "ardoise-900"),
    ("tuffeau", "ardoise-800"),
    ("ardoise-900", "paille-400"),
    ("ardoise-900", "paille-100"),
    ("ardoise-900", "haie-100"),
)
EDGE_PAIRS = (
    ("ardoise-400", "ardoise-800"),
    ("ardoise-500", "craie"),
    ("ardoise-500", "tuffeau"),
    ("haie-500", "craie"),
    ("haie-500", "lin"),
    ("paille-600", "craie"),
    ("ciel-700", "tuffeau"),
    ("paille-400", "ardoise-900"),
    ("haie-300", "ardoise-900"),
    ("brique-600", "tuffeau"),
)


@cache
def tokens() -> dict[str, str]:
    """The named colours of tokens.css, as #RRGGBB."""
    return dict(COLOUR.findall(TOKENS.read_text()))


def contrast(ink: str, ground: str) -> float:
    """The ratio of two colours written #RRGGBB, from 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[index : index + 2], 16) / 255) for index in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
