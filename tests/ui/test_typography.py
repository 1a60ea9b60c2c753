"""French typography: what the filter does, and what it never does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.ui.french import NBSP, typography
from symbiose.ui.templatetags.ui_formats import quoted, typo

LETTERS = st.text(alphabet="abcdéè ÀŒ0123456789«»:;!?.,'’\"()%€h/-+ \u00a0", max_size=60)


@pytest.mark.parametrize(
    ("typed", "set_in_type"),
    [
        ("Bonjour : ça va ?", "Bonjour~: ça va~?"),
        ("Bonjour: ça va?", "Bonjour~: ça va~?"),
        ("« oui »", "«~oui~»"),
        ('"oui"', "«~oui~»"),
        ("l'atelier", "l’atelier"),
        ("462 kg sur 500 kg", "462~kg sur 500~kg"),
        ("3 100 € par an", "3~100~€ par an"),
        ("à 14h32", "à 14~h~32"),
        ("à 14 h 32", "à 14~h~32"),
        ("le 14 mars", "le 14~mars"),
        ("71 % mesurés", "71~% mesurés"),
        ("l’étape 5", "l’étape~5"),
    ],
)
def test_a_sentence_is_set_in_french_type(typed, set_in_type):
    assert typography(typed) == set_in_type.replace("~", NBSP)


@pytest.mark.parametrize("text", ["http://exemple.test/a?b=1;c", "14:30", "a/b", "12 rue du Pont"])
def test_addresses_and_plain_words_are_left_alone(text):
    assert typography(text) == text


@given(LETTERS)
def test_running_it_twice_changes_nothing_more(text):
    once = typography(text)

    assert typography(once) == once


@given(LETTERS)
def test_no_breakable_space_stands_before_double_punctuation(text):
    set_text = typography(text)

    assert not any(f" {mark}" in set_text and set_text.endswith(f" {mark}") for mark in ":;!?»")


@given(st.text(alphabet="abc DEF", max_size=40))
def test_words_without_punctuation_are_kept_as_typed(text):
    assert typography(text) == text


@given(st.text(max_size=60))
def test_what_a_person_typed_is_escaped(text):
    html = str(typo(text)).replace("<sup>", "").replace("</sup>", "")

    assert "<" not in html
    assert ">" not in html


def test_ordinals_are_raised():
    assert typo("la 2e session, le 1er mars") == f"la 2<sup>e</sup> session, le 1<sup>er</sup>{NBSP}mars"


def test_markup_is_kept_and_only_its_text_is_set():
    from django.utils.safestring import mark_safe

    assert typo(mark_safe('<a href="/a?b=1">Vu : oui</a> &amp; non ?')) == (
        f'<a href="/a?b=1">Vu{NBSP}: oui</a> &amp; non{NBSP}?'
    )


@pytest.mark.parametrize("typed", ["J’attends.", "« J’attends. »", '"J’attends."', "  J’attends. "])
def test_a_person_s_words_stand_between_guillemets_once(typed):
    assert quoted(typed) == f"«{NBSP}J’attends.{NBSP}»"
