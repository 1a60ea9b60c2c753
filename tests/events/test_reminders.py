from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from events.reminders import causes, still_holds
from events.services import answer_invitation, cancel_event, invite_companies
from symbiose.journal.services import Actor
from symbiose.outbox.models import OutboxEmail
from symbiose.reminders.models import Reminder
from symbiose.reminders.services import run_rules
from tests.accounts.factories import UserFactory
from tests.diagnostics.factories import ContactFactory
from tests.events.factories import AttendanceFactory, EventFactory
from tests.outbox.factories import paris

pytestmark = pytest.mark.django_db

STARTS = paris(2016, 10, 18, 8, 30)
INVITED = paris(2016, 9, 20, 14)


@pytest.fixture
def attendance(programme):
    contact = ContactFactory(company__programme=programme)
    event = EventFactory(programme=programme, starts_at=STARTS)
    return AttendanceFactory(event=event, company=contact.company, contact=contact, invited_at=INVITED)


def occasions(attendance, now: datetime):
    return [cause.occasion for cause in causes(attendance.programme, now)]


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (paris(2016, 10, 11, 8, 59), []),
        (paris(2016, 10, 11, 9), ["j-7"]),
        (paris(2016, 10, 17, 8, 59), ["j-7"]),
        (paris(2016, 10, 17, 9), ["j-1"]),
        (paris(2016, 10, 18, 8, 31), []),
    ],
)
def test_a_week_before_and_the_eve_at_nine(attendance, now, found):
    assert occasions(attendance, now) == found


def test_whoever_is_invited_later_misses_the_first_reminder_alone(attendance):
    attendance.invited_at = paris(2016, 10, 14, 10)
    attendance.save()

    assert occasions(attendance, paris(2016, 10, 15, 9)) == []
    assert occasions(attendance, paris(2016, 10, 17, 9)) == ["j-1"]


@pytest.mark.parametrize("answer", ["not_coming", "interested"])
def test_whoever_declined_is_reminded_no_more(attendance, answer):
    answer_invitation(attendance=attendance, answer=answer, actor=Actor())

    assert occasions(attendance, paris(2016, 10, 17, 9)) == []


def test_whoever_comes_is_reminded_on_the_eve(attendance):
    answer_invitation(attendance=attendance, answer="coming", actor=Actor())

    assert occasions(attendance, paris(2016, 10, 17, 9)) == ["j-1"]


def test_a_called_off_meeting_reminds_nobody(attendance):
    cancel_event(event=attendance.event, actor=UserFactory())

    assert occasions(attendance, paris(2016, 10, 17, 9)) == []
    assert not still_holds(attendance.uuid)


def test_an_answer_drops_what_was_planned(programme):
    contact = ContactFactory(company__programme=programme)
    event = EventFactory(programme=programme, starts_at=timezone.now() + timedelta(days=7, hours=1))
    invite_companies(event=event, companies=[contact.company], actor=UserFactory())
    attendance = event.attendances.get()
    attendance.invited_at = timezone.now() - timedelta(days=20)
    attendance.save()
    run_rules(timezone.now(), programme, days_ahead=7)

    answer_invitation(attendance=attendance, answer="not_coming", actor=Actor())

    assert not Reminder.objects.waiting().filter(rule="workshop_to_come").exists()
    assert OutboxEmail.objects.get(kind="event_invitation")
