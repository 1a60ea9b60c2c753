"""The colours of the style sheet: contrast of the pairs in use, and no colour outside tokens.css."""

import re
from pathlib import Path

import pytest

from symbiose.ui.contrast import EDGE_PAIRS, TEXT_PAIRS, TOKENS, contrast, tokens

# From DESIGN: the ratios measured when the palette was chosen.
MEASURED = [
    ("ardoise-900", "tuffeau", 13.5),
    ("ardoise-900", "craie", 14.7),
    ("ardoise-900", "lin", 12.0),
    ("ardoise-600", "craie", 7.1),
    ("craie", "haie-700", 8.1),
    ("craie", "brique-600", 5.7),
    ("haie-700", "haie-100", 6.7),
    ("brique-700", "brique-100", 6.4),
    ("paille-800", "paille-100", 7.3),
    ("ciel-700", "ciel-100", 5.4),
    ("tuffeau", "ardoise-800", 10.5),
    ("ardoise-400", "ardoise-800", 4.2),
    ("ardoise-500", "tuffeau", 4.1),
    ("haie-500", "lin", 3.7),
    ("paille-600", "craie", 3.7),
]
COLOUR_VALUE = re.compile(r"#[0-9A-Fa-f]{3,8}\b|\brgba?\(|\bhsla?\(")
FAINT_INKS = ("haie-500", "ardoise-500", "paille-600", "paille-400")


@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_is_read_at_4_5(ink, ground):
    assert contrast(tokens()[ink], tokens()[ground]) >= 4.5


@pytest.mark.parametrize(("ink", "ground"), EDGE_PAIRS)
def test_the_edge_of_a_control_is_seen_at_3(ink, ground):
    assert contrast(tokens()[ink], tokens()[ground]) >= 3


@pytest.mark.parametrize(("ink", "ground", "ratio"), MEASURED)
def test_the_palette_keeps_the_ratios_of_the_design(ink, ground, ratio):
    assert contrast(tokens()[ink], tokens()[ground]) == pytest.approx(ratio, abs=0.06)


def test_black_on_white_is_21_to_1():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_no_other_style_sheet_holds_a_colour_value():
    sheets = [path for path in TOKENS.parent.glob("*.css") if path != TOKENS]

    assert {path.name: COLOUR_VALUE.findall(path.read_text()) for path in sheets} == {path.name: [] for path in sheets}


def test_every_colour_named_by_a_style_sheet_is_a_token():
    known = set(re.findall(r"--([a-z0-9-]+):", TOKENS.read_text()))
    used = {
        name for path in TOKENS.parent.glob("*.css") for name in re.findall(r"var\(--([a-z0-9-]+)\)", path.read_text())
    }

    assert {name for name in used if not name.startswith("bs-")} <= known


@pytest.mark.parametrize("ink", FAINT_INKS)
def test_faint_inks_draw_icons_and_never_text(ink):
    """They reach 3 and not 4.5: allowed on icons, bars and edges only."""
    rule = re.compile(r"([^{}]+)\{([^{}]*)\}")
    bare = [
        selector.strip()
        for path in TOKENS.parent.glob("*.css")
        for selector, body in rule.findall(path.read_text())
        if re.search(rf"(?<![-\w])color: var\(--{ink}\)", body)
    ]

    assert [s for s in bare if not re.search(r"icon|kind-form|toast-line|focus", s)] == []


def test_style_sheets_stay_short():
    folder = Path(TOKENS).parent

    assert [path.name for path in folder.glob("*.css") if len(path.read_text().splitlines()) > 300] == []
