import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.core import mail

from companies.holders import holder_of
from symbiose.holders import CONTACT, Holder
from symbiose.outbox.delivery import deliver
from symbiose.outbox.models import OutboxEmail
from symbiose.outbox.services import Message
from symbiose.reminders import rules
from symbiose.reminders.models import OptOut, Reminder
from symbiose.reminders.rules import Cause, ReminderRule, register_rules, rule_named
from symbiose.reminders.services import drop_reminders, run_rules, silence, switch_rule
from tests.outbox.factories import ContactFactory, ProgrammeFactory, UserFactory, paris

pytestmark = pytest.mark.django_db

MONDAY = paris(2017, 2, 6, 9)


@dataclass
class Board:
    """What the rule of these tests gives: subjects to remind a person of, each on its day."""

    name: str = "test"
    entries: list[tuple[uuid.UUID, Holder, datetime]] = field(default_factory=list)
    settled: set[uuid.UUID] = field(default_factory=set)

    def add(self, holder: Holder, due_at: datetime) -> uuid.UUID:
        self.entries.append((uuid.uuid4(), holder, due_at))
        return self.entries[-1][0]

    def causes(self, programme, now) -> Iterator[Cause]:
        for subject, holder, due_at in self.entries:
            if due_at <= now:
                message = Message("test", "link_renewed", f"Sujet {len(self.entries)}", due_at=due_at)
                yield Cause("thing", subject, holder, "j-7", message)

    def rule(self) -> ReminderRule:
        return ReminderRule(self.name, "Essai", "Pour les essais", self.causes, lambda uid: uid not in self.settled)


@pytest.fixture
def programme():
    return ProgrammeFactory()


@pytest.fixture
def sylvie(programme):
    return holder_of(ContactFactory(company__programme=programme))


@pytest.fixture
def board(monkeypatch) -> Board:
    monkeypatch.setattr(rules, "_RULES", {})
    board = Board()
    register_rules(board.rule())
    return board


def send(now):
    return deliver(lambda: OutboxEmail.objects.due(now), clock=lambda: now)


def test_a_cause_is_written_once_however_often_the_rules_run(board, programme, sylvie):
    board.add(sylvie, MONDAY)

    first, second = run_rules(MONDAY), run_rules(MONDAY + timedelta(minutes=5))

    assert (first.queued, second.queued, OutboxEmail.objects.count()) == (1, 0, 1)


def test_the_morning_is_ready_before_nine(board, programme, sylvie):
    board.add(sylvie, MONDAY)

    run_rules(paris(2017, 2, 6, 0, 5))

    assert OutboxEmail.objects.get().due_at == MONDAY


def test_nothing_leaves_before_nine(board, programme, sylvie):
    board.add(sylvie, MONDAY)
    run_rules(paris(2017, 2, 6, 0, 5))

    assert send(paris(2017, 2, 6, 8, 59)).sent == 0


def test_two_causes_of_one_person_share_one_message(board, programme, sylvie):
    board.add(sylvie, MONDAY)
    board.add(sylvie, MONDAY)

    run_rules(MONDAY)
    send(MONDAY)

    assert len(mail.outbox) == 1
    assert mail.outbox[0].subject == "Sujet 2 (et 1 autre point)"


def test_a_cause_that_comes_later_in_the_morning_joins_the_message_that_waits(board, programme, sylvie):
    board.add(sylvie, MONDAY)
    run_rules(paris(2017, 2, 6, 0, 5))
    board.add(sylvie, MONDAY)

    run_rules(paris(2017, 2, 6, 8))

    assert OutboxEmail.objects.get().reminders.count() == 2


def test_a_digest_with_one_cause_left_says_that_one_alone(board, programme, sylvie):
    answered = board.add(sylvie, MONDAY)
    board.add(sylvie, MONDAY)
    run_rules(paris(2017, 2, 6, 0, 5))

    drop_reminders(subject_uuid=answered, reason="répondu")

    assert OutboxEmail.objects.get().template == "link_renewed"


def test_a_third_reminder_of_a_week_waits(board, programme, sylvie):
    for day in (6, 7, 8):
        board.add(sylvie, paris(2017, 2, day, 9))
        run_rules(paris(2017, 2, day, 9))
        send(paris(2017, 2, day, 9))

    assert len(mail.outbox) == 2
    assert OutboxEmail.objects.unsent().get().due_at == paris(2017, 2, 13, 9)


def test_members_with_an_account_have_no_cap(board, programme):
    user = UserFactory()
    holder = Holder(kind="user", uuid=user.uuid, name=str(user), email=user.email)
    for day in (6, 7, 8):
        board.add(holder, paris(2017, 2, day, 9))
        run_rules(paris(2017, 2, day, 9))
        send(paris(2017, 2, day, 9))

    assert len(mail.outbox) == 3


