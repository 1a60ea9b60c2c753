import pytest
from hypothesis import given
from hypothesis import strategies as st

from companies.workforce import BANDS, read_workforce, workforce_cell, workforce_label


def test_two_digits_of_insee_are_a_band():
    assert read_workforce("12") == ("12", None)


def test_another_number_counts_people():
    assert read_workforce("48") == ("12", 48)


def test_a_decimal_zero_says_that_it_is_a_number():
    assert read_workforce("12,0") == ("11", 12)


def test_no_employee_known_is_no_band():
    assert read_workforce("NN") == ("", None)


@pytest.mark.parametrize("text", ["beaucoup", "-3", "1e3", "12,5", "٤٨", "99999999"])
def test_what_is_no_workforce_is_refused(text: str):
    with pytest.raises(ValueError, match="tranche"):
        read_workforce(text)


def test_a_number_reads_as_people():
    assert workforce_label("12", 48) == "48 salariés"


def test_a_band_reads_as_its_two_ends():
    assert workforce_cell("12", None) == "20–49"


def test_nothing_known_reads_as_nothing():
    assert workforce_label("", None) == ""


@given(st.integers(0, 1_000_000))
def test_a_number_falls_in_its_band(people: int):
    least, most = BANDS[read_workforce(f"{people},0")[0]]

    assert least <= people <= (most if most is not None else people)
