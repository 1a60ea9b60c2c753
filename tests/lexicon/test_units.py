"""The table of units: each factor worked by hand, each with its source; what is not alike is not converted."""

import csv

import pytest

from symbiose.lexicon.quantities import UNITS_FILE, base_amount, find_unit, per_year


@pytest.mark.parametrize(
    ("quantity", "unit", "base", "dimension"),
    [
        (2, "t", 2000, "masse"),
        (3, "quintaux", 300, "masse"),
        (500, "litres", 0.5, "volume"),
        (4, "m³", 4, "volume"),
        (2, "MWh", 2000, "energie"),
        (36, "MJ", 10, "energie"),
        (1, "tep", 11_630, "energie"),
        (1, "ha", 10_000, "surface"),
        (2, "jours", 14, "duree"),
        (3, "demi-journées", 10.5, "duree"),
        (90, "heures", 90, "duree"),
        (5, "palettes", 5, "palettes"),
        (4, "places", 4, "places"),
        (2, "trajets", 2, "trajets"),
        (7, "personnes", 7, "personnes"),
    ],
)
def test_an_amount_in_base_units(quantity, unit, base, dimension):
    amount, found = base_amount(quantity, unit)

    assert (pytest.approx(amount), found) == (base, dimension)


def test_a_week_and_a_month_count_in_a_year():
    assert per_year(2, "t", "mois") == (24_000, "masse")
    assert per_year(1, "MWh", "semaine") == (52_000, "energie")


def test_a_one_off_is_never_yearly():
    assert per_year(60, "kg", "ponctuel") == (None, "masse")


def test_every_unit_says_where_its_factor_comes_from():
    with UNITS_FILE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))

    assert [row["unit"] for row in rows if not row["source"]] == []


def test_what_is_counted_one_by_one_has_a_dimension_of_its_own():
    counted = [find_unit(name) for name in ("palette", "place", "personne", "session", "trajet", "u")]

    assert len({unit.dimension for unit in counted if unit}) == len(counted)


@pytest.mark.parametrize("value", [float("inf"), 1e300])
def test_a_number_beyond_sense_raises_nothing(value):
    assert base_amount(value, "t")[1] == "masse"
