"""The questions of a visit: one page by section, each kind of answer, without JavaScript too."""

import json
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from diagnostics.models import Answer, Diagnostic, FieldConflict, Template
from tests.diagnostics.factories import DiagnosticFactory, FlowFactory, TemplateFactory
from tests.diagnostics.offline.conftest import LIFT, LIFT_HOURS, SCHEMA, SKILLS, STAFF, WASTES, change, results

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

FIRST, SECOND = (section["uuid"] for section in SCHEMA["sections"])


def questions_url(visit: Diagnostic) -> str:
    return reverse("diagnostics:questions", args=[visit.programme.slug, visit.pk])


def read(client: Client, visit: Diagnostic) -> str:
    return client.get(questions_url(visit)).content.decode()


def post(client: Client, visit: Diagnostic, section: str, bases: dict[str, object] | None = None, **values):
    """What a browser posts: each question of the section with the reply that the page was drawn with."""
    asked = next(entry for entry in SCHEMA["sections"] if entry["uuid"] == section)["questions"]
    data = {f"q-{question['uuid']}-base": json.dumps((bases or {}).get(question["uuid"])) for question in asked}
    return client.post(questions_url(visit), {"section": section, **data, **values})


def named(**values: object) -> dict[str, object]:
    return {f"q-{key}": value for key, value in values.items()}


def test_the_adviser_reads_the_questions_by_section(as_adviser: Client, visit):
    page = read(as_adviser, visit)

    assert "Déchets" in page
    assert "Quels sont vos projets" in page
    assert "0 sur 2" in page  # the hours of the lift are asked of whoever has one


@pytest.mark.parametrize(("who", "status"), [("as_other_chamber", 404), ("as_stranger", 404), ("as_committee", 403)])
def test_whoever_does_not_see_the_visit_reads_no_question(request, visit, who, status):
    client = request.getfixturevalue(who)

    assert client.get(questions_url(visit)).status_code == status
    assert post(client, visit, FIRST).status_code == status


def test_a_section_is_kept_without_javascript(as_adviser: Client, visit):
    response = post(as_adviser, visit, FIRST, **named(**{STAFF: "Un atelier", LIFT: "yes"}))

    values = {str(answer.question_uuid): answer.value["value"] for answer in Answer.objects.all()}
    assert response.url == f"{questions_url(visit)}?section={FIRST}#section-{FIRST}"
    assert values == {STAFF: "Un atelier", LIFT: True}


def test_a_table_and_ticks_are_kept_without_javascript(as_adviser: Client, visit):
    row = {f"q-{WASTES}-0-row": "r-1", f"q-{WASTES}-0-label": "Sciure", f"q-{WASTES}-0-tonnes": "1,5"}

    post(as_adviser, visit, SECOND, **named(**{SKILLS: ["bois", "carton"]}), **row)

    values = {str(answer.question_uuid): answer.value["value"] for answer in Answer.objects.all()}
    assert values == {SKILLS: ["bois", "carton"], WASTES: [{"row": "r-1", "label": "Sciure", "tonnes": 1.5}]}


def test_a_bad_answer_is_refused_beside_its_question_and_the_others_are_kept(as_adviser: Client, visit):
    response = post(as_adviser, visit, FIRST, **named(**{STAFF: "x" * 1001, LIFT: "no"}))

    page = response.content.decode()
    assert response.status_code == 422
    assert "x" * 1001 in page
    assert "Raccourcissez votre réponse" in page
    assert Answer.objects.get().value["value"] is False


def test_a_bad_cell_is_named(as_adviser: Client, visit):
    response = post(as_adviser, visit, SECOND, **{f"q-{WASTES}-0-tonnes": "lourd"})

    assert response.status_code == 422
    assert "Écrivez un nombre" in response.content.decode()
    assert 'value="lourd"' in response.content.decode()


def test_one_megabyte_of_text_is_refused_in_words_and_stays_on_the_page(as_adviser: Client, visit):
    typed = "mot " * 250_000

    response = post(as_adviser, visit, FIRST, **named(**{STAFF: typed}))

    assert response.status_code == 422
    assert "1000" in response.content.decode().replace("\u202f", "").replace("\u00a0", "")
    assert typed.strip() in response.content.decode()


@pytest.mark.parametrize("gesture", ["unknown", "pass"])
def test_a_way_out_settles_a_question(as_adviser: Client, visit, gesture):
    post(as_adviser, visit, FIRST, **{f"q-{LIFT}-do": gesture})

    assert "1 sur 2" in read(as_adviser, visit)


def test_an_answer_opens_the_question_that_depends_on_it(as_adviser: Client, visit):
    post(as_adviser, visit, FIRST, **named(**{LIFT: "yes"}))

    assert "1 sur 3" in read(as_adviser, visit)


def test_an_emptied_answer_is_asked_again(as_adviser: Client, visit):
    post(as_adviser, visit, FIRST, **named(**{STAFF: "Un atelier"}))

    post(as_adviser, visit, FIRST, {STAFF: {"status": "given", "value": "Un atelier"}}, **named(**{STAFF: ""}))

    assert "0 sur 2" in read(as_adviser, visit)


