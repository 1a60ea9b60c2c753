"""The templates that the product brings: right, short enough, and made of the same questions."""

from typing import Any

import pytest

from diagnostics.questionnaire.flows import drafts
from diagnostics.questionnaire.path import progress
from diagnostics.questionnaire.replies import given
from diagnostics.questionnaire.schema import Kind, Question, read_schema, schema_faults
from diagnostics.questionnaire.stock import question_uuid, stock_template_of, stock_templates


def uuids(stock: str) -> set[str]:
    return {question.uuid for question in read_schema(stock_template_of(stock).schema).questions()}


def minutes(stock: str) -> int:
    return progress(read_schema(stock_template_of(stock).schema), {}).minutes


@pytest.mark.parametrize("template", stock_templates(), ids=lambda template: template.stock)
def test_a_template_of_the_start_has_no_fault(template: Any):
    assert schema_faults(template.schema) == []


@pytest.mark.parametrize("template", stock_templates(), ids=lambda template: template.stock)
def test_every_question_says_why_it_is_asked(template: Any):
    assert all(question.why for question in read_schema(template.schema).questions())


@pytest.mark.parametrize("template", stock_templates(), ids=lambda template: template.stock)
def test_no_straight_apostrophe_is_shown(template: Any):
    shown = [text for question in read_schema(template.schema).questions() for text in (question.text, question.help)]

    assert not any("'" in text for text in shown)


def test_the_questionnaire_asks_twenty_five_questions_at_most_in_five_minutes():
    assert len(uuids("complementary")) <= 25
    assert minutes("complementary") <= 5


def test_the_pre_diagnostic_takes_twenty_minutes_at_most():
    assert minutes("light") <= 20


@pytest.mark.parametrize("stock", ["light"])
def test_the_pre_diagnostic_grows_into_the_full_one_without_losing_a_question(stock: str):
    assert uuids(stock) < uuids("full")


def test_the_full_diagnostic_asks_for_services_before_materials():
    titles = [section.title for section in read_schema(stock_template_of("full").schema).sections]

    assert titles.index("Services achetés") < titles.index("Énergie") < titles.index("Déchets")
    assert titles[1] == "Formations dues et Document Unique"


def test_the_survey_on_commuting_gives_no_line_and_asks_no_text():
    questions = list(read_schema(stock_template_of("commuting").schema).questions())

    assert all(question.flow is None and question.kind != Kind.TEXT for question in questions)
    assert len(questions) <= 8


def plausible(question: Question) -> Any:
    first = {Kind.TEXT: "bois", Kind.NUMBER: 3, Kind.YES_NO: True, Kind.DATE: "2017-06-30"}
    if question.kind == Kind.CHOICE:
        return next(option.key for option in question.options if option.gives_flow)
    if question.kind == Kind.CHOICES:
        return [option.key for option in question.options]
    if question.kind == Kind.TABLE:
        cells = {c.key: c.options[0].key if c.options else first[c.kind] for c in question.columns}
        return [{"row": "un", **cells}]
    return first.get(question.kind, True)


def mapped() -> list[tuple[str, Question]]:
    asked = ((t.stock, question) for t in stock_templates() for question in read_schema(t.schema).questions())
    return [(stock, question) for stock, question in asked if question.flow]


@pytest.mark.parametrize(("stock", "question"), mapped(), ids=lambda part: str(getattr(part, "text", part)))
def test_a_plausible_answer_to_a_mapped_question_gives_its_lines(stock: str, question: Question):
    schema = read_schema(stock_template_of(stock).schema)
    replies = {asked.uuid: given(plausible(asked)) for asked in schema.questions()}
    found = [draft for draft in drafts(schema, replies) if draft.question == question.uuid]

    assert found
    assert all("{" not in draft.label and draft.label for draft in found)


def test_the_electricity_contract_gives_its_end_and_its_amount():
    schema = read_schema(stock_template_of("complementary").schema)
    replies = {
        question_uuid("energy_purchase"): given(True),
        question_uuid("electricity"): given(120_000),
        question_uuid("electricity_until"): given("2017-12-31"),
    }

    flow = drafts(schema, replies)[0]

    assert (flow.quantity, flow.unit, str(flow.contract_ends_on)) == (120_000, "kWh", "2017-12-31")
