"""What is known is offered for a year, then asked again; what was answered elsewhere is known."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from companies.models import Company
from diagnostics.known_facts import known_of, knowns_of
from diagnostics.models import Answer, Flow, FlowVersion
from diagnostics.questionnaire.path import is_settled
from diagnostics.questionnaire.prefill import known_replies
from diagnostics.questionnaire.replies import Reply, Status, given, to_json
from diagnostics.questionnaire.schema import read_schema
from diagnostics.questionnaire.stock import question_uuid, stock_template_of
from diagnostics.services.flows import cut_versions
from diagnostics.services.questionnaires import save_reply, submit_questionnaire
from symbiose.journal.services import Actor
from tests.diagnostics.factories import (
    AnswerFactory,
    CompanyFactory,
    DiagnosticFactory,
    FlowFactory,
    QuestionnaireFactory,
    VisitAnswerFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

SCHEMA = read_schema(stock_template_of("complementary").schema)
LONG_AGO = timedelta(days=400)
TRAINING = {"direction": "besoin", "family": "competence", "label": "Formation SST", "unit": "place"}


def reply(company: Company, key: str) -> Reply | None:
    return known_replies(SCHEMA, known_of(company)).get(question_uuid(key))


def age(flow: Flow, days: timedelta = LONG_AGO) -> None:
    """Make everything that was said of a flow older."""
    then = timezone.now() - days
    Flow.objects.filter(pk=flow.pk).update(created_at=then)
    Flow.history.filter(id=flow.pk).update(history_date=then)
    FlowVersion.objects.filter(flow=flow).update(created_at=then)


def visited(company: Company, key: str, value: Any, days: timedelta = timedelta()) -> Answer:
    answer = VisitAnswerFactory(diagnostic=DiagnosticFactory(company=company, in_progress=True), key=key, reply=value)
    Answer.objects.filter(pk=answer.pk).update(answered_at=timezone.now() - days)
    return answer


def test_a_line_of_this_year_is_offered():
    flow = FlowFactory(quantity=4, **TRAINING)

    known = reply(flow.company, "first_aid")

    assert known == Reply(Status.OFFERED, "3-5", flows={"": str(flow.uuid)})


def test_a_line_older_than_twelve_months_is_asked_again_and_stays_linked():
    flow = FlowFactory(quantity=4, **TRAINING)
    age(flow)

    known = reply(flow.company, "first_aid")

    assert known
    assert (known.status, known.flows) == (Status.STALE, {"": str(flow.uuid)})


def test_what_is_asked_again_is_not_settled():
    flow = FlowFactory(quantity=4, **TRAINING)
    age(flow)
    replies = known_replies(SCHEMA, known_of(flow.company))
    question = SCHEMA.question(question_uuid("first_aid"))

    assert question
    assert not is_settled(question, replies)


def test_a_confirmation_makes_an_old_line_fresh():
    flow = FlowFactory(quantity=4, **TRAINING)
    age(flow)
    cut_versions([flow], cause=FlowVersion.Cause.CONFIRMATION)

    known = reply(flow.company, "first_aid")

    assert known
    assert known.status == Status.OFFERED


def test_an_edit_makes_an_old_line_fresh():
    flow = FlowFactory(quantity=4, **TRAINING)
    age(flow)
    flow.save()

    known = reply(flow.company, "first_aid")

    assert known
    assert known.status == Status.OFFERED


def test_a_workforce_older_than_twelve_months_is_asked_again():
    company = CompanyFactory(workforce=14)
    assert reply(company, "workforce") == Reply(Status.OFFERED, 14)
    Company.history.update(history_date=timezone.now() - LONG_AGO)

    known = reply(company, "workforce")

    assert known
    assert (known.status, known.value) == (Status.STALE, 14)


def test_an_answer_of_the_visit_is_offered_in_the_questionnaire():
    company = CompanyFactory()
    visited(company, "single_document", "recent")

    known = reply(company, "single_document")

    assert known
    assert (known.status, known.value) == (Status.OFFERED, "recent")


def test_an_answer_older_than_twelve_months_is_asked_again():
    company = CompanyFactory()
    visited(company, "single_document", "recent", LONG_AGO)

    known = reply(company, "single_document")

    assert known
    assert known.status == Status.STALE


def test_an_answer_of_an_earlier_campaign_is_offered():
    questionnaire = QuestionnaireFactory(submitted=True)
    AnswerFactory(questionnaire=questionnaire, key="single_document", reply="recent")

    known = reply(questionnaire.company, "single_document")

    assert known
    assert known.value == "recent"


def test_an_answer_that_was_never_sent_is_not_known():
    questionnaire = QuestionnaireFactory()
    AnswerFactory(questionnaire=questionnaire, key="single_document", reply="recent")

    assert reply(questionnaire.company, "single_document") is None


@pytest.mark.parametrize("status", [Status.UNKNOWN, Status.PASSED])
def test_what_was_not_known_is_asked(status):
    company = CompanyFactory()
    answer = visited(company, "single_document", "recent")
    Answer.objects.filter(pk=answer.pk).update(value=to_json(Reply(status)))

    assert reply(company, "single_document") is None


def test_an_end_of_contract_that_is_past_is_asked_again():
    company = CompanyFactory()
    visited(company, "electricity_until", (timezone.localdate() - timedelta(days=3)).isoformat())

    known = reply(company, "electricity_until")

    assert known
    assert known.status == Status.STALE


def test_an_answer_whose_line_was_ended_since_is_asked_again():
    company = CompanyFactory()
    visited(company, "electrical_waste", 60)

    assert reply(company, "electrical_waste") is None


def test_a_line_corrected_since_the_answer_is_offered_as_corrected():
    company = CompanyFactory()
    visited(company, "electrical_waste", 60)
    flow = FlowFactory(
        company=company,
        family="dechet",
        label="DEEE",
        quantity=75,
        unit="kg",
        external_id=question_uuid("electrical_waste"),
    )

    known = reply(company, "electrical_waste")

    assert known
    assert (known.value, known.flows) == (75, {"": str(flow.uuid)})


def test_confirming_an_earlier_answer_leaves_its_line_as_it_was_corrected():
    first = QuestionnaireFactory(submitted=True)
    save_reply(
        questionnaire_id=first.pk, question_uuid=question_uuid("electrical_waste"), reply=given(60), actor=Actor()
    )
    Flow.objects.update(quantity=75)
    second = QuestionnaireFactory(company=first.company, template__own=True)
    known = reply(first.company, "electrical_waste")
    assert known
    AnswerFactory(questionnaire=second, key="electrical_waste", value=to_json(known))

    submit_questionnaire(questionnaire_id=second.pk, actor=Actor())

    assert Flow.objects.get().quantity == 75


def test_correcting_an_earlier_answer_corrects_its_line():
    first = QuestionnaireFactory(submitted=True)
    save_reply(
        questionnaire_id=first.pk,
        question_uuid=question_uuid("lend"),
        reply=given(["forklift", "truck"]),
        actor=Actor(),
    )
    second = QuestionnaireFactory(company=first.company, template__own=True)
    known = reply(first.company, "lend")
    assert known
    AnswerFactory(questionnaire=second, key="lend", value=to_json(known))
    save_reply(questionnaire_id=second.pk, question_uuid=question_uuid("lend"), reply=given(["truck"]), actor=Actor())

    submit_questionnaire(questionnaire_id=second.pk, actor=Actor())

    assert list(Flow.objects.current().values_list("label", flat=True)) == ["Camion ou remorque"]


def test_a_fact_asked_again_and_answered_changes_the_same_line():
    flow = FlowFactory(quantity=4, period="ponctuel", **TRAINING)
    age(flow)
    questionnaire = QuestionnaireFactory(company=flow.company)
    known = reply(flow.company, "first_aid")
    assert known
    AnswerFactory(questionnaire=questionnaire, key="first_aid", value=to_json(known))
    save_reply(
        questionnaire_id=questionnaire.pk, question_uuid=question_uuid("first_aid"), reply=given("6+"), actor=Actor()
    )

    submit_questionnaire(questionnaire_id=questionnaire.pk, actor=Actor())

    assert Flow.objects.get().quantity == 6


def test_a_fact_asked_again_and_left_unanswered_keeps_its_line():
    flow = FlowFactory(quantity=4, **TRAINING)
    age(flow)
    questionnaire = QuestionnaireFactory(company=flow.company)
    known = reply(flow.company, "first_aid")
    assert known
    AnswerFactory(questionnaire=questionnaire, key="first_aid", value=to_json(known))

    submit_questionnaire(questionnaire_id=questionnaire.pk, actor=Actor())

    assert Flow.objects.current().get().quantity == 4


def test_many_companies_are_read_with_a_constant_number_of_queries():
    companies = [FlowFactory().company for _number in range(5)]

    with CaptureQueriesContext(connection) as one:
        knowns_of(companies[:1])
    with CaptureQueriesContext(connection) as five:
        knowns_of(companies)

    assert len(one) == len(five) <= 5
