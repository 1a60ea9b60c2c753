"""A fact that has aged is asked again: the earlier value stands beside the question, and may be kept in one tap."""

import pytest
from django.test import Client
from django.urls import reverse

from diagnostics.asking import Asking
from diagnostics.models import Answer, Questionnaire
from diagnostics.questionnaire.replies import Reply, Status, to_json
from diagnostics.questionnaire.stock import question_uuid
from tests.diagnostics.factories import AnswerFactory, QuestionnaireFactory

WORKFORCE = question_uuid("workforce")


@pytest.fixture
def questionnaire(company) -> Questionnaire:
    return QuestionnaireFactory(company=company)


@pytest.fixture
def aged(questionnaire) -> Answer:
    """The workforce said in June 2015."""
    return AnswerFactory(
        questionnaire=questionnaire, key="workforce", value=to_json(Reply(Status.STALE, 14, on="2015-06-07"))
    )


def page(token: str, key: str = "workforce") -> str:
    return reverse("personal_diagnostics:question", args=[token, question_uuid(key)])


def confirm(client: Client, token: str):
    return client.post(reverse("personal_diagnostics:confirm", args=[token, WORKFORCE]), {"here": WORKFORCE})


def enter(questionnaire: Questionnaire) -> str:
    return reverse("questionnaires:enter", args=[questionnaire.programme.slug, questionnaire.pk])


def status() -> str:
    return Answer.objects.get(question_uuid=WORKFORCE).value["status"]


def test_the_earlier_value_stands_beside_the_question_with_its_day(client: Client, token, aged):
    content = client.get(page(token)).content.decode()

    assert "2015, vous disiez" in content
    assert "<strong>14" in content


def test_an_earlier_value_without_a_day_is_told_too(client: Client, token, questionnaire):
    AnswerFactory(questionnaire=questionnaire, key="workforce", value=to_json(Reply(Status.STALE, 14)))

    assert "La dernière fois, vous disiez" in client.get(page(token)).content.decode()


def test_still_right_keeps_it_and_goes_on(client: Client, token, aged):
    response = confirm(client, token)

    assert status() == Status.CONFIRMED
    assert response.url == page(token, "seasonal")


def test_a_day_that_is_over_cannot_stand(client: Client, token, questionnaire):
    AnswerFactory(questionnaire=questionnaire, key="fire_by", value=to_json(Reply(Status.STALE, "2015-09-30")))

    assert "Toujours juste" not in client.get(page(token, "fire_by")).content.decode()


def test_a_call_shows_it_and_keeps_it_in_one_press(as_animator: Client, aged):
    address = enter(aged.questionnaire)
    content = as_animator.get(address, {"question": WORKFORCE}).content.decode()
    as_animator.post(address, {"question": WORKFORCE, "do": "confirm"})

    assert "l’entreprise disait" in content
    assert status() == Status.CONFIRMED


def test_what_is_asked_again_is_no_answer_in_the_summary(aged):
    lines = [line for _title, lines in Asking(aged.questionnaire).summary() for line in lines]

    assert next(line.text for line in lines if line.question.uuid == WORKFORCE) == ""


def test_what_was_known_beforehand_is_not_told_as_kept(aged):
    assert Asking(aged.questionnaire).saved_at is None


def test_an_emptied_answer_is_not_told_as_kept(questionnaire):
    answer = AnswerFactory(questionnaire=questionnaire, key="workforce", value=to_json(Reply(Status.GIVEN, 14)))
    Answer.objects.filter(pk=answer.pk).update(value={})

    assert Asking(questionnaire).saved_at is None
