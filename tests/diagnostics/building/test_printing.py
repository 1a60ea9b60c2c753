import copy

import pytest

from diagnostics.building.printing import content_to_print, render_questions, render_questions_html
from diagnostics.models import Template
from tests.diagnostics.building.schemas import small_schema
from tests.diagnostics.factories import PartnerFactory, ProgrammeFactory
from tests.pdf_checks import faults, text_of

pytestmark = pytest.mark.django_db


def content(schema=None, **kwargs):
    programme = ProgrammeFactory(name="Pays de Sillé", contact_phone="02 43 20 00 11")
    values = {"kind": "questionnaire", "title": "Ce qui vous manque", "number": 2, **kwargs}
    return content_to_print(Template(programme=programme, schema=schema or small_schema(), **values))


def test_the_paper_is_sound_and_tagged():
    assert faults(render_questions(content())) == []


def test_the_paper_says_conditions_in_words():
    words = text_of(render_questions(content())).replace("\u00a0", " ")

    assert "Seulement si vous avez répondu « 1 ou 2 » ou « 3 à 5 » à la question 1." in words


def test_choices_are_boxes_to_tick():
    printed = render_questions_html(content())

    assert printed.count('class="box"') == 4  # three choices, and « je ne sais pas »


def test_a_table_is_a_grid_with_its_heads():
    printed = render_questions_html(content())

    assert 'scope="col">Tonnes (t)' in printed
    assert printed.count("<td>") == 12


def test_a_draft_says_that_it_is_one():
    assert "Brouillon" in render_questions_html(content())


def test_a_survey_asks_for_no_name():
    printed = render_questions_html(content(kind="survey"))

    assert "Entreprise" not in printed
    assert "Ne marquez pas votre nom" in printed


def test_hostile_text_is_printed_as_text():
    schema = copy.deepcopy(small_schema())
    schema["sections"][0]["questions"][0]["text"] = '<script>alert("x")</script><img src="http://example.org/x">'

    assert "<script>" not in render_questions_html(content(schema))
    assert faults(render_questions(content(schema))) == []


def test_two_hundred_questions_are_printed():
    questions = [
        {"uuid": f"00000000-0000-4000-8000-{n:012}", "kind": "text", "text": f"Question {n}"} for n in range(200)
    ]
    schema = {"sections": [{"uuid": small_schema()["sections"][0]["uuid"], "title": "Tout", "questions": questions}]}

    assert faults(render_questions(content(schema))) == []


def test_the_address_gives_a_pdf(as_adviser, draft, address, programme, settings):
    settings.CELERY_TASK_ALWAYS_EAGER = True
    PartnerFactory(programme=programme)

    answer = as_adviser.get(address("print", draft))

    assert answer.status_code in {200, 202}
