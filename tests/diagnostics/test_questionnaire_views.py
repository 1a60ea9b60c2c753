"""Sending, following, entering and closing questionnaires."""

import pytest
from django.test import Client
from django.urls import reverse

from diagnostics.models import Flow, Questionnaire
from diagnostics.questionnaire.stock import question_uuid
from tests.diagnostics.factories import (
    AnswerFactory,
    CompanyFactory,
    QuestionnaireFactory,
)

State = Questionnaire.State


def url(name: str, programme, *args) -> str:
    return reverse(f"questionnaires:{name}", args=[programme.slug, *args])


@pytest.fixture
def questionnaire(company) -> Questionnaire:
    return QuestionnaireFactory(company=company)


def test_the_list_tells_who_is_silent(as_animator: Client, questionnaire):
    QuestionnaireFactory(
        company=CompanyFactory(programme=questionnaire.programme), template=questionnaire.template, submitted=True
    )

    rate = as_animator.get(url("list", questionnaire.programme)).context["rate"]

    assert (rate["sent"], rate["answered"], rate["silent"], rate["percent"]) == (2, 1, 1, 50)


def test_the_list_keeps_one_state(as_animator: Client, questionnaire):
    page = as_animator.get(url("list", questionnaire.programme), {"state": "submitted"}).context["page"]

    assert list(page) == []


def test_a_company_without_address_is_to_be_called(as_animator: Client, questionnaire):
    assert "à appeler" in as_animator.get(url("list", questionnaire.programme)).content.decode()


def test_an_adviser_sees_the_questionnaires_of_their_companies(as_adviser: Client, questionnaire):
    QuestionnaireFactory(company=CompanyFactory(programme=questionnaire.programme), template=questionnaire.template)

    assert list(as_adviser.get(url("list", questionnaire.programme)).context["page"]) == [questionnaire]


@pytest.mark.parametrize("number", [10, 60])
def test_the_list_asks_as_many_queries_whatever_its_rows(
    as_animator: Client, questionnaire, number, django_assert_max_num_queries
):
    for _ in range(number):
        QuestionnaireFactory(
            company=CompanyFactory(programme=questionnaire.programme), template=questionnaire.template
        )

    with django_assert_max_num_queries(15):
        as_animator.get(url("list", questionnaire.programme))


@pytest.mark.parametrize("name", ["detail", "enter"])
def test_a_questionnaire_of_another_chamber_does_not_exist(as_other_chamber: Client, questionnaire, name):
    assert as_other_chamber.get(url(name, questionnaire.programme, questionnaire.pk)).status_code == 404


@pytest.mark.parametrize("name", ["detail", "enter"])
def test_a_questionnaire_of_another_programme_does_not_exist(as_animator: Client, programme, name):
    assert as_animator.get(url(name, programme, QuestionnaireFactory().pk)).status_code == 404


def test_the_committee_reads_no_questionnaire(as_committee: Client, questionnaire):
    assert as_committee.get(url("detail", questionnaire.programme, questionnaire.pk)).status_code == 403


def test_the_answers_show(as_animator: Client, questionnaire):
    AnswerFactory(questionnaire=questionnaire, key="first_aid", reply="3-5")

    content = as_animator.get(url("detail", questionnaire.programme, questionnaire.pk)).content.decode()

    assert "3 à 5" in content


def test_answers_are_typed_during_a_call(as_adviser: Client, questionnaire):
    address = url("enter", questionnaire.programme, questionnaire.pk)
    posted = {"question": question_uuid("electrical_waste"), "answer": "60", "do": "continue"}

    as_adviser.post(address, posted)
    as_adviser.post(address, {"do": "submit"})

    assert Flow.objects.get().quantity == 60
    assert Questionnaire.objects.get().state == State.SUBMITTED


def test_an_answer_that_cannot_be_read_is_asked_again(as_adviser: Client, questionnaire):
    posted = {"question": question_uuid("electrical_waste"), "answer": "beaucoup", "do": "continue"}

    response = as_adviser.post(url("enter", questionnaire.programme, questionnaire.pk), posted)

    assert response.status_code == 422


def test_a_question_that_does_not_exist_is_not_found(as_adviser: Client, questionnaire):
    address = url("enter", questionnaire.programme, questionnaire.pk)

    assert as_adviser.get(address, {"question": "autre"}).status_code == 404


def test_a_questionnaire_is_closed(as_animator: Client, questionnaire):
    as_animator.post(url("close", questionnaire.programme, questionnaire.pk))

    questionnaire.refresh_from_db()
    assert questionnaire.state == State.CLOSED


def test_an_adviser_does_not_close(as_adviser: Client, questionnaire):
    assert as_adviser.post(url("close", questionnaire.programme, questionnaire.pk)).status_code == 403
