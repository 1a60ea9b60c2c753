from itertools import chain, count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostics.questionnaire import editing
from diagnostics.questionnaire.json_reading import MOST_QUESTIONS
from tests.diagnostics.building.schemas import (
    BY,
    COUNT,
    FIRST,
    IDEA,
    MISSING,
    SECOND,
    WASTE,
    count_question,
    order,
    small_schema,
)


def numbered():
    numbers = count(90)
    return lambda: f"00000000-0000-4000-8000-0000000000{next(numbers)}"


def test_a_question_moves_up_within_its_section():
    assert order(editing.move_question(small_schema(), BY, -1)) == [["2", "1"], ["3", "4"]]


def test_a_question_at_the_edge_moves_into_the_next_section():
    assert order(editing.move_question(small_schema(), BY, 1)) == [["1"], ["2", "3", "4"]]


def test_a_question_at_the_top_of_a_section_moves_to_the_end_of_the_one_before():
    assert order(editing.move_question(small_schema(), WASTE, -1)) == [["1", "2", "3"], ["4"]]


def test_the_first_question_does_not_move_up():
    assert order(editing.move_question(small_schema(), COUNT, -1)) == [["1", "2"], ["3", "4"]]


def test_a_gesture_leaves_the_template_that_it_was_given():
    schema = small_schema()

    editing.move_question(schema, BY, -1)

    assert schema == small_schema()


def test_a_question_is_rewritten_in_its_place():
    changed = editing.replace_question(small_schema(), {**count_question(), "text": "Combien ?"}, FIRST)

    assert order(changed) == [["1", "2"], ["3", "4"]]
    assert editing.find_question(changed, COUNT)["text"] == "Combien ?"


def test_a_question_rewritten_for_another_section_goes_to_its_end():
    changed = editing.replace_question(small_schema(), count_question(), SECOND)

    assert order(changed) == [["2"], ["3", "4", "1"]]


def test_a_copy_stands_below_its_original_under_a_uuid_of_its_own():
    changed = editing.duplicate_question(small_schema(), COUNT, lambda: MISSING)

    assert order(changed) == [["1", "f", "2"], ["3", "4"]]
    assert editing.find_question(changed, MISSING)["text"] == "Combien de secouristes à former ? (copie)"


def test_a_copied_section_asks_its_own_condition():
    changed = editing.duplicate_section(small_schema(), FIRST, numbered())

    copied = changed["sections"][1]["questions"]
    assert copied[1]["condition"]["question"] == copied[0]["uuid"] != COUNT


def test_what_was_removed_comes_back_where_it_was():
    changed, removed = editing.remove_question(small_schema(), COUNT)

    assert order(editing.put_back(changed, removed)) == [["1", "2"], ["3", "4"]]


def test_a_section_removed_comes_back_with_its_questions():
    changed, removed = editing.remove_section(small_schema(), FIRST)

    assert order(changed) == [["3", "4"]]
    assert order(editing.put_back(changed, removed)) == [["1", "2"], ["3", "4"]]


def test_putting_back_twice_puts_back_once():
    changed, removed = editing.remove_question(small_schema(), COUNT)

    assert order(editing.put_back(editing.put_back(changed, removed), removed)) == [["1", "2"], ["3", "4"]]


def test_a_question_whose_section_has_gone_comes_back_in_the_last_one():
    without, removed = editing.remove_question(small_schema(), COUNT)
    without, _section = editing.remove_section(without, FIRST)

    assert order(editing.put_back(without, removed)) == [["1", "3", "4"]]


@pytest.mark.parametrize("gesture", [editing.remove_question, editing.remove_section])
def test_what_is_no_longer_there_is_told(gesture):
    with pytest.raises(editing.Gone):
        gesture(small_schema(), MISSING)


def test_too_many_questions_are_refused_in_words():
    questions = [{"uuid": str(number), "kind": "text", "text": "?"} for number in range(MOST_QUESTIONS)]
    full = {"sections": [{"uuid": FIRST, "title": "", "questions": questions}]}

    with pytest.raises(editing.TooMuch, match=f"{MOST_QUESTIONS}\u00a0questions au plus"):
        editing.add_question(full, FIRST, count_question())


def test_a_key_is_made_of_the_first_words_and_never_twice():
    assert editing.key_for("À la carte, en été", []) == "a-la-carte-en-ete"
    assert editing.key_for("Été", ["ete"]) == "ete-2"


def test_a_key_is_never_a_word_that_forms_already_use():
    assert editing.key_for("None", []) == "none-2"


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=5))
def test_any_label_gives_a_key_that_fits(label, taken):
    key = editing.key_for(label, taken)

    assert 0 < len(key) <= editing.LONGEST_KEY
    assert key not in taken


@given(st.lists(st.tuples(st.sampled_from([COUNT, BY, WASTE, IDEA]), st.sampled_from([-1, 1])), max_size=30))
def test_no_question_is_lost_by_moving(moves):
    schema = small_schema()
    for uuid, step in moves:
        schema = editing.move_question(schema, uuid, step)

    assert sorted(chain.from_iterable(order(schema))) == ["1", "2", "3", "4"]
