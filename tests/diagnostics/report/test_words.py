"""How the fiche writes amounts, months and dates, and what a company said of a theme."""

from datetime import date

import pytest

from diagnostics.models import Flow
from diagnostics.report.interests import sorted_interests
from diagnostics.report.words import amount_words, months_words, when_words

TODAY = date(2016, 6, 14)


def built(**values):
    """A line that no database needs."""
    return Flow(**values)


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ([], ""),
        (list(range(1, 13)), "toute l’année"),
        ([3, 4, 5, 6], "de mars à juin"),
        ([6, 3], "mars et juin"),
        ([1, 3, 12], "janvier, mars et décembre"),
        ([2], "février"),
        (["2", 13, 0, None], ""),
    ],
)
def test_months_are_said_in_words(months, words):
    assert months_words(months) == words


def test_an_amount_says_its_period():
    assert amount_words(built(quantity=30, unit="t", period="an")) == ("30\u00a0t par an")


def test_without_a_quantity_nothing_is_said():
    assert amount_words(built(quantity=None)) == ""


def test_a_one_off_is_said_once():
    assert when_words(built(period="ponctuel"), TODAY) == "une fois"


def test_a_last_day_is_said_before_the_rhythm():
    flow = built(available_to=date(2017, 6, 1), frequency="le lundi")

    assert when_words(flow, TODAY) == "avant le 1er\u00a0juin\u00a02017, le lundi"


def test_only_proposed_themes_count_as_said():
    said = ["SST", "no:DEEE", "", "no:", "no:autre", "inventé", "SST"]

    assert sorted_interests(said, ["SST", "DEEE"]) == (["SST"], ["DEEE"])
