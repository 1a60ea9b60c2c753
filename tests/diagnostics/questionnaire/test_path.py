from hypothesis import given as examples
from hypothesis import strategies as st

from diagnostics.questionnaire.path import (
    applicable,
    facts_to_confirm,
    next_question,
    number_of,
    previous_question,
    progress,
)
from diagnostics.questionnaire.replies import PASSED, UNKNOWN, Reply, Status, given
from tests.diagnostics.questionnaire.schemas import BY, COUNT, IDEA, KILOS, LEND, POOL, POWER, STAFF, schema

OFFERED = Reply(Status.OFFERED, 14, "2016-06-07")


def asked(replies: dict[str, Reply]) -> list[str]:
    return [question.uuid for question in applicable(schema(), replies)]


def test_a_question_under_condition_waits_for_its_answer():
    assert BY not in asked({})


def test_a_question_under_condition_is_asked_when_it_holds():
    assert BY in asked({COUNT: given("3-5")})


def test_a_question_under_condition_is_not_asked_of_who_does_not_know():
    assert BY not in asked({COUNT: UNKNOWN})


def test_a_yes_is_not_a_one():
    assert POWER not in asked({POOL: given(1)})


def test_progress_counts_what_is_left():
    state = progress(schema(), {STAFF: OFFERED, COUNT: given("none"), LEND: PASSED})

    assert (state.total, state.settled, state.prefilled, state.remaining) == (6, 3, 1, 3)


def test_one_resumes_at_the_first_question_left():
    state = progress(schema(), {STAFF: OFFERED, COUNT: given("none")})

    assert (state.resume_at, state.resume_number) == (LEND, 3)


def test_minutes_are_those_of_the_questions_left():
    assert progress(schema(), {}).minutes == 2  # 14 + 9 + 13 + 14 + 25 + 7 = 82 seconds


def test_a_finished_questionnaire_takes_no_minute():
    everything = dict.fromkeys((STAFF, COUNT, LEND, KILOS, IDEA, POOL), PASSED)

    assert (progress(schema(), everything).finished, progress(schema(), everything).minutes) == (True, 0)


def test_what_is_known_of_several_choices_is_asked_all_the_same():
    state = progress(schema(), {LEND: Reply(Status.OFFERED, ["forklift"])})

    assert state.remaining == 6


def test_the_next_question_skips_those_already_replied():
    following = next_question(schema(), {COUNT: given("none"), LEND: PASSED}, COUNT)

    assert following is not None
    assert following.uuid == KILOS


def test_the_next_question_comes_back_to_one_left_behind():
    replies = dict.fromkeys((COUNT, LEND, KILOS, IDEA, POOL), PASSED)

    following = next_question(schema(), replies, POOL)

    assert following is not None
    assert following.uuid == STAFF


def test_the_previous_question_passes_over_known_facts():
    assert previous_question(schema(), {STAFF: OFFERED}, COUNT) is None


def test_a_known_fact_is_offered_on_the_next_question():
    question = schema().question(COUNT)
    assert question

    assert [fact.uuid for fact in facts_to_confirm(schema(), {STAFF: OFFERED}, question)] == [STAFF]


def test_a_confirmed_fact_is_not_offered_again():
    question = schema().question(COUNT)
    assert question

    assert facts_to_confirm(schema(), {STAFF: OFFERED.confirmed()}, question) == []


def test_a_question_that_does_not_apply_has_no_number():
    assert number_of(schema(), {}, BY) == 0


REPLIES = st.dictionaries(
    st.sampled_from([STAFF, COUNT, BY, LEND, KILOS, IDEA, POOL, POWER]),
    st.sampled_from([PASSED, UNKNOWN, given("3-5"), given(True), given([]), OFFERED]),
)


@examples(REPLIES)
def test_answering_the_questions_left_always_ends(replies: dict[str, Reply]):
    for _ in range(20):
        following = next_question(schema(), replies, "")
        if following is None:
            break
        replies = {**replies, following.uuid: PASSED}

    assert progress(schema(), replies).finished
