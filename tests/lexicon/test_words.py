"""French words made comparable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.lexicon.words import fold, search_key, stems


def test_accents_and_case_do_not_count():
    assert fold("ÉTUVÉE Œuvre") == "etuvee oeuvre"


def test_elisions_and_small_words_are_left_out():
    assert stems("l’enlèvement de l'huile") == stems("enlèvement huile")


@pytest.mark.parametrize(
    ("written", "alike"),
    [
        ("palettes", "palette"),
        ("HUILES USAGEES", "huile usagée"),
        ("main d'œuvre", "main-d’œuvre"),
        ("S.S.T.", "SST"),
        ("eaux", "eau"),
    ],
)
def test_writings_of_one_thing_have_the_same_stems(written, alike):
    assert stems(written) == stems(alike)


def test_a_search_key_finds_a_word_typed_without_accents():
    assert "energie" in search_key("Énergie renouvelable").split()


@given(st.text(max_size=80))
def test_any_text_has_stems(text):
    assert all(word == fold(word) for word in stems(text))
