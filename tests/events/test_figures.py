from datetime import timedelta

import pytest
from django.utils import timezone

from companies.engagement import EngagementLevel, with_engagement
from companies.models import Company
from events.services import note_presence
from symbiose.programmes.figures import figure_named, key_figures
from synergies.models import State
from synergies.services import Move, move_synergy, remove_participant
from tests.accounts.factories import UserFactory
from tests.diagnostics.factories import CompanyFactory
from tests.events.factories import AttendanceFactory, EventFactory
from tests.synergies.factories import ParticipantFactory, SynergyFactory

pytestmark = pytest.mark.django_db


def value(programme, name, at=None):
    return key_figures(programme, at, [name])[name]


def engage(company, number=2):
    """Let a company take part in retained synergies; the participations."""
    since = timezone.localdate() - timedelta(days=30)
    synergies = SynergyFactory.create_batch(number, programme=company.programme, retained=True)
    return [ParticipantFactory(synergy=synergy, company=company, since=since) for synergy in synergies]


def meet(company, number=2):
    for _time in range(number):
        AttendanceFactory(event=EventFactory(programme=company.programme, past=True), company=company, here=True)


@pytest.fixture
def company(programme):
    return CompanyFactory(programme=programme)


def test_present_counts_companies_and_not_presences(programme, company):
    for _time in range(2):
        event = EventFactory(programme=programme, information=True, past=True)
        AttendanceFactory(event=event, company=company, here=True)

    assert value(programme, "present") == 1


def test_present_counts_the_information_meeting_alone(programme, company):
    meet(company, 1)

    assert value(programme, "present") == 0


def test_a_presence_taken_back_is_counted_no_more(programme):
    attendance = AttendanceFactory(event__programme=programme, event__information=True, event__past=True, here=True)

    note_presence(event=attendance.event, company=attendance.company, present=None, actor=UserFactory())

    assert value(programme, "present") == 0


def test_a_called_off_meeting_gathers_nobody(programme):
    event = EventFactory(programme=programme, information=True, past=True, cancelled_at=timezone.now())
    AttendanceFactory(event=event, here=True)

    assert value(programme, "present") == 0


def test_another_programmes_presences_are_not_counted(programme):
    AttendanceFactory(event__information=True, event__past=True, here=True)

    assert value(programme, "present") == 0


def test_present_is_read_at_a_past_date(programme):
    AttendanceFactory(event=EventFactory(programme=programme, information=True, past=True), here=True)

    assert value(programme, "present", timezone.now() - timedelta(days=11)) == 0
    assert value(programme, "present", timezone.now() - timedelta(days=9)) == 1


def test_two_synergies_and_two_meetings_make_the_core(programme, company):
    engage(company)
    meet(company)

    assert value(programme, "core") == 1


@pytest.mark.parametrize(("synergies", "meetings"), [(1, 2), (2, 1), (0, 5)])
def test_less_is_not_the_core(programme, company, synergies, meetings):
    engage(company, synergies)
    meet(company, meetings)

    assert value(programme, "core") == 0


def test_a_programme_sets_both_numbers_of_its_core(programme, company):
    programme.core_synergies, programme.core_events = 1, 1
    programme.save()
    engage(company, 1)
    meet(company, 1)

    assert value(programme, "core") == 1


def test_a_company_that_leaves_a_synergy_leaves_the_core(programme, company):
    first, _second = engage(company)
    meet(company)

    remove_participant(participant=first, actor=UserFactory())

    assert value(programme, "core") == 0


def test_a_stopped_synergy_moves_every_figure_that_stood_on_it(programme, company):
    first, _second = engage(company)
    meet(company)

    move_synergy(synergy_id=first.synergy_id, move=Move(State.STOPPED, "Plus de volume"), actor=UserFactory())

    assert key_figures(programme, None, ["core", "engaged", "retained"]) == {"core": 0, "engaged": 1, "retained": 1}


def test_the_core_is_read_at_a_past_date(programme, company):
    engage(company)
    meet(company)

    assert value(programme, "core", timezone.now() - timedelta(days=20)) == 0


def test_the_level_and_the_figure_agree_on_the_core(programme, company):
    engage(company)
    meet(company)

    level = with_engagement(Company.objects.filter(programme=programme)).get().engagement

    assert level == EngagementLevel.CORE


def test_the_facts_behind_present_are_the_companies(programme):
    attendance = AttendanceFactory(event=EventFactory(programme=programme, information=True, past=True), here=True)

    assert list(figure_named("present").rows(programme, None)) == [attendance.company]
