"""Quantities as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.lexicon.quantities import find_unit, parse_decimal, per_year


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12", "12"),
        ("12,5", "12.5"),
        ("1 200,5", "1200.5"),
        ("1\u202f200", "1200"),
        ("1.200,50", "1200.50"),
        ("1,200.50", "1200.50"),
        (" 0,75 ", "0.75"),
    ],
)
def test_french_and_english_decimals_are_read(typed, value):
    assert parse_decimal(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["", "abc", "1e3", "NaN", "infinity", "1,2,3", "٣", "12 t"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValueError, match="not a number"):
        parse_decimal(typed)


@pytest.mark.parametrize(
    ("unit", "dimension", "factor"),
    [
        ("t", "masse", 1000),
        ("Tonnes", "masse", 1000),
        ("m³", "volume", 1),
        ("m3", "volume", 1),
        ("L", "volume", 0.001),
        ("MWh", "energie", 1000),
        ("GWh", "energie", 1_000_000),
        ("palettes", "palettes", 1),
        ("jours", "duree", 7),
        ("places", "places", 1),
        ("€", "argent", 1),
        ("sessions", "sessions", 1),
    ],
)
def test_a_unit_is_known_by_its_writings(unit, dimension, factor):
    found = find_unit(unit)

    assert found is not None
    assert (found.dimension, found.factor) == (dimension, factor)


def test_megawatts_are_no_milliwatts():
    assert find_unit("MW") == find_unit("mégawatt")


def test_two_tonnes_a_month_are_24_000_kilograms_a_year():
    assert per_year(2, "t", "mois") == (24_000, "masse")


def test_a_week_counts_52_times():
    assert per_year(Decimal("1.5"), "m3", "semaine") == (78, "volume")


def test_a_one_off_is_never_yearly():
    assert per_year(2, "t", "ponctuel") == (None, "masse")


def test_an_unknown_unit_has_no_dimension():
    assert per_year(2, "poignées", "an") == (None, "")


@given(st.decimals(min_value=0, max_value=10**9, places=3))
def test_a_number_written_the_french_way_reads_back(value):
    assert parse_decimal(f"{value:,}".replace(",", "\u202f").replace(".", ",")) == value
