"""Tables, files and lines as answers: what a form posts, what is kept, and the flows of each row."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings

from diagnostics.questionnaire.flows import drafts
from diagnostics.questionnaire.json_reading import MOST_COLUMNS, MOST_ROWS
from diagnostics.questionnaire.replies import PASSED, UNKNOWN, InvalidReply, given, read_json, read_posted
from diagnostics.questionnaire.schema import Question, read_schema, schema_faults
from diagnostics.questionnaire.stock import question_uuid, stock_template_of

WASTE = read_schema(stock_template_of("waste").schema)
FULL = read_schema(stock_template_of("full").schema)


def asked(key: str) -> Question:
    question = FULL.question(question_uuid(key)) or WASTE.question(question_uuid(key))
    assert question
    return question


def read(key: str, **cells: str) -> Any:
    return read_posted(asked(key), {f"answer-{name.replace('__', '-')}": [text] for name, text in cells.items()}).value


def flows_of(key: str, *rows: dict[str, Any]) -> Any:
    return drafts(FULL, {question_uuid(key): given(list(rows))})


def test_a_row_is_read_cell_by_cell():
    rows = read("waste_streams", **{"0__stream": "Cartons", "0__amount": "1 200,5", "0__end": "30/06/2017"})

    assert rows == [{"row": "cartons", "stream": "Cartons", "amount": 1200.5, "end": "2017-06-30"}]


def test_an_empty_row_is_left_out():
    assert len(read("waste_streams", **{"0__stream": "", "3__stream": "Bois"})) == 1


def test_a_row_keeps_its_name_when_its_words_change():
    rows = read("waste_streams", **{"0__stream": "Cartons bruns", "0__row": "cartons"})

    assert rows[0]["row"] == "cartons"


def test_two_rows_never_have_the_same_name():
    rows = read("waste_streams", **{"0__stream": "Bois", "1__stream": "Bois", "2__stream": "bois"})

    assert [row["row"] for row in rows] == ["bois", "bois-2", "bois-3"]


def test_a_fault_names_its_cell():
    with pytest.raises(InvalidReply) as refusal:
        read("waste_streams", **{"0__stream": "Bois", "2__stream": "Cartons", "2__amount": "beaucoup"})

    assert list(refusal.value.cells) == ["2-amount"]


def test_a_row_without_its_required_cell_is_refused():
    with pytest.raises(InvalidReply) as refusal:
        read("waste_streams", **{"1__amount": "3"})

    assert list(refusal.value.cells) == ["1-stream"]


def test_too_many_rows_are_refused():
    cells = {f"{number}__subject": f"Formation {number}" for number in range(25)}

    with pytest.raises(InvalidReply, match="20"):
        read("trainings", **cells)


def test_none_of_it_is_an_answer():
    assert read_posted(asked("waste_streams"), {"answer": ["none"]}) == given([])


def test_not_to_know_and_to_pass_are_gestures():
    assert read_posted(asked("waste_streams"), {"do": ["unknown"]}) == UNKNOWN
    assert read_posted(asked("waste_streams"), {"do": ["pass"]}) == PASSED


def test_the_json_of_a_table_is_read_like_its_form():
    reply = read_json(asked("waste_streams"), {"value": [{"stream": "Bois", "amount": 3.5}]})

    assert reply.value == [{"row": "bois", "stream": "Bois", "amount": 3.5}]


def test_files_are_named_by_their_uuids():
    photo = "7a7f5f9e-0b0e-4c6c-9a70-2f3f2d9f4c11"

    assert read_posted(asked("site_photos"), {"answer": [photo.upper(), photo]}) == given([photo])


@pytest.mark.parametrize("texts", [["photo.jpg"], [], [f"7a7f5f9e-0b0e-4c6c-9a70-{n:012d}" for n in range(7)]])
def test_what_names_no_file_or_too_many_is_refused(texts: list[str]):
    with pytest.raises(InvalidReply):
        read_posted(asked("site_photos"), {"answer": texts})


def test_each_row_gives_its_flow():
    cells = {"amount": 12, "unit": "t", "frequency": "week", "provider": "Brangeon", "cost": "80 €/t"}
    row = {"row": "bois", "stream": "Bois", **cells, "end": "2017-06-30", "outlet": "outside"}

    flow = flows_of("waste_streams", row)[0]

    assert (flow.direction, flow.family, flow.label, flow.quantity, flow.unit, flow.period) == (
        "ressource",
        "dechet",
        "Bois",
        12,
        "t",
        "an",
    )
    assert (flow.frequency, flow.current_solution, flow.price) == ("Chaque semaine", "Brangeon", "80 €/t")
    assert (flow.contract_ends_on, flow.outlet) == (date(2017, 6, 30), "outside")


def test_a_flow_is_named_by_its_row():
    rows = [{"row": "bois", "stream": "Bois"}, {"row": "cartons", "stream": "Cartons"}]
    kept = {flow.label: flow.key for flow in flows_of("waste_streams", *rows)}

    assert flows_of("waste_streams", rows[1])[0].key == kept["Cartons"]


def test_the_label_of_a_flow_takes_the_words_of_the_row():
    row = {"row": "r", "origin": "Sillé", "destination": "Le Mans", "trips": 2, "days": "mardi", "empty": "return"}

    flow = flows_of("trips", row)[0]

    assert (flow.label, flow.quantity, flow.unit, flow.period) == ("Trajet Sillé – Le Mans", 2, "trajet", "semaine")
    assert (flow.frequency, flow.description) == ("mardi", "Retour à vide")


def test_a_price_in_figures_bears_its_unit():
    flow = flows_of("services_bought", {"row": "n", "service": "Nettoyage", "cost": 4200})[0]

    assert flow.price == "4200\u00a0€"


def test_a_quantity_of_zero_gives_no_flow():
    assert flows_of("waste_streams", {"row": "b", "stream": "Bois", "amount": 0}) == []


def waste_with(**changes: Any) -> list[str]:
    raw = {**stock_template_of("waste").schema}
    question = {**raw["sections"][1]["questions"][0], **changes}
    return schema_faults({"sections": [{"uuid": "s", "title": "Déchets", "questions": [question]}]})


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"columns": []}, "a besoin d’une colonne"),
        ({"columns": [{"key": "row", "label": "Nom", "kind": "text"}]}, "n’est pas «\u00a0row\u00a0»"),
        ({"columns": [{"key": "a", "label": "A", "kind": "table"}]}, "une colonne est un texte"),
        ({"rows": 1000}, "«\u00a0rows\u00a0» va de 1 à 100"),
        ({"flow": {"direction": "ressource", "family": "dechet"}}, "n’a pas de nom"),
        (
            {"flow": {"direction": "ressource", "family": "dechet", "columns": {"label": "amount"}}},
            "ne peut pas remplir",
        ),
        ({"flow": {"direction": "ressource", "family": "dechet", "columns": {"label": "nothing"}}}, "ne connaît pas"),
        ({"kind": "text"}, "seul un tableau"),
        ({"condition": {"question": question_uuid("stream"), "among": [True]}}, "question précédente"),
    ],
)
def test_a_fault_of_a_table_is_told(changes: dict[str, Any], fault: str):
    assert any(fault in sentence for sentence in waste_with(**changes))


def test_the_largest_table_fits_in_one_sending():
    """Every cell, the name of each row, and what the page adds: token, gesture, question, base, « rien »."""
    around = 20

    assert MOST_ROWS * (MOST_COLUMNS + 1) + around < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
