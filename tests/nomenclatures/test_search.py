"""Search by code and by everyday words."""

import pytest

from symbiose.nomenclatures import (
    ewc_label,
    naf_label,
    naf_section,
    search_ewc,
    search_naf,
    workforce_band,
    workforce_label,
    workforce_mid,
)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("cartons", "15 01 01"),
        ("CARTON", "15 01 01"),
        ("dechets verts", "20 02 01"),
        ("pneu", "16 01 03"),
        ("150101", "15 01 01"),
        ("15 01 01*", "15 01 01"),
        ("huile de vid", "13 02 05"),
    ],
)
def test_a_waste_is_found_by_what_is_typed(typed, code):
    assert search_ewc(typed, 5)[0].code == code


def test_a_section_lists_its_entries():
    assert [found.code for found in search_ewc("15 01", 3)] == ["15 01 01", "15 01 02", "15 01 03"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [("boulanger", "10.71C"), ("menuisier", "43.32A"), ("1071c", "10.71C"), ("methanisation", "35.21Z")],
)
def test_an_activity_is_found_by_what_is_typed(typed, code):
    assert search_naf(typed, 5)[0].code == code


@pytest.mark.parametrize("typed", ["", "   ", "le", "%", "zzzzzz"])
def test_nothing_is_found_for_nothing(typed):
    assert search_ewc(typed, 5) == []


def test_a_search_gives_no_more_than_its_limit():
    assert len(search_ewc("bois", 4)) == 4


def test_labels_are_the_official_ones():
    assert ewc_label("150101") == "emballages en papier/carton"
    assert naf_label("1071C") == "Boulangerie et boulangerie-pâtisserie"


def test_an_unknown_code_has_no_label():
    assert ewc_label("99 99 99") == ewc_label("pain") == naf_label("00.00Z") == ""


def test_the_section_of_an_unknown_subclass_is_that_of_its_division():
    assert naf_section("10.99X") == "C"


def test_a_band_has_a_short_label_and_a_middle():
    assert (workforce_label("12"), workforce_mid("12")) == ("20 à 49 salariés", 34.5)


def test_an_unknown_workforce_has_no_middle():
    assert workforce_mid("NN") is None


@pytest.mark.parametrize(("employees", "band"), [(0, "00"), (9, "03"), (10, "11"), (12_000, "53")])
def test_a_number_of_employees_has_its_band(employees, band):
    assert workforce_band(employees) == band
