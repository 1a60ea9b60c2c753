from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmaps.cost_sharing import share_cost, share_equally
from tests.roadmaps.sample_documents import BUDGET, COMPANIES

CENT = Decimal("0.01")
amounts = st.decimals(min_value=0, max_value=10**9, places=2)
weight_lists = st.lists(st.decimals(min_value=0, max_value=10**6, places=3), min_size=1, max_size=60)


@given(amounts, weight_lists)
def test_the_parts_always_add_up_to_the_cent(amount, weights):
    assert sum(share_cost(amount, weights)) == amount


@given(amounts, weight_lists.filter(any))
def test_no_part_is_a_cent_away_from_its_exact_value(amount, weights):
    parts = share_cost(amount, weights)

    assert all(abs(part - amount * weight / sum(weights)) < CENT for part, weight in zip(parts, weights, strict=True))


@given(amounts, st.integers(min_value=1, max_value=60))
def test_equal_parts_differ_by_a_cent_at_most(amount, count):
    parts = share_equally(amount, count)

    assert sum(parts) == amount
    assert max(parts) - min(parts) <= CENT


@given(amounts, weight_lists)
def test_who_weighs_more_never_pays_less(amount, weights):
    paid = sorted(zip(weights, share_cost(amount, weights), strict=True))

    heavier = [(one, other) for one, other in pairwise(paid) if one[0] < other[0]]
    assert all(one[1] <= other[1] for one, other in heavier)


def test_the_collection_is_shared_as_worked_out_by_hand():
    parts = share_cost(BUDGET.to_share, [Decimal(row[-1]) for row in COMPANIES])

    assert [str(part) for part in parts] == [
        "87.88", "64.99", "54.92", "47.60", "42.11", "34.78", "28.38", "16.48", "13.73", "12.81", "10.98", "8.24",
    ]  # fmt: skip


def test_parts_and_funding_make_the_cost():
    parts = share_cost(BUDGET.to_share, [Decimal(row[-1]) for row in COMPANIES])

    assert sum(parts) + BUDGET.funded == BUDGET.total == Decimal("572.90")


def test_a_workforce_of_zero_everywhere_shares_equally():
    assert share_cost(Decimal("1.00"), [Decimal(0)] * 3) == [Decimal("0.34"), Decimal("0.33"), Decimal("0.33")]


def test_who_weighs_nothing_pays_nothing():
    assert share_cost(Decimal("10.00"), [Decimal(0), Decimal(3)]) == [Decimal("0.00"), Decimal("10.00")]


def test_nobody_shares_nothing():
    assert share_cost(Decimal(0), []) == []


@pytest.mark.parametrize(
    ("amount", "weights", "message"),
    [
        ("-1.00", [1], "positive"),
        ("0.005", [1], "fraction of a cent"),
        ("NaN", [1], "positive"),
        ("1.00", [-1], "every weight"),
        ("1.00", ["Infinity"], "every weight"),
        ("1.00", [], "nobody"),
    ],
)
def test_a_sharing_that_has_no_meaning_is_refused(amount, weights, message):
    with pytest.raises(ValueError, match=message):
        share_cost(Decimal(amount), [Decimal(weight) for weight in weights])
