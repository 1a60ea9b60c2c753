"""The parts of a score, worked by hand, and the measures."""

from collections import namedtuple

import numpy as np
import pytest

from synergies.matching.context import Amounts, Windows
from synergies.matching.evaluate import evaluate
from synergies.matching.explain import amount, french_number, quoted
from synergies.matching.geography import Places, nearness, reach_of, too_far
from synergies.matching.records import PairProposal
from tests.synergies.flows import need

Pair = namedtuple("Pair", "flow_a flow_b kind")


def at(latitude, longitude):
    return need("a", latitude=latitude, longitude=longitude)


def test_a_degree_of_latitude_is_111_km():
    assert Places([at(48, 0), at(49, 0)]).distances(0, 1) == pytest.approx(111.195, abs=0.01)


def test_an_unknown_place_has_no_distance():
    assert np.isnan(Places([at(None, None), at(49, 0)]).distances(0, 1))


@pytest.mark.parametrize(("distance", "share"), [(0, 1.0), (10, 0.5), (20, 0.2), (np.nan, 0.5)])
def test_nearness_halves_at_the_reach(distance, share):
    assert nearness(np.array([distance]), np.array([10.0]))[0] == pytest.approx(share)


def test_what_is_beyond_any_sense_is_too_far():
    assert too_far(np.array([39.0, 41.0, np.nan]), np.array([3.0, 3.0, 3.0])).tolist() == [False, True, False]


def test_a_concept_without_a_reach_takes_that_of_a_broader_one():
    assert (reach_of("E02", "energie"), reach_of("K01", "competence"), reach_of("", "dechet")) == (3, 30, 50)


@pytest.mark.parametrize(
    ("first", "second", "fit"),
    [
        ((12, "t", "an"), (1, "t", "mois"), 1.0),
        ((10, "t", "an"), (1, "t", "an"), 2 / 3),
        ((1000, "t", "an"), (1, "t", "an"), 0.0),
        ((10, "t", "an"), (10, "m3", "an"), 0.5),
        ((10, "t", "an"), (10, "t", "ponctuel"), 0.5),
        ((2, "t", "ponctuel"), (2000, "kg", "ponctuel"), 1.0),
    ],
)
def test_amounts_fit_by_their_ratio(first, second, fit):
    flows = [need("a", quantity=q, unit=u, period=p) for q, u, p in (first, second)]

    assert Amounts(flows).fit(np.array([0]), np.array([1]))[0] == pytest.approx(fit)


def test_windows_without_dates_always_meet():
    windows = Windows([need("a"), need("b")])

    assert windows.overlap(np.array([0]), np.array([1]))[0] == 1.0


@pytest.mark.parametrize(
    ("value", "written"),
    [(1200, "1\u00a0200"), (2.5, "2,5"), (3.0, "3"), (1234567.8, "1\u00a0234\u00a0568"), (0.04, "0")],
)
def test_numbers_are_written_the_french_way(value, written):
    assert french_number(value) == written


def test_a_label_is_quoted_with_its_apostrophes():
    assert quoted("  chutes d'acier. ") == "«\u00a0chutes d’acier\u00a0»"


def test_a_long_label_is_cut():
    assert len(quoted("a" * 500)) < 100


def test_a_surface_is_not_told_by_the_year():
    assert amount(need("a", quantity=600, unit="m2", period="an")) == "600\u00a0m²"


def test_an_unknown_amount_is_not_written():
    assert amount(need("a")) == ""


def test_measures_are_those_worked_by_hand():
    def row(a, b, rank, kind="substitution"):
        return PairProposal(a, b, kind, 0.5, rank, {}, "")

    expected = [Pair("A", "B", "substitution"), Pair("C", "D", "partage"), Pair("E", "F", "partage")]

    figures = evaluate([row("A", "B", 1), row("C", "D", 4)], expected, [Pair("A", "B", "any"), Pair("A", "Z", "any")])

    assert figures == {
        "recall@1": 0.3333, "recall@5": 0.6667, "recall@10": 0.6667, "mrr": 0.4167, "kind_accuracy": 0.5,
        "traps_proposed": 1,
    }  # fmt: skip