def test_an_answer_stops_what_was_to_leave(board, programme, sylvie):
    subject = board.add(sylvie, MONDAY)
    run_rules(paris(2017, 2, 6, 0, 5))

    drop_reminders(rule="test", subject_uuid=subject, reason="Répondu par téléphone")

    assert OutboxEmail.objects.get().cancel_reason == "Répondu par téléphone"


def test_an_answered_cause_is_not_written_again(board, programme, sylvie):
    subject = board.add(sylvie, MONDAY)
    run_rules(paris(2017, 2, 6, 0, 5))
    drop_reminders(subject_uuid=subject, reason="répondu")

    run_rules(MONDAY)

    assert send(MONDAY).sent == 0


def test_an_answer_that_nobody_filed_is_noticed_at_sending(board, programme, sylvie):
    board.settled.add(board.add(sylvie, MONDAY))
    run_rules(MONDAY)

    send(MONDAY)

    assert OutboxEmail.objects.get().cancel_reason == "La raison de ce message a disparu."


def test_what_the_server_held_up_does_not_leave_at_night(board, programme, sylvie):
    board.add(sylvie, MONDAY)
    run_rules(MONDAY)

    send(paris(2017, 2, 6, 23))

    assert (len(mail.outbox), OutboxEmail.objects.get().due_at) == (0, paris(2017, 2, 7, 9))


def test_who_opted_out_is_not_reminded(board, programme, sylvie):
    board.add(sylvie, MONDAY)
    OptOut.objects.create(programme=programme, holder_kind=CONTACT, holder_id=sylvie.uuid)

    assert run_rules(MONDAY).queued == 0


def test_an_opt_out_cancels_what_was_ready(board, programme, sylvie):
    board.add(sylvie, MONDAY)
    run_rules(MONDAY)

    silence(programme=programme, holder=sylvie)

    assert OutboxEmail.objects.get().state == "cancelled"


def test_who_has_no_address_gets_no_message(board, programme):
    board.add(holder_of(ContactFactory(company__programme=programme, email="")), MONDAY)

    assert run_rules(MONDAY).queued == 0


def test_a_rule_switched_off_cancels_what_it_had_ready(board, programme, sylvie):
    board.add(sylvie, MONDAY)
    run_rules(MONDAY)

    switch_rule(programme=programme, rule=rule_named("test"), enabled=False, actor=UserFactory())

    assert OutboxEmail.objects.get().state == "cancelled"


def test_a_rule_switched_off_writes_nothing(board, programme, sylvie):
    board.add(sylvie, MONDAY)
    switch_rule(programme=programme, rule=rule_named("test"), enabled=False, actor=UserFactory())

    assert run_rules(MONDAY).queued == 0


def test_the_coming_days_are_planned(board, programme, sylvie):
    board.add(sylvie, paris(2017, 2, 9, 9))

    run_rules(MONDAY, days_ahead=7)

    assert OutboxEmail.objects.get().due_at == paris(2017, 2, 9, 9)


def test_a_date_that_moves_is_planned_anew(board, programme, sylvie):
    subject = board.add(sylvie, paris(2017, 2, 9, 9))
    run_rules(MONDAY, days_ahead=7)
    board.entries = [(subject, sylvie, paris(2017, 2, 10, 9))]

    run_rules(MONDAY, days_ahead=7)

    assert OutboxEmail.objects.get().due_at == paris(2017, 2, 10, 9)


def test_a_reason_that_disappears_leaves_no_plan(board, programme, sylvie):
    board.add(sylvie, paris(2017, 2, 9, 9))
    run_rules(MONDAY, days_ahead=7)
    board.entries.clear()

    run_rules(MONDAY, days_ahead=7)

    assert not OutboxEmail.objects.exists()


def test_a_careful_programme_reads_its_reminders_before(board, sylvie, programme):
    programme.hold_messages = True
    programme.save()
    board.add(sylvie, MONDAY)

    run_rules(MONDAY)

    assert OutboxEmail.objects.get().held


def test_a_rule_that_fails_silences_no_other(board, programme, sylvie):
    def faulty(programme, now):
        raise ValueError

    register_rules(ReminderRule("faulty", "", "", faulty, lambda uid: True))
    board.add(sylvie, MONDAY)

    assert run_rules(MONDAY).queued == 1


def test_one_programme_is_run_without_the_others(board, programme, sylvie):
    board.add(sylvie, MONDAY)

    run_rules(MONDAY, ProgrammeFactory())

    assert not Reminder.objects.filter(programme=programme).exists()
