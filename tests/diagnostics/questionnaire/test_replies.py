import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from diagnostics.questionnaire.replies import (
    PASSED,
    UNKNOWN,
    InvalidReply,
    Reply,
    Status,
    from_json,
    given,
    read_reply,
    to_json,
)
from tests.diagnostics.questionnaire.schemas import BY, COUNT, IDEA, KILOS, LEND, POOL, schema


def question(uuid: str):
    return schema().question(uuid)


@pytest.mark.parametrize(
    ("uuid", "texts", "value"),
    [
        (COUNT, ["3-5"], "3-5"),
        (BY, ["2017-06-01"], "2017-06-01"),
        (BY, ["01/06/2017"], "2017-06-01"),
        (KILOS, ["1 234,5"], 1234.5),
        (KILOS, ["60"], 60),
        (IDEA, [" nettoyeur haute pression "], "nettoyeur haute pression"),
        (POOL, ["yes"], True),
        (POOL, ["no"], False),
        (LEND, ["lift", "forklift"], ["forklift", "lift"]),
        (LEND, ["none"], []),
    ],
)
def test_an_answer_is_read(uuid: str, texts: list[str], value: object):
    assert read_reply(question(uuid), texts) == given(value)


@pytest.mark.parametrize(
    ("uuid", "texts"),
    [
        (COUNT, []),
        (COUNT, ["7"]),
        (BY, ["31/02/2017"]),
        (BY, ["demain"]),
        (BY, ["0012-01-01"]),
        (KILOS, ["beaucoup"]),
        (KILOS, ["-3"]),
        (KILOS, ["1e9"]),
        (KILOS, ["99999999999"]),
        (IDEA, ["x" * 1001]),
        (POOL, ["peut-être"]),
        (LEND, ["bus"]),
        (LEND, []),
    ],
)
def test_what_is_no_answer_is_refused_in_words(uuid: str, texts: list[str]):
    with pytest.raises(InvalidReply, match=r"\w"):
        read_reply(question(uuid), texts)


def test_not_to_know_is_an_answer():
    assert read_reply(question(COUNT), ["unknown"]) == UNKNOWN


@pytest.mark.parametrize(
    "reply",
    [given("3-5"), given(0), given([]), given(False), UNKNOWN, PASSED, Reply(Status.OFFERED, 14, "2016-06-07")],
)
def test_a_reply_is_kept_as_it_is(reply: Reply):
    assert from_json(to_json(reply)) == reply


@pytest.mark.parametrize("raw", [None, {}, {"status": "odd"}])
def test_an_unreadable_reply_counts_as_passed(raw: object):
    assert from_json(raw) == PASSED


def test_a_correction_keeps_where_the_fact_was_known_from():
    known = Reply(Status.OFFERED, "3-5", "2016-06-07", {"": "f"})

    assert given("none").correcting(known).flows == {"": "f"}


@examples(st.text(max_size=40))
def test_no_text_breaks_a_number(text: str):
    try:
        reply = read_reply(question(KILOS), [text])
    except InvalidReply:
        return
    assert reply.value is None or reply.value >= 0
