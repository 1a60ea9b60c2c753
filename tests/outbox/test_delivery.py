from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend as MemoryBackend
from django.utils import timezone

from symbiose.journal.models import Fact
from symbiose.outbox import contexts
from symbiose.outbox.contexts import NothingToSay, register_context
from symbiose.outbox.delivery import deliver
from symbiose.outbox.locks import alone_on_this_machine
from symbiose.outbox.models import OutboxEmail
from symbiose.outbox.rendering import message_id
from symbiose.reminders.models import OptOut
from tests.mail import MailSink
from tests.outbox.factories import ContactFactory, MembershipFactory, OutboxEmailFactory, paris, to_contact

pytestmark = pytest.mark.django_db

NOW = paris(2017, 2, 6, 9, 5)


def send_now(now=NOW):
    return deliver(lambda: OutboxEmail.objects.due(now), clock=lambda: now)


@pytest.fixture
def refusal(monkeypatch):
    """Makes the mail server answer each message with an error."""

    def refuse(error):
        def send_messages(self, messages):
            raise error

        monkeypatch.setattr(MemoryBackend, "send_messages", send_messages)

    return refuse


@pytest.fixture
def smtp(settings, smtp_sink: MailSink) -> MailSink:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", smtp_sink.port
    return smtp_sink


def unknown_address():
    return SMTPRecipientsRefused({"dest@example.org": (550, b"5.1.1 User unknown")})


def greylisting():
    return SMTPRecipientsRefused({"dest@example.org": (451, b"4.7.1 Greylisted")})


def test_a_due_message_is_sent():
    email = OutboxEmailFactory()

    tally = send_now()

    assert (tally.sent, len(mail.outbox)) == (1, 1)
    assert mail.outbox[0].to == [f"Mme Garreau <{email.recipient_email}>"]


def test_a_sent_message_is_not_sent_again():
    OutboxEmailFactory()
    send_now()

    send_now()

    assert len(mail.outbox) == 1


def test_a_message_of_tomorrow_stays():
    OutboxEmailFactory(due_at=NOW + timedelta(days=1))

    assert send_now().sent == 0


def test_a_held_message_stays():
    OutboxEmailFactory(held=True)

    assert send_now().sent == 0


def test_a_message_in_another_workers_hands_is_left_to_it():
    OutboxEmailFactory(lease_until=timezone.now() + timedelta(seconds=30))

    assert send_now().sent == 0


def test_a_message_whose_worker_died_is_taken_up_when_its_lease_ends():
    OutboxEmailFactory(tries=1, lease_until=timezone.now() - timedelta(seconds=1))

    assert send_now().sent == 1


def test_a_message_claimed_meanwhile_is_not_sent_twice():
    OutboxEmailFactory()
    asked = []

    def due_at_first_only():
        asked.append(1)
        emails = OutboxEmail.objects.due(NOW)
        return emails if len(asked) == 1 else emails.none()

    assert deliver(due_at_first_only, clock=lambda: NOW).sent == 0


def test_what_a_person_waits_for_goes_first():
    OutboxEmailFactory(due_at=NOW - timedelta(days=1))
    asked_for = OutboxEmailFactory(asked_for=True)

    send_now()

    assert asked_for.recipient_email in mail.outbox[0].to[0]


def test_while_another_process_sends_nothing_is_begun():
    OutboxEmailFactory()

    with alone_on_this_machine(0):
        assert send_now().sent == 0


def test_the_headers_name_the_key_and_the_given_instant():
    OutboxEmailFactory(key="questionnaire:7")

    send_now()

    sent = mail.outbox[0].message()
    assert sent["X-Symbiose-Key"] == "questionnaire:7"
    assert sent["Message-ID"] == message_id("questionnaire:7")
    assert sent["Date"] == "Mon, 06 Feb 2017 09:05:00 +0100"


def test_a_message_has_a_text_and_an_html_part():
    OutboxEmailFactory()

    send_now()

    parts = [part.get_content_type() for part in mail.outbox[0].message().walk()]
    assert parts == ["multipart/alternative", "text/plain", "text/html"]


