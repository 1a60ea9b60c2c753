"""Answers given at a visit: kept, and lines at once; the same question asked twice speaks of one line."""

from typing import Any

import pytest
from django.utils import timezone

from diagnostics.enums import Origin
from diagnostics.models import Answer, Diagnostic, Flow, FlowVersion, Questionnaire
from diagnostics.questionnaire.replies import PASSED, UNKNOWN, from_json, given
from diagnostics.questionnaire.stock import question_uuid
from diagnostics.services.answers import UnknownQuestion, clear_visit_answer, save_visit_answer
from diagnostics.services.flows import edit_flow, end_flow, record_flow
from diagnostics.services.questionnaires import submit_questionnaire
from diagnostics.services.visits import CannotGrow, grow_visit, save_notes, start_visit
from symbiose.journal.models import Fact
from symbiose.journal.services import Actor
from tests.diagnostics.factories import (
    AnswerFactory,
    CompanyFactory,
    DiagnosticFactory,
    FlowFactory,
    QuestionnaireFactory,
    TemplateFactory,
    VisitAnswerFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

WOOD = {"row": "bois", "stream": "Bois", "amount": 12, "unit": "t"}
CARDBOARD = {"row": "cartons", "stream": "Cartons", "amount": 3, "unit": "t"}


@pytest.fixture
def visit() -> Diagnostic:
    return DiagnosticFactory(in_progress=True)


def say(visit: Diagnostic, key: str, value: Any) -> Answer:
    reply = value if hasattr(value, "status") else given(value)
    return save_visit_answer(
        diagnostic_id=visit.pk, question_uuid=question_uuid(key), reply=reply, actor=Actor(user=visit.adviser)
    )


def ask_again(visit: Diagnostic) -> Diagnostic:
    """Another visit of the same company."""
    return DiagnosticFactory(company=visit.company, membership=None, adviser=visit.adviser, chamber=visit.chamber)


def test_an_answer_of_a_visit_is_kept(visit):
    answer = say(visit, "single_document", "old")

    assert from_json(Answer.objects.get(diagnostic=visit).value) == given("old")
    assert answer.created_by == visit.adviser


def test_an_answer_of_a_visit_is_a_line_at_once(visit):
    say(visit, "waste_streams", [WOOD])

    flow = Flow.objects.get()
    assert (flow.label, flow.quantity, flow.unit, flow.company) == ("Bois", 12, "t", visit.company)
    assert (flow.origin_kind, flow.origin_uuid) == (Origin.DIAGNOSTIC, visit.uuid)


def test_the_lines_of_a_visit_are_counted_with_those_that_its_answers_gave(visit):
    FlowFactory(company=visit.company, origin_uuid=visit.uuid)

    say(visit, "waste_streams", [WOOD, CARDBOARD])

    assert Diagnostic.objects.with_line_count().get().line_count == 3


def test_a_row_changed_changes_its_line_and_a_row_removed_ends_its_own(visit):
    say(visit, "waste_streams", [WOOD, CARDBOARD])

    say(visit, "waste_streams", [{**WOOD, "stream": "Bois et palettes", "amount": 14}])

    assert list(Flow.objects.current().values_list("label", "quantity")) == [("Bois et palettes", 14)]
    assert Flow.objects.count() == 2


def test_a_cell_emptied_empties_its_field(visit):
    say(visit, "waste_streams", [{**WOOD, "provider": "Brangeon"}])

    say(visit, "waste_streams", [WOOD])

    assert Flow.objects.get().current_solution == ""


def test_the_same_question_at_another_visit_speaks_of_the_same_line(visit):
    say(visit, "waste_streams", [WOOD])

    say(ask_again(visit), "waste_streams", [{**WOOD, "amount": 20}])

    flow = Flow.objects.get()
    assert (flow.quantity, flow.origin_uuid) == (20, visit.uuid)


def test_a_line_ended_and_told_again_at_another_visit_comes_from_there(visit):
    say(visit, "waste_streams", [WOOD])
    say(visit, "waste_streams", [])
    again = ask_again(visit)

    say(again, "waste_streams", [WOOD])

    flow = Flow.objects.get()
    assert (flow.ended_at, flow.origin_uuid) == (None, again.uuid)


def test_the_same_question_in_the_questionnaire_speaks_of_the_same_line(visit):
    say(visit, "electrical_waste", 60)
    questionnaire = QuestionnaireFactory(company=visit.company)
    AnswerFactory(questionnaire=questionnaire, key="electrical_waste", reply=80)

    submit_questionnaire(questionnaire_id=questionnaire.pk, actor=Actor())

    flow = Flow.objects.get()
    assert (flow.quantity, flow.origin_kind) == (80, Origin.DIAGNOSTIC)


def test_a_second_campaign_updates_the_line_of_the_first(visit):
    for amount in (60, 80):
        questionnaire = QuestionnaireFactory(company=visit.company, template=TemplateFactory(own=True))
        AnswerFactory(questionnaire=questionnaire, key="electrical_waste", reply=amount)
        submit_questionnaire(questionnaire_id=questionnaire.pk, actor=Actor())

    assert Flow.objects.get().quantity == 80


def test_not_to_know_leaves_what_was_told_at_another_visit(visit):
    say(visit, "electrical_waste", 60)

    say(ask_again(visit), "electrical_waste", UNKNOWN)

    assert Flow.objects.current().exists()


def test_none_of_it_ends_what_was_told_at_another_visit(visit):
    say(visit, "electrical_waste", 60)

    say(ask_again(visit), "electrical_waste", 0)

    assert not Flow.objects.current().exists()


def test_a_line_corrected_by_hand_stays_corrected_when_another_question_is_answered(visit):
    say(visit, "electrical_waste", 60)
    flow = Flow.objects.get()
    edit_flow(flow_id=flow.pk, values={"quantity": 75}, expected_version=flow.version)

    say(visit, "waste_streams", [WOOD])

    flow.refresh_from_db()
    assert flow.quantity == 75


def test_a_line_ended_by_hand_stays_ended_when_another_question_is_answered(visit):
    say(visit, "electrical_waste", 60)
    end_flow(flow_id=Flow.objects.get().pk, actor=Actor())

    say(visit, "waste_streams", [WOOD])

    assert list(Flow.objects.current().values_list("label", flat=True)) == ["Bois"]


def test_a_date_completes_the_line_of_another_question(visit):
    say(visit, "first_aid", "3-5")

    say(visit, "first_aid_by", "2017-06-01")

    assert str(Flow.objects.get().available_to) == "2017-06-01"


def test_the_same_answer_twice_writes_nothing_more(visit):
    say(visit, "waste_streams", [WOOD])
    before = (FlowVersion.objects.count(), Answer.history.count())

    say(visit, "waste_streams", [WOOD])

    assert (FlowVersion.objects.count(), Answer.history.count()) == before


def test_passing_a_question_leaves_its_answer(visit):
    say(visit, "electrical_waste", 60)

    say(visit, "electrical_waste", PASSED)

    assert Flow.objects.current().get().quantity == 60


def test_an_answer_emptied_is_asked_again_and_its_line_ends(visit):
    say(visit, "electrical_waste", 60)

    clear_visit_answer(diagnostic_id=visit.pk, question_uuid=question_uuid("electrical_waste"), actor=Actor())

    assert Answer.objects.get().value == {}
    assert not Flow.objects.current().exists()
    assert Answer.history.count() == 2


def test_who_changed_an_answer_is_in_its_history(visit):
    answer = say(visit, "electrical_waste", 60)

    assert answer.history.get().history_user == visit.adviser


def test_a_question_that_the_template_does_not_ask_is_refused(visit):
    with pytest.raises(UnknownQuestion):
        say(visit, "sorting", ["paper"])


def test_quantities_beyond_three_decimals_are_rounded(visit):
    say(visit, "waste_streams", [{**WOOD, "amount": 1.23456}])

    assert str(Flow.objects.get().quantity).startswith("1.235")


def test_dates_in_disorder_keep_the_end(visit):
    say(visit, "seasonal_jobs", [{"row": "a", "job": "Cueillette", "start": "2017-09-01", "end": "2017-06-30"}])

    flow = Flow.objects.get()
    assert (flow.available_from, str(flow.available_to)) == (None, "2017-06-30")


def test_an_answer_of_another_company_changes_nothing_here(visit):
    other = DiagnosticFactory(in_progress=True, company=CompanyFactory(programme=visit.programme))
    say(visit, "electrical_waste", 60)

    say(other, "electrical_waste", 0)

    assert Flow.objects.current().get().company == visit.company


@pytest.mark.parametrize("gesture", ["answer", "line", "edit", "notes"])
def test_each_gesture_says_that_the_visit_does_not_sleep(visit, gesture):
    flow = FlowFactory(company=visit.company)
    before = timezone.now()

    if gesture == "answer":
        say(visit, "electrical_waste", 60)
    elif gesture == "line":
        values = {"direction": "besoin", "family": "eau", "label": "Eau", "level": "chambers"}
        record_flow(
            company=visit.company, values=values, origin_kind="diagnostic", origin_uuid=visit.uuid, actor=Actor()
        )
    elif gesture == "edit":
        edit_flow(flow_id=flow.pk, values={"label": "Sciure sèche"}, expected_version=flow.version)
    else:
        save_notes(diagnostic_id=visit.pk, texts={"notes": "Un hangar vide."}, expected_version=visit.version)

    visit.refresh_from_db()
    assert visit.last_input_at
    assert visit.last_input_at >= before


def test_an_answer_freezes_the_template(visit):
    say(visit, "electrical_waste", 60)

    visit.template.refresh_from_db()
    assert visit.template.frozen_at


@pytest.fixture
def light() -> Diagnostic:
    company = CompanyFactory()
    TemplateFactory(programme=company.programme, stock="full")
    template = TemplateFactory(programme=company.programme, stock="light")
    return DiagnosticFactory(company=company, in_progress=True, template=template)


def test_the_pre_diagnostic_grows_into_the_full_one_with_its_answers(light):
    say(light, "electricity_until", "2017-12-31")
    say(light, "energy_purchase", True)

    grown = grow_visit(diagnostic_id=light.pk, actor=Actor())

    assert grown.template.stock == "full"
    assert grown.answers.count() == 2
    assert Fact.objects.filter(kind="diagnostic_grown").count() == 1


def test_what_was_said_before_growing_still_changes_its_line(light):
    say(light, "first_aid", "1-2")
    grow_visit(diagnostic_id=light.pk, actor=Actor())

    say(light, "first_aid", "3-5")

    assert Flow.objects.get().quantity == 4


def test_the_full_diagnostic_grows_no_further(visit):
    with pytest.raises(CannotGrow):
        grow_visit(diagnostic_id=visit.pk, actor=Actor())


def test_a_visit_starts_with_the_version_in_use_that_day():
    visit = DiagnosticFactory()
    newer = TemplateFactory(programme=visit.programme, stock="full", number=2)

    start_visit(diagnostic_id=visit.pk, actor=Actor())

    visit.refresh_from_db()
    assert visit.template == newer


def test_a_visit_that_was_answered_keeps_its_version():
    visit = DiagnosticFactory()
    VisitAnswerFactory(diagnostic=visit, key="single_document", reply="old")
    TemplateFactory(programme=visit.programme, stock="full", number=2)

    start_visit(diagnostic_id=visit.pk, actor=Actor())

    before = visit.template
    visit.refresh_from_db()
    assert visit.template == before


def test_an_answer_of_the_questionnaire_and_one_of_the_visit_are_two_rows(visit):
    say(visit, "electrical_waste", 60)
    AnswerFactory(questionnaire=QuestionnaireFactory(company=visit.company), key="electrical_waste", reply=60)

    assert Answer.objects.count() == 2
    assert Questionnaire.objects.get().answers.count() == 1
