from datetime import date

from diagnostics.questionnaire.flows import drafts
from diagnostics.questionnaire.replies import PASSED, UNKNOWN, Reply, Status, given
from tests.diagnostics.questionnaire.schemas import BY, COUNT, IDEA, KILOS, LEND, POOL, POWER, schema


def test_a_range_gives_an_estimated_quantity():
    (draft,) = drafts(schema(), {COUNT: given("3-5")})

    assert (draft.label, draft.quantity, draft.unit, draft.estimated) == ("Formation SST", 4, "personne", True)


def test_a_number_gives_a_declared_quantity():
    (draft,) = drafts(schema(), {KILOS: given(60)})

    assert (draft.quantity, draft.unit, draft.estimated) == (60, "kg", False)


def test_another_question_gives_the_date():
    (draft,) = drafts(schema(), {COUNT: given("1-2"), BY: given("2017-06-01")})

    assert draft.available_to == date(2017, 6, 1)


def test_another_question_gives_the_quantity():
    (draft,) = drafts(schema(), {POOL: given(True), POWER: given(40000)})

    assert draft.quantity == 40000


def test_each_choice_gives_a_flow_of_its_own():
    labels = [draft.label for draft in drafts(schema(), {LEND: given(["forklift", "lift"])})]

    assert labels == ["Chariot élévateur", "Nacelle 12 m"]


def test_two_choices_have_two_keys():
    keys = {draft.key for draft in drafts(schema(), {LEND: given(["forklift", "lift"])})}

    assert keys == {f"{LEND}:forklift", f"{LEND}:lift"}


def test_a_long_text_keeps_its_end_in_the_description():
    (draft,) = drafts(schema(), {IDEA: given("a" * 250)})

    assert (len(draft.label), len(draft.description)) == (200, 50)


def test_none_zero_no_and_not_knowing_give_no_flow():
    replies = {COUNT: given("none"), KILOS: given(0), POOL: given(False), LEND: given([]), IDEA: PASSED}

    assert drafts(schema(), replies) == []
    assert drafts(schema(), {COUNT: UNKNOWN}) == []


def test_a_fact_confirmed_changes_no_quantity():
    known = Reply(Status.CONFIRMED, "3-5", "2016-06-07", {"": "abc"})

    (draft,) = drafts(schema(), {COUNT: known})

    assert (draft.known_flow, draft.quantity) == ("abc", None)


def test_a_fact_corrected_changes_the_quantity_of_its_flow():
    known = Reply(Status.OFFERED, "3-5", "2016-06-07", {"": "abc"})

    (draft,) = drafts(schema(), {COUNT: given("1-2").correcting(known)})

    assert (draft.known_flow, draft.quantity) == ("abc", 2)


def test_an_answer_that_no_longer_applies_gives_no_flow():
    assert drafts(schema(), {POOL: given(False), POWER: given(40000)}) == []
