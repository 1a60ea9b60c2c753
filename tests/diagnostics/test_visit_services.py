from datetime import date

import pytest

from companies.engagement import EngagementLevel, with_engagement
from companies.models import Company
from diagnostics.models import Diagnostic, FlowVersion
from diagnostics.services.visits import (
    IllegalTransition,
    change_plan,
    complete_visit,
    confirm_lines,
    plan_visit,
    save_notes,
    start_visit,
)
from symbiose.holders import Holder
from symbiose.journal.models import Fact
from symbiose.journal.services import Actor
from symbiose.programmes.edits import EditConflict
from tests.diagnostics.factories import (
    CompanyFactory,
    ContactFactory,
    DiagnosticFactory,
    FlowFactory,
    MembershipFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

State = Diagnostic.State


def holder_of(contact) -> Holder:
    return Holder(kind="contact", uuid=contact.uuid, name=str(contact), email=contact.email)


def test_a_planned_visit_belongs_to_the_chamber_of_its_adviser():
    adviser = MembershipFactory(adviser=True)

    diagnostic = plan_visit(
        company=CompanyFactory(programme=adviser.programme), adviser=adviser, visit_on=date(2016, 6, 7), actor=Actor()
    )

    assert (diagnostic.chamber, diagnostic.state) == (adviser.partner, State.PLANNED)


def test_a_visit_sent_twice_is_planned_once():
    adviser = MembershipFactory(adviser=True)
    company = CompanyFactory(programme=adviser.programme)
    planned = plan_visit(company=company, adviser=adviser, visit_on=None, actor=Actor())

    again = plan_visit(company=company, adviser=adviser, visit_on=None, actor=Actor(), diagnostic_uuid=planned.uuid)

    assert again == planned


def test_a_visit_of_another_programme_is_refused():
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        plan_visit(company=CompanyFactory(), adviser=MembershipFactory(adviser=True), visit_on=None, actor=Actor())


def test_a_started_visit_without_a_day_is_today(time_machine):
    time_machine.move_to("2016-06-07T10:00:00+02:00", tick=False)
    diagnostic = DiagnosticFactory(visit_on=None)

    start_visit(diagnostic_id=diagnostic.pk, actor=Actor())

    diagnostic.refresh_from_db()
    assert (diagnostic.state, diagnostic.visit_on) == (State.IN_PROGRESS, date(2016, 6, 7))


def test_completing_keeps_each_line_as_it_stands():
    diagnostic = DiagnosticFactory(in_progress=True)
    FlowFactory.create_batch(2, company=diagnostic.company, origin_uuid=diagnostic.uuid)

    complete_visit(diagnostic_id=diagnostic.pk, actor=Actor())

    assert FlowVersion.objects.filter(cause="completion").count() == 2


def test_completing_tells_how_many_lines_there_are():
    diagnostic = DiagnosticFactory(in_progress=True)
    FlowFactory(company=diagnostic.company)
    FlowFactory(company=diagnostic.company, quantity=None)

    complete_visit(diagnostic_id=diagnostic.pk, actor=Actor())

    assert Fact.objects.get(kind="diagnostic_completed").data == {"lines": 2, "with_quantity": 1}


def test_a_theme_of_interest_is_told():
    diagnostic = DiagnosticFactory(in_progress=True)

    complete_visit(diagnostic_id=diagnostic.pk, actor=Actor(), interests=["formation SST"])

    assert Fact.objects.get(kind="theme_interest").data == {"theme": "formation SST"}


def test_a_visit_is_completed_once():
    diagnostic = DiagnosticFactory(completed=True)

    with pytest.raises(IllegalTransition):
        complete_visit(diagnostic_id=diagnostic.pk, actor=Actor())


def test_a_completed_visit_does_not_start_again():
    diagnostic = DiagnosticFactory(completed=True)

    with pytest.raises(IllegalTransition):
        start_visit(diagnostic_id=diagnostic.pk, actor=Actor())


def test_the_company_confirms_its_completed_visits():
    diagnostic = DiagnosticFactory(completed=True)
    contact = ContactFactory(company=diagnostic.company)

    confirm_lines(company=diagnostic.company, holder=holder_of(contact))

    diagnostic.refresh_from_db()
    assert (diagnostic.state, diagnostic.confirmed_by) == (State.CONFIRMED, contact)


def test_confirming_keeps_each_line_as_it_stands():
    diagnostic = DiagnosticFactory(completed=True)
    FlowFactory(company=diagnostic.company)

    confirm_lines(company=diagnostic.company, holder=holder_of(ContactFactory(company=diagnostic.company)))

    assert FlowVersion.objects.get().cause == "confirmation"


def test_confirming_twice_changes_nothing():
    diagnostic = DiagnosticFactory(completed=True)
    holder = holder_of(ContactFactory(company=diagnostic.company))
    confirm_lines(company=diagnostic.company, holder=holder)

    assert confirm_lines(company=diagnostic.company, holder=holder) == 0
    assert Fact.objects.filter(kind="diagnostic_confirmed").count() == 1


def test_notes_of_two_people_are_not_lost():
    diagnostic = DiagnosticFactory()
    save_notes(diagnostic_id=diagnostic.pk, texts={"notes": "Déménage en mars."}, expected_version=1)

    with pytest.raises(EditConflict):
        save_notes(diagnostic_id=diagnostic.pk, texts={"notes": "Embauche."}, expected_version=1)


def test_a_visit_goes_to_another_adviser():
    diagnostic = DiagnosticFactory()
    colleague = MembershipFactory(adviser=True, programme=diagnostic.programme)

    change_plan(diagnostic_id=diagnostic.pk, adviser=colleague, visit_on=None, expected_version=1)

    diagnostic.refresh_from_db()
    assert (diagnostic.adviser, diagnostic.chamber) == (colleague.user, colleague.partner)


def test_the_private_note_leaves_no_trace_in_the_history():
    diagnostic = DiagnosticFactory()

    save_notes(diagnostic_id=diagnostic.pk, texts={"private_note": "Cession en vue."}, expected_version=1)

    assert not any("Cession" in str(vars(row)) for row in diagnostic.history.all())


@pytest.mark.parametrize(
    ("trait", "level"), [({}, EngagementLevel.VOLUNTEER), ({"completed": True}, EngagementLevel.DIAGNOSED)]
)
def test_a_visit_moves_the_engagement(trait: dict[str, bool], level: EngagementLevel):
    company = DiagnosticFactory(**trait).company

    assert with_engagement(Company.objects.filter(pk=company.pk)).get().engagement == level


def test_a_chamber_sees_the_company_that_it_is_to_visit():
    company = CompanyFactory()
    adviser = MembershipFactory(adviser=True, programme=company.programme)

    plan_visit(company=company, adviser=adviser, visit_on=None, actor=Actor())

    assert Company.objects.visible_to(adviser).get() == company
