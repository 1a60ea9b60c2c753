"""What companies read: costs, time and staff first; no text once the questionnaire needs no answer."""

from datetime import date

import pytest
from django.utils import timezone

from diagnostics.messages import reminder_message
from diagnostics.models import Questionnaire
from diagnostics.questionnaire.path import progress
from diagnostics.services.questionnaires import close_questionnaire, replies_of, schema_of
from symbiose.holders import resolve_holder
from symbiose.journal.services import Actor
from symbiose.outbox.contexts import NothingToSay
from symbiose.outbox.models import OutboxEmail
from symbiose.outbox.rendering import preview
from symbiose.outbox.services import queue_email
from tests.diagnostics.factories import ContactFactory, QuestionnaireFactory
from tests.diagnostics.test_questionnaire_services import reply_to, send

pytestmark = pytest.mark.django_db


def reminder(questionnaire: Questionnaire, *, last: bool = False) -> OutboxEmail:
    contact = ContactFactory(company=questionnaire.company)
    holder = resolve_holder("contact", contact.uuid)
    assert holder
    questionnaire.refresh_from_db()
    state = progress(schema_of(questionnaire), replies_of(questionnaire))
    message = reminder_message(questionnaire, state, timezone.now(), last=last)
    return queue_email(key="relance", message=message, recipient=holder, programme=questionnaire.programme)


def test_the_invitation_speaks_of_costs_and_time_first():
    send(ContactFactory().company)

    text = preview(OutboxEmail.objects.get()).text

    assert text.index("coûte moins cher") < text.index("questions")
    assert "minutes" in text


def test_the_invitation_says_who_reads_the_answers():
    send(ContactFactory().company)

    assert "aucune autre entreprise" in preview(OutboxEmail.objects.get()).text


def test_who_has_begun_is_told_where_they_stopped():
    questionnaire = QuestionnaireFactory()
    reply_to(questionnaire, "first_aid", "none")

    assert "vous reprenez où vous en étiez" in preview(reminder(questionnaire)).text


def test_who_is_silent_is_offered_a_call():
    assert "de vive voix" in preview(reminder(QuestionnaireFactory())).text


def test_the_last_reminder_says_the_day():
    assert "Les réponses sont rassemblées" in preview(reminder(QuestionnaireFactory(), last=True)).text


def test_the_first_of_a_month_is_written_in_plain_letters():
    questionnaire = QuestionnaireFactory(answer_by=date(2027, 3, 1))

    assert "1er\u00a0mars" in preview(reminder(questionnaire, last=True)).text


def test_a_closed_questionnaire_has_nothing_to_say():
    questionnaire = QuestionnaireFactory()
    email = reminder(questionnaire)
    close_questionnaire(questionnaire_id=questionnaire.pk, actor=Actor())

    with pytest.raises(NothingToSay):
        preview(email)
