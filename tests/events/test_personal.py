from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.reminders.models import Reminder
from tests.diagnostics.conftest import token_of
from tests.diagnostics.factories import CompanyFactory
from tests.events.factories import AttendanceFactory, EventFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def attendance(programme):
    return AttendanceFactory(event__programme=programme, invited=True)


@pytest.fixture
def token(attendance):
    return token_of(attendance.company)


def address(token, event):
    return reverse("personal_events:answer", kwargs={"token": token, "event_uuid": event.uuid})


def test_the_invitation_says_what_when_and_where(client, token, attendance):
    page = client.get(address(token, attendance.event)).content.decode()

    assert "Atelier de Conlie" in page
    assert "Je viens" in page


def test_opening_an_invitation_changes_nothing(client, token, attendance):
    client.get(address(token, attendance.event))
    client.head(address(token, attendance.event))

    attendance.refresh_from_db()
    assert attendance.answer == "none"


def test_an_answer_is_kept(client, token, attendance):
    response = client.post(address(token, attendance.event), {"answer": "coming"})

    attendance.refresh_from_db()
    assert response.status_code == 302
    assert attendance.answer == "coming"


def test_an_answer_may_be_changed_until_the_meeting(client, token, attendance):
    client.post(address(token, attendance.event), {"answer": "coming"})
    client.post(address(token, attendance.event), {"answer": "interested"})

    attendance.refresh_from_db()
    assert attendance.answer == "interested"


def test_a_meeting_that_took_place_takes_no_answer(client, token, attendance):
    attendance.event.starts_at = timezone.now() - timedelta(hours=1)
    attendance.event.save()

    page = client.post(address(token, attendance.event), {"answer": "coming"})

    attendance.refresh_from_db()
    assert attendance.answer == "none"
    assert "a eu lieu" in page.content.decode()


def test_an_empty_answer_is_told(client, token, attendance):
    assert client.post(address(token, attendance.event), {}).status_code == 422


def test_a_company_that_is_not_on_the_list_finds_nothing(client, attendance):
    stranger = token_of(CompanyFactory(programme=attendance.programme))

    assert client.get(address(stranger, attendance.event)).status_code == 404


def test_another_programmes_meeting_is_not_found(client, token):
    assert client.get(address(token, EventFactory())).status_code == 404


def test_the_personal_page_shows_the_appointment(client, token, attendance):
    page = client.get(reverse("personal:home", kwargs={"token": token})).content.decode()

    assert "Mes rendez-vous" in page
    assert attendance.event.title in page


def test_a_past_meeting_is_no_appointment(client, token, attendance):
    attendance.event.starts_at = timezone.now() - timedelta(hours=1)
    attendance.event.save()

    assert "Mes rendez-vous" not in client.get(reverse("personal:home", kwargs={"token": token})).content.decode()


def test_declining_stops_what_was_to_be_sent(client, token, attendance):
    Reminder.objects.create(
        programme=attendance.programme,
        rule="workshop_to_come",
        subject_kind="attendance",
        subject_uuid=attendance.uuid,
        holder_kind="contact",
        holder_id=attendance.company.contacts.get().uuid,
        occasion="j-1",
        due_at=timezone.now(),
        message={"subject": "Rappel"},
    )

    client.post(address(token, attendance.event), {"answer": "not_coming"})

    assert not Reminder.objects.waiting().exists()
