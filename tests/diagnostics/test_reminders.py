from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from companies.holders import holder_of
from diagnostics.reminders import causes, latest_occasion, still_holds
from diagnostics.services.questionnaires import close_questionnaire, submit_questionnaire
from symbiose.journal.services import Actor
from tests.diagnostics.factories import ContactFactory, QuestionnaireFactory
from tests.diagnostics.test_questionnaire_services import reply_to

PARIS = ZoneInfo("Europe/Paris")
SENT = datetime(2016, 9, 5, 15, 30, tzinfo=PARIS)
ANSWER_BY = date(2016, 9, 30)


def at(*parts: int) -> datetime:
    return datetime(2016, *parts, tzinfo=PARIS)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("now", "occasion"),
    [
        (at(9, 6, 9), None),
        (at(9, 12, 8, 59), None),
        (at(9, 12, 9), "j+7"),
        (at(9, 16, 12), "j+7"),
        (at(9, 18, 12), None),  # stale
        (at(9, 19, 9), "j+14"),
        (at(9, 29, 9), "veille"),
        (at(9, 29, 8, 59), None),
        (at(9, 30, 12), "veille"),
    ],
)
def test_an_occasion_comes_at_nine_and_grows_stale(now: datetime, occasion: str | None):
    found = latest_occasion(SENT, ANSWER_BY, now)

    assert (found and found[0]) == occasion


def test_a_reminder_is_due_at_nine_by_the_clock_of_paris():
    found = latest_occasion(SENT, ANSWER_BY, at(9, 12, 11))

    assert found
    assert found[1] == at(9, 12, 9)


def test_the_eve_takes_the_place_of_a_week_that_falls_on_it():
    found = latest_occasion(SENT, date(2016, 9, 13), at(9, 12, 10))

    assert found
    assert found[0] == "veille"


def test_nobody_is_reminded_on_the_very_day_of_sending():
    assert latest_occasion(SENT, date(2016, 9, 6), at(9, 5, 16)) is None


@pytest.fixture
def contact(db):
    return ContactFactory()


@pytest.fixture
def questionnaire(contact):
    return QuestionnaireFactory(company=contact.company, sent_at=SENT, answer_by=ANSWER_BY)


def due(questionnaire):
    return list(causes(questionnaire.programme, at(9, 12, 9)))


def test_an_unanswered_questionnaire_is_a_cause(questionnaire, contact):
    (cause,) = due(questionnaire)

    assert (cause.subject_uuid, cause.holder.uuid, cause.occasion) == (questionnaire.uuid, contact.uuid, "j+7")


def test_the_same_run_gives_the_same_occasion(questionnaire):
    assert [cause.occasion for cause in due(questionnaire)] == [cause.occasion for cause in due(questionnaire)]


def test_who_has_begun_gets_another_text(questionnaire):
    reply_to(questionnaire, "first_aid", "none")

    (cause,) = due(questionnaire)

    assert cause.message.context["started"] is True


def test_an_answered_questionnaire_is_no_cause(questionnaire):
    submit_questionnaire(questionnaire_id=questionnaire.pk, actor=Actor())

    assert due(questionnaire) == []
    assert not still_holds(questionnaire.uuid)


def test_a_closed_questionnaire_is_no_cause(questionnaire):
    close_questionnaire(questionnaire_id=questionnaire.pk, actor=Actor())

    assert due(questionnaire) == []


def test_a_company_without_address_is_no_cause(questionnaire, contact):
    contact.email = ""
    contact.save()

    assert due(questionnaire) == []


def test_who_has_left_is_not_reminded(questionnaire, contact):
    contact.left_on = date(2016, 9, 1)
    contact.save()

    assert due(questionnaire) == []


def test_an_open_questionnaire_still_holds(questionnaire):
    assert still_holds(questionnaire.uuid)


def test_the_number_of_queries_does_not_grow_with_the_questionnaires(questionnaire, django_assert_max_num_queries):
    for _ in range(10):
        person = ContactFactory(company__programme=questionnaire.programme)
        QuestionnaireFactory(
            company=person.company, template=questionnaire.template, sent_at=SENT, answer_by=ANSWER_BY
        )

    with django_assert_max_num_queries(4):
        assert len(due(questionnaire)) == 11


def test_an_answer_drops_what_was_to_be_sent(questionnaire, contact):
    from symbiose.reminders.models import Reminder

    reminder = Reminder.objects.create(
        programme=questionnaire.programme,
        rule="questionnaire_unanswered",
        subject_kind="questionnaire",
        subject_uuid=questionnaire.uuid,
        holder_kind="contact",
        holder_id=contact.uuid,
        occasion="j+14",
        due_at=SENT + timedelta(days=14),
    )

    submit_questionnaire(questionnaire_id=questionnaire.pk, actor=Actor(holder=holder_of(contact)))

    reminder.refresh_from_db()
    assert (bool(reminder.dropped_at), reminder.drop_reason) == (True, "répondu")
