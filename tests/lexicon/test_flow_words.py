"""The words of a flow have one home; what Django and the engine say of them is the same, in the same order."""

from typing import get_args

import pytest

from diagnostics import enums
from symbiose.lexicon import flow_words
from synergies.matching import records


@pytest.mark.parametrize(
    ("words", "choices"),
    [
        (flow_words.DIRECTIONS, enums.Direction),
        (flow_words.FAMILIES, enums.Family),
        (flow_words.PERIODS, enums.Period),
        (flow_words.LEVELS, enums.Level),
        (flow_words.OUTLETS, enums.Outlet),
    ],
)
def test_django_keeps_the_words_of_the_lexicon(words, choices):
    assert words == tuple(choices.values)


def test_the_engine_reads_the_directions_of_the_lexicon():
    assert get_args(records.Direction) == flow_words.DIRECTIONS
