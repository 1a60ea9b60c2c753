from typing import Any

import pytest
from django.http import QueryDict

from diagnostics.building.question_form import QuestionForm
from diagnostics.building.question_parts import options_from_lines, swapped
from diagnostics.building.question_writing import written_question
from diagnostics.models import Template
from diagnostics.questionnaire.schema import schema_faults
from tests.diagnostics.building.schemas import BY, COUNT, FIRST, WASTE, count_question, small_schema, waste_question

COUNT_POST = {
    "text": "Combien de secouristes à former ?",
    "kind": "choice",
    "section": FIRST,
    "option-0-key": "none",
    "option-0-label": "Aucun",
    "option-1-key": "1-2",
    "option-1-label": "1 ou 2",
    "option-1-gives_flow": "on",
    "option-1-quantity": "2",
    "option-2-key": "3-5",
    "option-2-label": "3 à 5",
    "option-2-gives_flow": "on",
    "option-2-quantity": "4",
    "flow_direction": "besoin",
    "flow_family": "competence",
    "flow_label": "Formation SST",
    "flow_unit": "personne",
    "flow_period": "an",
    "flow_level": "chambers",
}


def post(values: dict[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def form_of(values: dict[str, Any], stored: dict[str, Any] | None = None, kind: str = "questionnaire") -> QuestionForm:
    template = Template(kind=kind, schema=small_schema())
    return QuestionForm(post(values), template=template, stored=stored)


def written(values: dict[str, Any], stored: dict[str, Any] | None = None) -> dict[str, Any]:
    form = form_of(values, stored)
    assert form.is_valid(), form.errors
    return written_question(form)


def test_a_question_posted_as_it_is_shown_does_not_change():
    again = written(COUNT_POST, count_question())

    assert again.pop("flow") == {**count_question()["flow"], "level": "chambers"}
    assert again == {name: value for name, value in count_question().items() if name != "flow"}


def test_a_choice_keeps_its_key_when_its_words_change():
    question = written(COUNT_POST | {"option-1-label": "Une ou deux personnes"}, count_question())

    assert [option["key"] for option in question["options"]] == ["none", "1-2", "3-5"]
    assert question["options"][1]["label"] == "Une ou deux personnes"


def test_what_the_form_does_not_show_of_a_choice_stays():
    question = written(COUNT_POST, count_question())

    assert (question["options"][1]["least"], question["options"][1]["most"]) == (1, 2)


def test_new_choices_come_one_a_line_with_keys_of_their_own():
    question = written(COUNT_POST | {"options_new": "6 ou plus\n\n  Je demande  \nAucun"}, count_question())

    assert [(option["key"], option["label"]) for option in question["options"][3:]] == [
        ("6-ou-plus", "6 ou plus"),
        ("je-demande", "Je demande"),
    ]


def test_a_choice_whose_words_are_emptied_goes():
    question = written(COUNT_POST | {"option-1-label": ""}, count_question())

    assert [option["key"] for option in question["options"]] == ["none", "3-5"]


def test_a_new_question_with_choices_may_be_published():
    question = written({"text": "Du prêt ?", "kind": "choices", "section": FIRST, "options_new": "Chariot\nNacelle"})

    assert schema_faults({"sections": [{"uuid": FIRST, "title": "Prêt", "questions": [question]}]}) == []


def test_a_question_with_one_choice_is_refused_beside_its_choices():
    form = form_of({"text": "?", "kind": "choice", "section": FIRST, "options_new": "Un seul"})

    assert "au moins deux choix" in str(form.errors["options_new"])


@pytest.mark.parametrize(
    ("kind", "field"),
    [("number", "unit"), ("choice", "options_new"), ("table", "columns_new"), ("file", "accept")],
)
def test_each_kind_shows_what_it_needs(kind, field):
    assert field in form_of({"kind": kind}).fields
    assert field not in form_of({"kind": "yes_no"}).fields


def test_a_condition_is_read_from_an_earlier_question():
    question = written(
        {
            "text": "Avant quand ?",
            "kind": "date",
            "section": FIRST,
            "condition_question": COUNT,
            "condition_values": ["1-2", "3-5"],
        }
    )

    assert question["condition"] == {"question": COUNT, "among": ["1-2", "3-5"]}


def test_a_condition_without_an_answer_is_refused():
    form = form_of({"text": "?", "kind": "date", "section": FIRST, "condition_question": COUNT})

    assert "Cochez au moins une réponse" in str(form.errors["condition_values"])


def test_a_condition_looks_at_earlier_questions_only():
    form = form_of({"text": "?", "kind": "choice"}, count_question())

    assert "condition_question" not in form.fields


def test_a_line_needs_a_family():
    form = form_of({"text": "?", "kind": "yes_no", "section": FIRST, "flow_direction": "besoin"})

    assert "flow_family" in form.errors


def test_a_date_of_another_question_completes_the_line():
    question = written(COUNT_POST | {"flow_until": BY}, count_question())

    assert question["flow"]["until"] == BY


def test_an_odd_waste_code_is_refused():
    form = form_of({"text": "?", "kind": "yes_no", "flow_direction": "besoin", "flow_ewc_code": "abc"})

    assert "six chiffres" in str(form.errors["flow_ewc_code"])


def test_a_table_keeps_its_columns_and_what_they_fill():
    values = {
        "text": "Quels déchets faites-vous enlever ?",
        "kind": "table",
        "section": FIRST,
        "column-0-key": "what",
        "column-0-label": "Flux",
        "column-0-kind": "text",
        "column-0-fills": "label",
        "column-1-key": "tonnes",
        "column-1-label": "Tonnes",
        "column-1-kind": "number",
        "column-1-unit": "t",
        "column-1-fills": "quantity",
        "columns_new": "Fin du contrat",
        "flow_direction": "ressource",
        "flow_family": "dechet",
    }

    question = written(values, waste_question())

    assert [column["key"] for column in question["columns"]] == ["what", "tonnes", "fin_du_contrat"]
    assert question["flow"]["columns"] == {"label": "what", "quantity": "tonnes"}


def test_a_column_that_fills_the_period_takes_its_words():
    values = {
        "text": "Quels déchets ?",
        "kind": "table",
        "section": FIRST,
        "column-0-key": "what",
        "column-0-label": "Flux",
        "column-0-kind": "text",
        "column-0-fills": "label",
        "column-1-key": "tonnes",
        "column-1-label": "Période",
        "column-1-kind": "choice",
        "column-1-fills": "period",
        "flow_direction": "ressource",
        "flow_family": "dechet",
    }

    keys = [option["key"] for option in written(values, waste_question())["columns"][1]["options"]]

    assert keys == ["an", "mois", "semaine", "ponctuel"]


def test_a_survey_asks_for_no_line_and_no_file():
    form = form_of({"kind": "yes_no"}, kind="survey")

    assert "flow_direction" not in form.fields
    assert "file" not in dict(form.fields["kind"].choices)


def test_prefill_by_the_register_is_kept():
    question = written({"text": "?", "kind": "number", "section": FIRST, "prefill_company": "workforce"})

    assert question["prefill"] == {"company": "workforce"}


def test_words_of_prefill_keep_the_blanks_that_bound_them():
    stored = {**count_question(), "prefill": {"direction": "besoin", "words": [" sst ", "secouris"]}}

    question = written(COUNT_POST | {"prefill_words": "sst, secouris, premiers secours"}, stored)

    assert question["prefill"]["words"] == [" sst ", "secouris", "premiers secours"]


@pytest.mark.parametrize("text", ["a\x00b", "", " ", "x" * 301, "x" * 1_000_000])
def test_a_text_that_no_question_can_have_is_refused(text):
    assert "text" in form_of({"text": text, "kind": "text", "section": FIRST}).errors


def test_choices_of_a_column_renamed_in_place_keep_their_keys():
    stored = [{"key": "a", "label": "Benne"}, {"key": "b", "label": "Bac"}]

    assert options_from_lines("Benne\nBac roulant", stored) == [
        {"key": "a", "label": "Benne"},
        {"key": "b", "label": "Bac roulant"},
    ]


def test_choices_of_a_column_put_in_another_order_keep_their_keys():
    stored = [{"key": "a", "label": "Benne"}, {"key": "b", "label": "Bac"}]

    assert [option["key"] for option in options_from_lines("Bac\nBenne", stored)] == ["b", "a"]


def test_two_rows_change_places():
    data = post({"option-0-key": "a", "option-0-label": "A", "option-1-key": "b", "option-1-label": "B"})

    moved = swapped(data, "option", 0, 1)

    assert (moved["option-0-key"], moved["option-1-label"]) == ("b", "A")


@pytest.mark.parametrize(("at", "step"), [(0, -1), (1, 1), (900, 1)])
def test_a_row_does_not_leave_its_list(at, step):
    data = post({"option-0-key": "a", "option-1-key": "b"})

    assert swapped(data, "option", at, step) == data


def test_a_question_that_disappeared_meanwhile_keeps_the_choices_typed():
    question = written({**COUNT_POST, "kind": "choice"})

    assert [option["label"] for option in question["options"]] == ["Aucun", "1 ou 2", "3 à 5"]


def test_a_table_that_says_nothing_names_its_lines_by_its_first_column():
    values = {"text": "?", "kind": "table", "section": FIRST, "columns_new": "Quoi\nCombien"}

    question = written(values | {"flow_direction": "ressource", "flow_family": "dechet"})

    assert question["flow"]["columns"] == {"label": "quoi"}
    assert WASTE not in str(question)
