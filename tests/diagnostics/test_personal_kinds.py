"""Questions of every kind on the phone and in a call: tables, files and lines, beside the plain ones."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from diagnostics.models import Answer, Questionnaire
from tests.diagnostics.attachments.pictures import jpeg, uploaded
from tests.diagnostics.factories import QuestionnaireFactory, TemplateFactory

TABLE, FILE, FLOWS = (str(uuid.uuid5(uuid.NAMESPACE_URL, name)) for name in ("table", "file", "flows"))
COLUMNS = [
    {"key": "what", "label": "Déchet", "kind": "text"},
    {"key": "amount", "label": "Tonnes par an", "kind": "number", "unit": "t"},
    {"key": "sorted", "label": "Trié ?", "kind": "yes_no"},
    {"key": "until", "label": "Fin du contrat", "kind": "date"},
]
SCHEMA = {
    "sections": [
        {
            "uuid": str(uuid.uuid5(uuid.NAMESPACE_URL, "section")),
            "title": "Déchets",
            "questions": [
                {"uuid": TABLE, "kind": "table", "text": "Vos déchets ?", "columns": COLUMNS, "rows": 6},
                {"uuid": FILE, "kind": "file", "text": "Une photo de la benne ?"},
                {"uuid": FLOWS, "kind": "flows", "text": "Que proposez-vous ?", "directions": ["ressource"]},
            ],
        }
    ]
}


@pytest.fixture
def questionnaire(company) -> Questionnaire:
    template = TemplateFactory(programme=company.programme, title="Toutes sortes", schema=SCHEMA)
    return QuestionnaireFactory(company=company, template=template)


def page(token: str, question: str) -> str:
    return reverse("personal_diagnostics:question", args=[token, question])


@pytest.mark.parametrize("question", [TABLE, FILE, FLOWS])
def test_each_kind_has_its_screen(client: Client, token, questionnaire, question):
    assert client.get(page(token, question)).status_code == 200


@pytest.mark.parametrize("question", [TABLE, FILE, FLOWS])
def test_each_kind_is_asked_in_a_call_too(as_animator: Client, questionnaire, question):
    address = reverse("questionnaires:enter", args=[questionnaire.programme.slug, questionnaire.pk])

    assert as_animator.get(address, {"question": question}).status_code == 200


def test_a_table_is_answered_row_by_row(client: Client, token, questionnaire):
    typed = {
        "do": "continue",
        "answer-0-what": "Cartons",
        "answer-0-amount": "9,5",
        "answer-1-what": "Films",
        "answer-1-sorted": "no",
        "answer-1-until": "2030-01-31",
    }
    client.post(page(token, TABLE), typed)

    rows = Answer.objects.get().value["value"]
    assert [(row["what"], row.get("amount"), row.get("sorted")) for row in rows] == [
        ("Cartons", 9.5, None),
        ("Films", None, False),
    ]


def test_a_table_is_read_again_as_it_was_typed(client: Client, token, questionnaire):
    client.post(page(token, TABLE), {"do": "continue", "answer-0-what": "Cartons", "answer-0-amount": "9,5"})
    shown = client.get(page(token, TABLE)).content.decode()

    assert 'value="Cartons"' in shown
    assert 'value="9,5"' in shown


def test_a_cell_at_fault_is_told_beside_it_and_nothing_typed_is_lost(client: Client, token, questionnaire):
    response = client.post(
        page(token, TABLE), {"do": "continue", "answer-0-what": "Cartons", "answer-0-amount": "beaucoup"}
    )

    shown = response.content.decode()
    assert response.status_code == 422
    assert "Écrivez un nombre" in shown
    assert 'value="beaucoup"' in shown


def test_the_summary_reads_every_kind(client: Client, token, questionnaire):
    client.post(page(token, TABLE), {"do": "continue", "answer-0-what": "Cartons", "answer-0-amount": "9,5"})
    client.post(reverse("personal_diagnostics:file_create", args=[token, FILE]), {"file": uploaded(jpeg())})
    client.post(page(token, FLOWS), {"do": "continue", "answer": "yes"})
    shown = client.get(reverse("personal_diagnostics:summary", args=[token])).content.decode()

    assert "Cartons, 9,5\u00a0t" in shown
    assert "1 fichier" in shown or "1\u00a0fichier" in shown
    assert "Tout est noté" in shown


def test_going_on_after_a_photo_keeps_it_as_the_answer(client: Client, token, questionnaire):
    client.post(reverse("personal_diagnostics:file_create", args=[token, FILE]), {"file": uploaded(jpeg())})
    kept = Answer.objects.get().value["value"]
    client.post(page(token, FILE), {"do": "continue", "answer": kept})

    assert Answer.objects.get().value["value"] == kept


def test_a_file_of_nobody_is_no_answer(client: Client, token, questionnaire):
    response = client.post(page(token, FILE), {"do": "continue", "answer": "../../etc/passwd"})

    assert response.status_code == 422


@pytest.mark.parametrize("question", [TABLE, FILE, FLOWS])
def test_nothing_typed_is_told(client: Client, token, questionnaire, question):
    assert client.post(page(token, question), {"do": "continue"}).status_code == 422