def test_a_contact_lands_on_a_personal_page_and_may_unsubscribe():
    to_contact(ContactFactory(), context={"path": "questionnaire/"})

    send_now()

    sent = mail.outbox[0]
    assert "/e/" in sent.body
    assert "/questionnaire/" in sent.body
    assert "/unsubscribe/" in sent.extra_headers["List-Unsubscribe"]
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_is_kept_of_a_letter_holds_no_link():
    email = to_contact(ContactFactory())

    send_now()

    email.refresh_from_db()
    assert "/e/" not in email.sent_text
    assert "[lien personnel]" in email.sent_text


def test_the_words_added_by_the_animator_are_in_the_letter():
    OutboxEmailFactory(personal_note="Je passe jeudi.")

    send_now()

    assert "Je passe jeudi." in mail.outbox[0].body


def test_typed_text_does_not_run_in_the_html_part():
    OutboxEmailFactory(personal_note="<script>alert(1)</script>", recipient_name="<img src=x>")

    send_now()

    html = mail.outbox[0].alternatives[0][0]
    assert "<script>" not in html
    assert "<img" not in html


def test_the_companys_journal_knows_that_a_message_left():
    contact = ContactFactory()
    to_contact(contact, company_uuid=contact.company.uuid)

    send_now()

    assert Fact.objects.about_company(contact.company.uuid).filter(kind="message_sent").exists()


def test_a_letter_has_french_spaces_and_its_addresses_are_left_alone():
    OutboxEmailFactory(subject="Est-ce fait ?")

    send_now()

    assert mail.outbox[0].subject == "Est-ce fait\u00a0?"
    assert "http://testserver/" in mail.outbox[0].body


def test_a_line_feed_in_a_subject_adds_no_header():
    OutboxEmailFactory(subject="Bonjour\r\nBcc: tous@example.org")

    send_now()

    assert mail.outbox[0].message()["Bcc"] is None
    assert "\n" not in mail.outbox[0].subject


def test_answers_go_to_the_animator_in_charge():
    animator = MembershipFactory(user__email="claire@example.org")
    OutboxEmailFactory(programme=animator.programme)

    send_now()

    assert mail.outbox[0].reply_to == ["claire@example.org"]


def test_a_corrected_address_is_the_one_written_to():
    contact = ContactFactory(email="ancienne@example.org")
    to_contact(contact)
    contact.email = "nouvelle@example.org"
    contact.save()

    send_now()

    assert "nouvelle@example.org" in mail.outbox[0].to[0]


def test_nobody_writes_to_a_person_who_left():
    email = to_contact(ContactFactory(left_on=NOW.date()))

    send_now()

    email.refresh_from_db()
    assert (email.state, email.cancel_reason) == ("cancelled", "La personne n’est plus là.")


def test_nobody_writes_to_a_person_who_opted_out():
    contact = ContactFactory()
    email = to_contact(contact)
    OptOut.objects.create(programme=contact.programme, holder_kind="contact", holder_id=contact.uuid)

    send_now()

    email.refresh_from_db()
    assert email.cancel_reason == "La personne ne souhaite plus être relancée."


def test_what_a_person_asked_for_leaves_even_after_an_opt_out():
    contact = ContactFactory()
    to_contact(contact, asked_for=True)
    OptOut.objects.create(programme=contact.programme, holder_kind="contact", holder_id=contact.uuid)

    assert send_now().sent == 1


def test_a_message_about_something_gone_is_cancelled_with_the_reason(monkeypatch):
    monkeypatch.setattr(contexts, "_BUILDERS", dict(contexts._BUILDERS))

    def gone(email):
        raise NothingToSay("La rencontre n’a plus lieu.")

    register_context("link_renewed", gone)
    email = OutboxEmailFactory()

    send_now()

    email.refresh_from_db()
    assert email.cancel_reason == "La rencontre n’a plus lieu."


def test_a_letter_that_cannot_be_written_does_not_hold_up_the_others():
    broken = OutboxEmailFactory(template="no_such_template")
    OutboxEmailFactory()

    tally = send_now()

    broken.refresh_from_db()
    assert (tally.sent, tally.failed, broken.state) == (1, 1, "failing")


