"""What a survey lets be read: nothing of fewer than five, nor by difference."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostics.questionnaire.replies import UNKNOWN, Reply
from diagnostics.questionnaire.replies import given as said
from diagnostics.questionnaire.schema import read_schema
from diagnostics.surveys.counting import (
    LEAST_ANSWERS,
    QuestionResult,
    Sheet,
    received,
    results_of_company,
    results_of_whole,
)
from tests.diagnostics.surveys.factories import HOURS, IDEA, KM, MODE, NURSERY, SCHEMA

READ = read_schema(SCHEMA)


def sheets(count: int, **values: Any) -> list[Sheet]:
    return [{MODE: said(values.get("mode", "car"))} for _n in range(count)]


def of(results: list[QuestionResult], question: str) -> QuestionResult:
    return next(result for result in results if result.question.uuid == question)


def test_four_answers_show_nothing() -> None:
    results = results_of_company(READ, sheets(4), closed=True)

    assert not any(result.is_shown or result.bars for result in results)


def test_five_answers_show_their_choices() -> None:
    result = of(results_of_company(READ, [*sheets(3), *sheets(2, mode="bike")], closed=True), MODE)

    assert [(bar.label, bar.count) for bar in result.bars] == [("En voiture", 3), ("À vélo", 2)]


def test_a_question_that_four_of_nine_answered_is_hidden() -> None:
    kept = [*sheets(5), *({MODE: said("car"), KM: said(12)} for _n in range(4))]

    results = results_of_company(READ, kept, closed=True)

    assert of(results, MODE).is_shown
    assert not of(results, KM).is_shown


def test_while_it_is_open_the_sixth_answer_waits_for_the_tenth() -> None:
    before = of(results_of_company(READ, sheets(5), closed=False), MODE)
    after = of(results_of_company(READ, [*sheets(5), *sheets(1, mode="bike")], closed=False), MODE)

    assert before.bars == after.bars


def test_when_it_is_closed_every_answer_counts() -> None:
    result = of(results_of_company(READ, sheets(9), closed=True), MODE)

    assert result.answers == 9


def test_the_whole_leaves_out_the_company_that_it_would_betray() -> None:
    """24 answers of which 3 are one company’s: the whole minus the others would be those three."""
    groups = [sheets(7), sheets(6), sheets(8), sheets(3, mode="bike")]

    result = of(results_of_whole(READ, groups, closed=True), MODE)

    assert result.answers == 21
    assert {bar.key: bar.count for bar in result.bars} == {"car": 21, "bike": 0}


def test_small_companies_count_together_from_five_on() -> None:
    result = of(results_of_whole(READ, [sheets(3), sheets(2, mode="bike")], closed=True), MODE)

    assert result.answers == 5


def test_a_number_tells_its_mean_and_total_and_no_extreme() -> None:
    kept = [{KM: said(value)} for value in (2, 4, 6, 8, 30)]

    result = of(results_of_company(READ, kept, closed=True), KM)

    assert (result.mean, result.total, result.bars) == (10, 50, ())


def test_what_people_wrote_is_shuffled_always_alike() -> None:
    kept = [{IDEA: said(f"Idée {n}")} for n in range(7)]

    texts = of(results_of_company(READ, kept, closed=True), IDEA).texts

    assert texts == of(results_of_company(READ, kept[::-1], closed=True), IDEA).texts
    assert list(texts) != [f"Idée {n}" for n in range(7)]


def test_do_not_know_is_an_answer() -> None:
    kept: list[Sheet] = [{NURSERY: UNKNOWN} for _n in range(2)] + [{NURSERY: said(True)} for _n in range(3)]

    result = of(results_of_company(READ, kept, closed=True), NURSERY)

    assert {bar.key: bar.count for bar in result.bars} == {"yes": 3, "no": 0, "unknown": 2}


@pytest.mark.parametrize(("count", "told"), [(0, 0), (4, 0), (5, 5), (12, 12)])
def test_no_count_under_five_is_told(count: int, told: int) -> None:
    assert received(sheets(count)) == told


REPLY = st.sampled_from([said("car"), said("bike"), UNKNOWN, None])
HOUR_REPLY = st.sampled_from([said(["day"]), said([]), said(["day", "early"]), None])


@st.composite
def one_sheet(draw: st.DrawFn) -> dict[str, Reply]:
    found = {MODE: draw(REPLY), HOURS: draw(HOUR_REPLY)}
    return {key: reply for key, reply in found.items() if reply}


GROUPS = st.lists(st.lists(one_sheet(), max_size=14), max_size=6)


@given(GROUPS, st.booleans())
def test_the_whole_without_the_companies_shown_is_nothing_or_five(groups: list[list[Sheet]], closed: bool) -> None:
    whole = {result.question.uuid: result for result in results_of_whole(READ, groups, closed=closed)}
    shown = [results_of_company(READ, group, closed=closed) for group in groups]

    for question, result in whole.items():
        told = sum(of(results, question).answers for results in shown)
        assert result.answers in {0, told} or result.answers - told >= LEAST_ANSWERS
        for bar in result.bars:
            assert bar.count >= sum(b.count for r in shown for b in of(r, question).bars if b.key == bar.key)


@given(st.lists(one_sheet(), max_size=16), one_sheet())
def test_one_more_answer_never_shows_alone(group: list[Sheet], newcomer: Sheet) -> None:
    """Whoever reads before and after somebody answered sees the same, or five more at once."""
    before = results_of_company(READ, group, closed=False)
    after = results_of_company(READ, [*group, newcomer], closed=False)

    for one, other in zip(before, after, strict=True):
        assert other.answers - one.answers in {0, LEAST_ANSWERS}
        if one.answers == other.answers:
            assert one.bars == other.bars
