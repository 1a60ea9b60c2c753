from copy import deepcopy
from typing import Any

import pytest

from diagnostics.questionnaire.schema import read_schema, schema_faults
from diagnostics.questionnaire.stock import question_uuid, stock_template_of
from tests.diagnostics.questionnaire.schemas import BY, COUNT, RAW


def changed(path: list[Any], value: Any) -> dict[str, Any]:
    raw = deepcopy(RAW)
    place = raw
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return raw


FIRST = ["sections", 1, "questions", 0]


def test_a_right_schema_has_no_fault():
    assert schema_faults(RAW) == []


def test_the_default_questionnaire_has_no_fault():
    assert schema_faults(stock_template_of("complementary").schema) == []


def test_the_default_questionnaire_asks_twenty_five_questions_at_most():
    assert len(list(read_schema(stock_template_of("complementary").schema).questions())) <= 25


def test_every_default_question_says_why_it_is_asked():
    assert all(question.why for question in read_schema(stock_template_of("complementary").schema).questions())


def test_a_default_question_has_the_same_uuid_everywhere():
    asked = [question.uuid for question in read_schema(stock_template_of("complementary").schema).questions()]

    assert question_uuid("first_aid") in asked


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ([*FIRST, "kind"], "colour", "type"),
        ([*FIRST, "text"], " ", "texte"),
        ([*FIRST, "uuid"], "un", "UUID"),
        ([*FIRST, "options"], [{"key": "a", "label": "A"}], "deux choix"),
        ([*FIRST, "options", 1, "key"], "none", "clé à lui"),
        ([*FIRST, "flow", "family"], "or", "n’est pas connu"),
        ([*FIRST, "condition"], {"question": BY, "among": [1]}, "question précédente"),
        (["sections"], [], "aucune question"),
    ],
)
def test_a_fault_is_told_in_french(path: list[Any], value: Any, fault: str):
    assert any(fault in sentence for sentence in schema_faults(changed(path, value)))


def test_a_question_of_an_unknown_kind_is_left_out():
    schema = read_schema(changed([*FIRST, "kind"], "colour"))

    assert schema.question(COUNT) is None
