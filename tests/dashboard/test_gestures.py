from datetime import timedelta

import pytest
from django.utils import timezone

from companies.exchanges import Exchange, log_interaction
from dashboard.gestures import next_gestures
from dashboard.standing import standing_of
from synergies.models import State
from tests.accounts.factories import UserFactory
from tests.diagnostics.factories import CompanyFactory, DiagnosticFactory, QuestionnaireFactory
from tests.events.factories import AttendanceFactory, EventFactory
from tests.programmes.factories import MembershipFactory
from tests.roadmaps.factories import RoadmapFactory
from tests.synergies.factories import ProposalFactory, SynergyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def animator(programme):
    return MembershipFactory(programme=programme)


@pytest.fixture
def adviser(programme):
    return MembershipFactory(programme=programme, adviser=True)


@pytest.fixture
def company(programme, adviser):
    return CompanyFactory(programme=programme, chamber=adviser.partner)


def buttons(membership, **options):
    return [gesture.button for gesture in next_gestures(membership, standing_of(membership), **options)]


def promise(company, days):
    exchange = Exchange(
        text="Je vous envoie la facture.",
        next_step="Demander la facture",
        next_step_on=timezone.localdate() + timedelta(days=days),
    )
    log_interaction(company=company, actor=UserFactory(), exchange=exchange)


def test_an_empty_programme_begins_with_companies_and_a_meeting(animator):
    assert buttons(animator) == ["Importer un fichier", "Prévoir une rencontre"]


def test_an_adviser_is_not_asked_to_plan_meetings(adviser):
    assert "Prévoir une rencontre" not in buttons(adviser)


def test_companies_without_visits_ask_for_one(adviser, company):
    assert "Prévoir une visite" in buttons(adviser)


def test_a_visit_of_today_waits_for_its_adviser(adviser, company):
    DiagnosticFactory(company=company, adviser=adviser.user, chamber=adviser.partner, visit_on=timezone.localdate())

    assert "Ouvrir la visite" in buttons(adviser)


def test_a_visit_of_tomorrow_does_not(adviser, company):
    tomorrow = timezone.localdate() + timedelta(days=1)
    DiagnosticFactory(company=company, adviser=adviser.user, chamber=adviser.partner, visit_on=tomorrow)

    assert "Ouvrir la visite" not in buttons(adviser)


def test_a_meeting_that_took_place_asks_who_was_there(animator, programme):
    AttendanceFactory(event=EventFactory(programme=programme, past=True))

    assert "Noter les présences" in buttons(animator)


def test_a_sheet_that_was_begun_is_not_asked_for(animator, programme):
    AttendanceFactory(event=EventFactory(programme=programme, past=True), here=True)

    assert "Noter les présences" not in buttons(animator)


def test_a_visited_company_waits_for_its_questionnaire(animator, company):
    DiagnosticFactory(company=company, completed=True)

    assert "Envoyer le questionnaire" in buttons(animator)


def test_an_asked_company_does_not(animator, company):
    DiagnosticFactory(company=company, completed=True)
    QuestionnaireFactory(company=company)

    assert "Envoyer le questionnaire" not in buttons(animator)


def test_first_leads_are_to_be_read(animator, programme):
    ProposalFactory(programme=programme)

    assert "Regarder les pistes" in buttons(animator)


def test_shortlisted_leads_need_a_workshop(animator, programme):
    EventFactory(programme=programme, information=True)
    SynergyFactory(programme=programme, state=State.SHORTLISTED)

    assert "Prévoir l’atelier" in buttons(animator)


def test_a_planned_workshop_is_enough(animator, programme):
    EventFactory(programme=programme)
    SynergyFactory(programme=programme, state=State.SHORTLISTED)

    assert "Prévoir l’atelier" not in buttons(animator)


def test_nothing_retained_goes_without_a_roadmap(animator, programme):
    EventFactory(programme=programme)
    CompanyFactory(programme=programme)
    SynergyFactory(programme=programme, retained=True)

    assert "L’ouvrir" in buttons(animator)


def test_an_open_roadmap_is_not_asked_for(animator, programme):
    RoadmapFactory(programme=programme)

    assert "L’ouvrir" not in buttons(animator)


@pytest.mark.parametrize(("days", "shown"), [(-1, True), (0, True), (1, False)])
def test_a_promise_comes_back_on_its_day(animator, company, days, shown):
    promise(company, days)

    assert ("Ouvrir la fiche" in buttons(animator)) is shown


def test_a_promise_to_a_company_called_this_morning_is_said_in_the_call(animator, company):
    promise(company, 0)

    assert "Ouvrir la fiche" not in buttons(animator, called={company.pk})


def test_at_most_four_gestures_are_shown(animator, programme, company):
    for number in range(3):
        promise(CompanyFactory(programme=programme, chamber=None), -number)
    DiagnosticFactory(company=company, completed=True)
    SynergyFactory(programme=programme, retained=True)
    SynergyFactory(programme=programme, state=State.SHORTLISTED)

    assert len(buttons(animator)) == 4


def test_another_programmes_facts_ask_for_nothing(animator):
    SynergyFactory(retained=True)
    AttendanceFactory(event=EventFactory(past=True))

    assert buttons(animator) == ["Importer un fichier", "Prévoir une rencontre"]
