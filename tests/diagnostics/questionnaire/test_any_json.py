"""Whatever the JSON of a template or of an answer holds, it is read or refused in words, never with an exception."""

import json
from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import example, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from diagnostics.questionnaire.flows import drafts
from diagnostics.questionnaire.path import progress, required_left
from diagnostics.questionnaire.plain_text import NotStorable, storable
from diagnostics.questionnaire.rekeying import rekeyed
from diagnostics.questionnaire.replies import InvalidReply, Reply, from_json, read_json, read_posted, suited, to_json
from diagnostics.questionnaire.schema import Question, Schema, read_schema, schema_faults
from diagnostics.questionnaire.stock import stock_template_of, stock_templates
from tests.diagnostics.questionnaire.schemas import RAW

NAMES = ["sections", "questions", "uuid", "kind", "text", "options", "flow", "columns", "condition", "among", "key"]
WORDS = ["table", "choice", "flows", "row", "an", "ressource", "given", "\x00", "\ud800", "-1", "1e999"]
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.sampled_from(WORDS)
ANY = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=10,
)
WASTE = stock_template_of("waste").schema


def places(raw: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths to everything that a JSON holds."""
    inner = raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ()
    return [path, *(place for key, value in inner for place in places(value, (*path, key)))]


def replaced(raw: Any, path: tuple[Any, ...], value: Any) -> Any:
    changed = deepcopy(raw)
    place = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return changed


BROKEN = st.builds(
    replaced,
    st.just(WASTE),
    st.sampled_from([place for place in places(WASTE) if place]),
    ANY,
) | st.builds(replaced, st.just(RAW), st.sampled_from([place for place in places(RAW) if place]), ANY)


def answers(schema: Schema, value: Any) -> dict[str, Reply]:
    """The same value given to every question, as a forged row of the database would."""
    return {question.uuid: from_json({"status": "given", "value": value}) for question in schema.questions()}


@settings(max_examples=300, deadline=None)
@examples(ANY)
def test_any_json_has_its_faults_told(raw: Any):
    assert all(isinstance(sentence, str) and sentence for sentence in schema_faults(raw))


@settings(max_examples=300, deadline=None)
@examples(BROKEN, ANY)
def test_a_template_broken_anywhere_is_read_and_answered(raw: Any, value: Any):
    schema = read_schema(raw)
    replies = answers(schema, value)

    progress(schema, suited(schema, replies))
    required_left(schema, suited(schema, replies))
    assert all(draft.label for draft in drafts(schema, replies))


@settings(max_examples=200, deadline=None)
@examples(st.sampled_from([q for t in stock_templates() for q in read_schema(t.schema).questions()]), ANY)
def test_any_answer_sent_by_a_tablet_is_read_or_refused(question: Question, value: Any):
    try:
        reply = read_json(question, value)
    except InvalidReply:
        return
    assert from_json(json.loads(json.dumps(to_json(reply)))) == reply


@settings(max_examples=200, deadline=None)
@examples(
    st.sampled_from([q for t in stock_templates() for q in read_schema(t.schema).questions()]),
    st.dictionaries(
        st.sampled_from(["answer", "do", "answer-0-stream", "answer-0-amount", "answer-1-end", "answer-0-row"]),
        st.lists(st.text(max_size=8) | st.sampled_from(["pass", "unknown", "none", "12", "\x00"]), max_size=2),
    ),
)
def test_any_form_is_read_or_refused(question: Question, posted: dict[str, list[str]]):
    with suppress(InvalidReply):
        from_json(to_json(read_posted(question, posted)))


@settings(max_examples=200, deadline=None)
@examples(ANY)
@example({"a": "\x00"})
@example(float("nan"))
def test_what_is_kept_can_be_stored(raw: Any):
    try:
        kept = storable(raw)
    except NotStorable:
        return
    text = json.dumps(kept, ensure_ascii=False, allow_nan=False)
    text.encode()
    assert "\\u0000" not in text


@settings(max_examples=200, deadline=None)
@examples(BROKEN, ANY)
def test_any_schema_can_be_compared_with_a_published_one(raw: Any, published: Any):
    rekeyed(raw, [published, WASTE, RAW])
    rekeyed(published, [raw])


def test_what_is_too_deep_is_not_kept():
    deep: Any = "x"
    for _step in range(2000):
        deep = [deep]

    with pytest.raises(NotStorable, match="trop grand"):
        storable(deep)


def test_what_is_too_large_is_not_kept():
    with pytest.raises(NotStorable, match="trop grand"):
        storable(["x" * 1000] * 1000)


def many(count: int, text: str = "Combien ?") -> dict[str, Any]:
    questions = [
        {"uuid": f"00000000-0000-4000-8000-{number:012d}", "kind": "text", "text": text} for number in range(count)
    ]
    return {"sections": [{"uuid": "s", "title": "Beaucoup", "questions": questions}]}


def test_ten_thousand_questions_are_too_many():
    assert any("200 au plus" in sentence.replace("\u00a0", " ") for sentence in schema_faults(many(10_000)))
    assert len(list(read_schema(many(10_000)).questions())) == 200


def test_a_text_of_a_megabyte_is_too_long_and_its_fault_is_short():
    faults = schema_faults(many(1, "x" * 1_000_000))

    assert any("300" in sentence for sentence in faults)
    assert max(len(sentence) for sentence in faults) < 500


def test_a_thousand_faults_are_not_all_told():
    assert len(schema_faults(many(200, ""))) <= 30
