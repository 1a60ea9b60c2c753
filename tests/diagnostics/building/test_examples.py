from typing import Any

from diagnostics.building.words import example_words
from diagnostics.questionnaire.examples import examples
from diagnostics.questionnaire.schema import read_schema
from tests.diagnostics.building.schemas import BY, COUNT, IDEA, WASTE, small_schema


def told(uuid: str, raw: dict[str, Any] | None = None) -> list[str]:
    schema = read_schema(raw or small_schema())
    question = schema.question(uuid)
    assert question
    return [example_words(example).replace("\u00a0", " ") for example in examples(question, schema)]


def test_each_choice_says_the_line_that_it_gives():
    assert told(COUNT) == [
        "Une réponse « Aucun » ne donne aucune ligne",
        "Une réponse « 1 ou 2 » donne : cherche · compétence · Formation SST · 2 personnes/an",
        "Une réponse « 3 à 5 » donne : cherche · compétence · Formation SST · 4 personnes/an",
    ]


def test_a_table_says_what_one_of_its_rows_gives():
    assert told(WASTE) == ["Une ligne du tableau donne : propose · déchet · (déchet) · 12 t/an"]


def test_a_question_without_a_line_has_no_example():
    assert told(IDEA) == []


def test_a_line_under_a_condition_is_told_as_if_it_were_asked():
    raw = small_schema()
    raw["sections"][0]["questions"][1]["flow"] = {"direction": "besoin", "family": "service", "label": "Formateur"}

    assert told(BY, raw) == ["Une réponse « une date » donne : cherche · service · Formateur · avec la date donnée"]


def test_a_date_asked_elsewhere_completes_the_line():
    raw = small_schema()
    raw["sections"][0]["questions"][0]["flow"]["until"] = BY

    assert told(COUNT, raw)[1].endswith("2 personnes/an · avec la date donnée")
