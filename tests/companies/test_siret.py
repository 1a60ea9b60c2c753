import pytest
from hypothesis import given
from hypothesis import strategies as st

from companies.seed import siret_of
from companies.siret import normalise_siret


def test_spaces_and_dots_do_not_count():
    assert normalise_siret("732 829 320.00074") == "73282932000074"


def test_a_wrong_key_is_refused():
    with pytest.raises(ValueError, match="clé"):
        normalise_siret("73282932000075")


def test_an_office_of_la_poste_is_checked_by_the_sum_of_its_digits():
    assert normalise_siret("35600000000006") == "35600000000006"


def test_an_office_of_la_poste_with_a_wrong_sum_is_refused():
    with pytest.raises(ValueError, match="clé"):
        normalise_siret("35600000000007")


def test_zeros_are_nobody_s_number():
    with pytest.raises(ValueError, match="faux"):
        normalise_siret("0" * 14)


def test_digits_of_other_scripts_are_refused():
    with pytest.raises(ValueError, match="14 chiffres"):
        normalise_siret("٧٣٢٨٢٩٣٢٠٠٠٠٧٤")


def test_a_number_rounded_by_a_spreadsheet_is_told_apart():
    with pytest.raises(ValueError, match="tableur"):
        normalise_siret("7,32829E+13")


def test_a_lost_zero_is_hinted_at():
    with pytest.raises(ValueError, match="zéro initial"):
        normalise_siret("7328293200007")


@given(st.integers(0, 999_999))
def test_the_numbers_of_the_benchmarks_are_right(number: int):
    assert normalise_siret(siret_of(number)) == siret_of(number)


@given(st.text(max_size=40))
def test_any_text_gives_fourteen_digits_or_a_sentence(text: str):
    assert len(read(text)) == 14 or read(text).endswith(".")


def read(text: str) -> str:
    try:
        return normalise_siret(text)
    except ValueError as fault:
        return str(fault)
