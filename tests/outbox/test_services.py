from datetime import timedelta

import pytest
from django.utils import timezone

from symbiose.holders import Holder
from symbiose.outbox.models import OutboxEmail
from symbiose.outbox.services import (
    Message,
    MessageHasLeft,
    cancel_messages,
    correct_message,
    hold_again,
    queue_email,
    release_messages,
    retry_messages,
)
from symbiose.programmes.edits import EditConflict
from tests.outbox.factories import OutboxEmailFactory, ProgrammeFactory, UserFactory

pytestmark = pytest.mark.django_db


def queue(programme, **message):
    user = UserFactory()
    recipient = Holder(kind="user", uuid=user.uuid, name=str(user), email=user.email)
    content = Message(kind="test", template="link_renewed", subject="Un essai", **message)
    return queue_email(key="essai", message=content, recipient=recipient, programme=programme)


def test_the_same_key_never_queues_two():
    programme = ProgrammeFactory()

    assert queue(programme) == queue(programme)


def test_a_careful_programme_holds_its_messages():
    assert queue(ProgrammeFactory(hold_messages=True)).held


def test_what_a_person_asked_for_is_never_held():
    assert not queue(ProgrammeFactory(hold_messages=True), asked_for=True).held


def test_a_message_due_now_rings_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        queue(ProgrammeFactory())

    assert len(callbacks) == 1


def test_a_message_of_tomorrow_rings_nobody(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        queue(ProgrammeFactory(), due_at=timezone.now() + timedelta(days=1))

    assert callbacks == []


def test_a_released_message_is_due():
    email = OutboxEmailFactory(held=True)

    release_messages(email_ids=[email.pk])

    assert OutboxEmail.objects.due().get() == email


def test_a_release_can_be_taken_back():
    email = OutboxEmailFactory(held=True)
    released_at = timezone.now()
    release_messages(email_ids=[email.pk], now=released_at)

    hold_again(programme=email.programme, released_at=released_at)

    assert OutboxEmail.objects.held().get() == email


def test_a_message_that_left_is_not_cancelled():
    email = OutboxEmailFactory(sent_at=timezone.now())

    assert cancel_messages(email_ids=[email.pk], reason="répondu") == 0


def test_a_correction_changes_subject_and_note():
    email = OutboxEmailFactory(held=True)

    correct_message(email_id=email.pk, subject="Autre", personal_note="Bonne année", expected_version=1)

    email.refresh_from_db()
    assert (email.subject, email.personal_note, email.version) == ("Autre", "Bonne année", 2)


def test_a_correction_of_an_old_text_is_refused():
    email = OutboxEmailFactory(held=True, version=3)

    with pytest.raises(EditConflict):
        correct_message(email_id=email.pk, subject="Autre", personal_note="", expected_version=2)


def test_a_message_that_left_is_not_corrected():
    email = OutboxEmailFactory(sent_at=timezone.now())

    with pytest.raises(MessageHasLeft):
        correct_message(email_id=email.pk, subject="Autre", personal_note="", expected_version=1)


def test_a_message_given_up_can_be_tried_again():
    email = OutboxEmailFactory(failed_at=timezone.now(), last_error="refusé", tries=4)

    retry_messages(email_ids=[email.pk])

    assert OutboxEmail.objects.due().get() == email


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"held": True},
        {"tries": 1},
        {"last_error": "refusé", "tries": 1},
        {"failed_at": timezone.now(), "last_error": "refusé"},
        {"cancelled_at": timezone.now()},
        {"sent_at": timezone.now()},
    ],
)
def test_the_state_reads_alike_in_python_and_in_the_database(fields):
    email = OutboxEmailFactory(**fields)

    assert OutboxEmail.objects.with_state().get().state_name == email.state