def test_a_page_left_open_overwrites_nothing_that_a_colleague_answered(as_adviser, as_colleague, visit):
    results(as_colleague, visit, change("answer", STAFF, value=("", "Un atelier")))

    post(as_adviser, visit, FIRST, **named(**{LIFT: "yes"}))

    assert Answer.objects.get(question_uuid=STAFF).value["value"] == "Un atelier"
    assert not FieldConflict.objects.exists()


def test_two_answers_posted_without_javascript_are_both_kept(as_adviser, as_colleague, visit):
    post(as_colleague, visit, FIRST, **named(**{STAFF: "Un atelier"}))

    post(as_adviser, visit, FIRST, **named(**{STAFF: "Un hangar"}))

    conflict = FieldConflict.objects.get()
    assert Answer.objects.get().value["value"] == "Un atelier"
    assert conflict.mine == "Un hangar"


@pytest.mark.parametrize(
    "posted",
    [
        {"section": "x"},
        {"section": FIRST, f"q-{STAFF}-base": "{", f"q-{STAFF}": "un\x00"},
        {"section": FIRST, f"q-{LIFT}-base": "[" * 50_000, f"q-{LIFT}": "\u202e"},
        {"section": SECOND, f"q-{WASTES}-base": "3", f"q-{WASTES}-0-tonnes": "9" * 400},
        {"section": SECOND, f"q-{SKILLS}-base": '{"status": []}', f"q-{SKILLS}": "plomb"},
    ],
)
def test_odd_posts_are_no_fault_of_the_server(as_adviser: Client, visit, posted):
    assert as_adviser.post(questions_url(visit), posted).status_code in {302, 404, 422}


def test_a_completed_visit_reads_its_answers(as_adviser: Client, visit):
    post(as_adviser, visit, FIRST, **named(**{STAFF: "Un atelier"}))
    results(as_adviser, visit, {**change("visit", visit.uuid), "complete": True})

    page = read(as_adviser, visit)

    assert "Un atelier" in page
    assert f'name="q-{STAFF}"' not in page


def test_a_visit_reads_as_before_once_its_template_is_edited(as_adviser: Client, visit, template):
    post(as_adviser, visit, FIRST, **named(**{STAFF: "Un atelier"}))
    other = json.loads(json.dumps(SCHEMA).replace("Quels sont vos projets", "Que ferez-vous demain"))
    TemplateFactory(
        programme=visit.programme,
        kind=Template.Kind.DIAGNOSTIC,
        title=template.title,
        series=template.series,
        number=2,
        schema=other,
    )

    page = read(as_adviser, visit)

    assert "Quels sont vos projets" in page
    assert "Un atelier" in page


def test_lines_answer_the_questions_about_lines(as_adviser: Client, company, adviser, programme):
    asked = {"uuid": str(uuid.uuid4()), "kind": "flows", "text": "Vos matières", "families": ["matiere"]}
    schema = {"sections": [{"uuid": str(uuid.UUID(int=9)), "title": "Matières", "questions": [asked]}]}
    template = TemplateFactory(
        programme=programme, own=True, kind=Template.Kind.DIAGNOSTIC, title="Matières", schema=schema
    )
    visit = DiagnosticFactory(company=company, membership=adviser, in_progress=True, template=template)
    FlowFactory(company=company, family="matiere", label="Chutes de sapin")
    FlowFactory(company=company, family="service", label="Gardiennage")

    page = read(as_adviser, visit)

    assert "Chutes de sapin" in page
    assert "Gardiennage" not in page
    assert "data-line-form" in page


def test_a_light_visit_grows_and_keeps_its_answers(as_adviser: Client, company, adviser, programme):
    full = TemplateFactory(
        programme=programme, own=True, kind=Template.Kind.DIAGNOSTIC, title="Complet d’essai", schema=SCHEMA
    )
    light = TemplateFactory(
        programme=programme,
        own=True,
        kind=Template.Kind.DIAGNOSTIC,
        title="Léger d’essai",
        schema={"sections": SCHEMA["sections"][:1]},
        grows_into=full.series,
    )
    visit = DiagnosticFactory(company=company, membership=adviser, in_progress=True, template=light)
    post(as_adviser, visit, FIRST, **named(**{STAFF: "Un atelier"}))

    assert "Passer au diagnostic complet" in read(as_adviser, visit)
    as_adviser.post(reverse("diagnostics:grow", args=[programme.slug, visit.pk]))

    page = read(as_adviser, visit)
    assert "Déchets" in page
    assert "Un atelier" in page


@pytest.mark.parametrize("number", [0, 40])
def test_the_questions_ask_as_many_queries_whatever_is_answered(
    as_adviser: Client, visit, number, django_assert_max_num_queries
):
    FlowFactory.create_batch(number, company=visit.company)
    if number:
        post(as_adviser, visit, FIRST, **named(**{STAFF: "Un atelier", LIFT: "yes", LIFT_HOURS: "4"}))

    with django_assert_max_num_queries(20):
        as_adviser.get(questions_url(visit))