def test_greylisting_is_tried_again_later_and_later(refusal):
    email = OutboxEmailFactory()
    refusal(greylisting())
    waits = []

    for _ in range(5):
        email.refresh_from_db()
        now = email.retry_at or NOW
        send_now(now)
        email.refresh_from_db()
        waits.append((email.retry_at - now) // timedelta(minutes=1))

    assert waits == [1, 2, 4, 8, 16]


def test_greylisting_is_never_given_up(refusal):
    email = OutboxEmailFactory(tries=40)
    refusal(greylisting())

    send_now()

    email.refresh_from_db()
    assert (email.state, email.retry_at - NOW) == ("failing", timedelta(hours=1))


def test_an_unknown_address_is_shown_in_words(refusal):
    email = OutboxEmailFactory()
    refusal(unknown_address())

    send_now()

    email.refresh_from_db()
    assert email.last_error == "L’adresse est refusée : 550 5.1.1 User unknown"


def test_an_unknown_address_is_given_up_after_four_tries(refusal):
    email = OutboxEmailFactory(tries=3)
    refusal(unknown_address())

    send_now()

    email.refresh_from_db()
    assert email.state == "failed"


def test_a_message_refused_for_its_content_counts_as_refused(refusal):
    email = OutboxEmailFactory(tries=3)
    refusal(SMTPDataError(554, b"Message refused"))

    send_now()

    email.refresh_from_db()
    assert email.state == "failed"


def test_when_the_server_is_away_the_whole_batch_waits_untried(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    OutboxEmailFactory.create_batch(3)

    tally = send_now()

    rows = OutboxEmail.objects.values_list("tries", "last_error")
    assert (tally.failed, set(rows)) == (3, {(0, "Le serveur d’envoi ne répond pas.")})


def test_what_waited_for_the_server_leaves_when_it_is_back(smtp):
    OutboxEmailFactory.create_batch(3, last_error="Le serveur d’envoi ne répond pas.", retry_at=NOW)

    send_now()

    assert len(smtp.messages) == 3


def test_a_batch_uses_one_connection(smtp, monkeypatch):
    opened = []
    from django.core.mail.backends import smtp as backend

    real_open = backend.EmailBackend.open
    monkeypatch.setattr(backend.EmailBackend, "open", lambda self: opened.append(real_open(self)) or opened[-1])
    OutboxEmailFactory.create_batch(5)

    send_now()

    assert (opened.count(True), len(smtp.messages)) == (1, 5)


def test_a_refusal_of_one_address_stops_nobody_else(smtp):
    OutboxEmailFactory(recipient_email="x" * 60 + "@example.org", recipient_name="")
    smtp.refuse("550 5.7.1 no")
    first = send_now()
    smtp.accept()

    second = send_now(NOW + timedelta(minutes=5))

    assert (first.failed, second.sent) == (1, 1)


def test_a_rollback_sends_nothing(django_capture_on_commit_callbacks):
    from django.db import transaction

    with transaction.atomic():
        OutboxEmailFactory()
        transaction.set_rollback(True)

    assert send_now().sent == 0


def test_a_message_that_left_while_it_was_cancelled_is_shown_as_sent(monkeypatch):
    email = OutboxEmailFactory()

    def cancelled_meanwhile(self, messages):
        OutboxEmail.objects.filter(pk=email.pk).update(cancelled_at=NOW, cancel_reason="répondu")
        return 1

    monkeypatch.setattr(MemoryBackend, "send_messages", cancelled_meanwhile)

    send_now()

    email.refresh_from_db()
    assert email.state == "sent"


def test_no_transaction_is_open_while_the_server_thinks(transactional_db, monkeypatch):
    from django.db import connection

    OutboxEmailFactory()
    open_transactions = []
    monkeypatch.setattr(
        MemoryBackend, "send_messages", lambda self, messages: open_transactions.append(connection.in_atomic_block)
    )

    send_now()

    assert open_transactions == [False]
