"""A required question: it cannot be passed, the answers do not leave without it, a visit may end without it."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from diagnostics.models import Answer, Diagnostic, Questionnaire
from diagnostics.questionnaire.replies import PASSED, UNKNOWN
from diagnostics.services.questionnaires import RequiredLeft, save_reply, submit_questionnaire
from symbiose.journal.services import Actor
from tests.diagnostics.factories import DiagnosticFactory, QuestionnaireFactory, TemplateFactory

MUST = [str(uuid.uuid5(uuid.NAMESPACE_URL, f"required-{number}")) for number in range(5)]
FREE = str(uuid.uuid5(uuid.NAMESPACE_URL, "free"))
SCHEMA = {
    "sections": [
        {
            "uuid": str(uuid.uuid5(uuid.NAMESPACE_URL, "required section")),
            "title": "Déchets",
            "questions": [
                {"uuid": MUST[0], "kind": "text", "text": "Que produisez-vous ?", "required": True},
                {"uuid": FREE, "kind": "number", "text": "Combien ?"},
            ],
        }
    ]
}


@pytest.fixture
def questionnaire(company) -> Questionnaire:
    template = TemplateFactory(programme=company.programme, own=True, schema=SCHEMA)
    return QuestionnaireFactory(company=company, template=template)


def page(token: str, question: str) -> str:
    return reverse("personal_diagnostics:question", args=[token, question])


def enter(questionnaire: Questionnaire) -> str:
    return reverse("questionnaires:enter", args=[questionnaire.programme.slug, questionnaire.pk])


def state(questionnaire: Questionnaire) -> str:
    return Questionnaire.objects.get(pk=questionnaire.pk).state


@pytest.mark.parametrize("reply", [None, PASSED])
def test_the_answers_do_not_leave_without_it(questionnaire, reply):
    if reply:
        save_reply(questionnaire_id=questionnaire.pk, question_uuid=MUST[0], reply=reply, actor=Actor())

    with pytest.raises(RequiredLeft):
        submit_questionnaire(questionnaire_id=questionnaire.pk, actor=Actor())


def test_i_do_not_know_is_an_answer_to_it(questionnaire):
    save_reply(questionnaire_id=questionnaire.pk, question_uuid=MUST[0], reply=UNKNOWN, actor=Actor())

    submit_questionnaire(questionnaire_id=questionnaire.pk, actor=Actor())

    assert state(questionnaire) == Questionnaire.State.SUBMITTED


def test_sending_without_it_leads_to_it(client: Client, token, questionnaire):
    response = client.post(reverse("personal_diagnostics:submit", args=[token]))
    content = response.content.decode()

    assert response.status_code == 422
    assert "obligatoire" in content
    assert page(token, MUST[0]) in content
    assert state(questionnaire) != Questionnaire.State.SUBMITTED


def test_a_call_that_ends_without_it_leads_to_it(as_animator: Client, questionnaire):
    response = as_animator.post(enter(questionnaire), {"do": "submit"})

    assert response.status_code == 422
    assert f"{enter(questionnaire)}?question={MUST[0]}" in response.content.decode()


def test_the_phone_offers_to_say_one_does_not_know_in_the_place_of_passing(client: Client, token, questionnaire):
    required, free = (client.get(page(token, question)).content.decode() for question in (MUST[0], FREE))

    assert 'value="pass"' not in required
    assert 'value="unknown"' in required
    assert 'value="pass"' in free


def test_a_call_does_not_offer_to_pass_it(as_animator: Client, questionnaire):
    assert 'value="pass"' not in as_animator.get(enter(questionnaire), {"question": MUST[0]}).content.decode()


def test_passing_it_is_refused_on_the_phone(client: Client, token, questionnaire):
    assert client.post(page(token, MUST[0]), {"do": "pass"}).status_code == 422
    assert not Answer.objects.filter(question_uuid=MUST[0]).exists()


def test_passing_it_is_refused_in_a_call(as_animator: Client, questionnaire):
    assert as_animator.post(enter(questionnaire), {"question": MUST[0], "do": "pass"}).status_code == 422


def test_a_visit_ends_without_it_and_says_so_before(as_adviser: Client, company, adviser):
    section = SCHEMA["sections"][0]
    asked = [{"uuid": key, "kind": "text", "text": f"Question {key} ?", "required": True} for key in MUST]
    schema = {"sections": [{**section, "questions": asked}]}
    template = TemplateFactory(programme=company.programme, stock="full", own=True, schema=schema)
    visit = DiagnosticFactory(company=company, membership=adviser, in_progress=True, template=template)
    address = reverse("diagnostics:complete", args=[company.programme.slug, visit.pk])

    content = as_adviser.get(address).content.decode()
    as_adviser.post(address)

    assert "sans réponse" in content
    assert Diagnostic.objects.get(pk=visit.pk).state == Diagnostic.State.COMPLETED
