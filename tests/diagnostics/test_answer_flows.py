"""Answers become flows: at once, once, and each changes its own."""

import pytest

from diagnostics.enums import FigureKind, Origin
from diagnostics.models import Flow, FlowVersion, Questionnaire
from diagnostics.questionnaire.replies import UNKNOWN, given
from diagnostics.questionnaire.stock import question_uuid
from diagnostics.services.answer_flows import sync_flows
from diagnostics.services.questionnaires import confirm_fact, save_reply, submit_questionnaire
from symbiose.journal.services import Actor
from tests.diagnostics.factories import AnswerFactory, FlowFactory, QuestionnaireFactory
from tests.diagnostics.test_questionnaire_services import reply_to, send

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def questionnaire() -> Questionnaire:
    return QuestionnaireFactory(submitted=True)


@pytest.fixture
def visited() -> Questionnaire:
    """A questionnaire in which the visit's line « Formation SST, 4 places » is known."""
    flow = FlowFactory(
        direction="besoin", family="competence", label="Formation SST", quantity=4, unit="place", period="ponctuel"
    )
    send(flow.company)
    return Questionnaire.objects.get()


def submit(questionnaire: Questionnaire) -> None:
    submit_questionnaire(questionnaire_id=questionnaire.pk, actor=Actor())


def test_nothing_becomes_a_flow_before_it_is_sent():
    reply_to(QuestionnaireFactory(), "first_aid", "3-5")

    assert not Flow.objects.exists()


def test_a_submitted_answer_becomes_a_flow():
    questionnaire = QuestionnaireFactory()
    answer = reply_to(questionnaire, "first_aid", "3-5")

    submit(questionnaire)

    flow = Flow.objects.get()
    assert (flow.origin_kind, flow.origin_uuid) == (Origin.QUESTIONNAIRE, answer.uuid)
    assert (flow.quantity, flow.quantity_kind) == (4, FigureKind.ESTIMATED)


def test_an_answer_after_the_sending_becomes_a_flow_at_once(questionnaire):
    reply_to(questionnaire, "electrical_waste", 60)

    flow = Flow.objects.get()
    assert (flow.quantity, flow.unit, flow.quantity_per_year) == (60, "kg", None)


def test_changing_the_answer_changes_its_flow(questionnaire):
    reply_to(questionnaire, "electrical_waste", 60)

    reply_to(questionnaire, "electrical_waste", 80)

    assert Flow.objects.get().quantity == 80


def test_a_second_run_changes_nothing(questionnaire):
    reply_to(questionnaire, "electrical_waste", 60)

    assert sync_flows(answered=Questionnaire.objects.get(), actor=Actor()) == []
    assert (Flow.objects.count(), FlowVersion.objects.count()) == (1, 1)


def test_each_change_keeps_a_version(questionnaire):
    reply_to(questionnaire, "electrical_waste", 60)
    reply_to(questionnaire, "electrical_waste", 80)

    assert [version.cause for version in FlowVersion.objects.all()] == ["answer", "answer"]


@pytest.mark.parametrize("value", [0, UNKNOWN])
def test_an_answer_taken_back_ends_its_flow(questionnaire, value):
    reply_to(questionnaire, "electrical_waste", 60)

    reply_to(questionnaire, "electrical_waste", value)

    assert not Flow.objects.current().exists()


def test_an_answer_given_again_takes_its_flow_up_again(questionnaire):
    reply_to(questionnaire, "electrical_waste", 60)
    reply_to(questionnaire, "electrical_waste", 0)

    reply_to(questionnaire, "electrical_waste", 70)

    assert Flow.objects.current().get().quantity == 70
    assert Flow.objects.count() == 1


def test_several_choices_become_several_flows(questionnaire):
    reply_to(questionnaire, "lend", ["forklift", "platform"])

    assert set(Flow.objects.values_list("label", flat=True)) == {"Chariot élévateur", "Nacelle"}


def test_a_choice_taken_back_ends_its_flow_alone(questionnaire):
    reply_to(questionnaire, "lend", ["forklift", "platform"])

    reply_to(questionnaire, "lend", ["platform"])

    assert Flow.objects.current().get().label == "Nacelle"


def test_the_date_of_another_answer_completes_the_flow(questionnaire):
    reply_to(questionnaire, "first_aid", "3-5")

    reply_to(questionnaire, "first_aid_by", "2017-06-01")

    assert str(Flow.objects.get().available_to) == "2017-06-01"


def test_the_level_that_the_company_chose_stays(questionnaire):
    reply_to(questionnaire, "electrical_waste", 60)
    Flow.objects.update(level="public")

    reply_to(questionnaire, "electrical_waste", 80)

    assert Flow.objects.get().level == "public"


def test_a_fact_known_from_the_visit_is_not_recorded_twice(visited):
    submit(visited)

    assert Flow.objects.count() == 1


def test_a_fact_confirmed_keeps_its_exact_quantity(visited):
    confirm_fact(questionnaire_id=visited.pk, question_uuid=question_uuid("first_aid"), actor=Actor())

    submit(visited)

    flow = Flow.objects.get()
    assert (flow.quantity, flow.unit, flow.origin_kind) == (4, "place", Origin.DIAGNOSTIC)


def test_a_fact_corrected_corrects_the_line_of_the_visit(visited):
    reply_to(visited, "first_aid", "6+")

    submit(visited)

    flow = Flow.objects.get()
    assert (flow.quantity, flow.origin_kind) == (6, Origin.DIAGNOSTIC)


def test_a_fact_denied_ends_the_line_of_the_visit(visited):
    reply_to(visited, "first_aid", "none")

    submit(visited)

    assert not Flow.objects.current().exists()


def test_the_date_completes_a_line_of_the_visit(visited):
    reply_to(visited, "first_aid_by", "2017-06-01")

    submit(visited)

    flow = Flow.objects.get()
    assert (flow.quantity, str(flow.available_to)) == (4, "2017-06-01")


def test_an_answer_leaves_the_lines_of_other_companies(questionnaire):
    other = FlowFactory(label="Appareils électriques usagés")
    reply_to(questionnaire, "electrical_waste", 60)

    reply_to(questionnaire, "electrical_waste", 0)

    other.refresh_from_db()
    assert other.ended_at is None


def test_two_questionnaires_answer_for_their_own_company():
    first, second = QuestionnaireFactory(submitted=True), QuestionnaireFactory(submitted=True)
    for questionnaire in (first, second):
        save_reply(
            questionnaire_id=questionnaire.pk,
            question_uuid=question_uuid("electrical_waste"),
            reply=given(60),
            actor=Actor(),
        )

    assert set(Flow.objects.values_list("company", flat=True)) == {first.company_id, second.company_id}


def test_a_stored_answer_that_nobody_can_read_breaks_nothing(questionnaire):
    AnswerFactory(questionnaire=questionnaire, key="electrical_waste", value={"status": "odd"})

    assert sync_flows(answered=questionnaire, actor=Actor()) == []
