from datetime import timedelta

import pytest

from companies.models import Interaction
from followups.calls import calls_for, dialled
from followups.services import CallMade, record_call
from roadmaps.models import Step
from symbiose.reminders.models import Reminder
from synergies.models import State
from tests.followups.factories import TODAY, InteractionFactory, ParticipantFactory, StepFactory, days_ago
from tests.outbox.factories import ContactFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def promised(contact, **fields):
    given = {"next_step": "Il ne manque que sa date.", "next_step_on": TODAY, **fields}
    return InteractionFactory(contact=contact, **given)


@pytest.fixture
def animator():
    return MembershipFactory()


@pytest.fixture
def sylvie(animator):
    return ContactFactory(company__programme=animator.programme, company__name="Menuiserie Garreau")


def test_a_late_step_is_a_call_to_its_owner(animator, sylvie):
    StepFactory(owner_contact=sylvie)

    call = calls_for(animator, TODAY)[0]

    assert (call.person, call.reason) == (sylvie, "Étape en retard de 5 jours")


def test_a_late_step_says_where_it_stands_and_what_waits_for_it(animator, sylvie):
    step = StepFactory(owner_contact=sylvie, done_note="7 inscrits sur 10")
    waiting = {"programme": step.programme, "roadmap": step.roadmap, "title": "Session de mars", "blocked_by": step}
    Step.objects.create(**waiting)

    said = calls_for(animator, TODAY)[0].to_say

    assert said.startswith("7 inscrits sur 10. ")
    assert said.endswith("Sans elle, « Session de mars » attend.")


def test_a_promise_whose_day_has_come_says_what_to_tell(animator, sylvie):
    promised(sylvie)

    call = calls_for(animator, TODAY)[0]

    assert (call.to_say, call.reason) == ("Il ne manque que sa date.", "Silence depuis 21 jours")


def test_a_promise_of_tomorrow_waits(animator, sylvie):
    promised(sylvie, next_step_on=TODAY + timedelta(days=1))

    assert calls_for(animator, TODAY) == []


def test_a_company_of_a_retained_synergy_that_goes_quiet_is_called(animator, sylvie):
    InteractionFactory(contact=sylvie, happened_at=days_ago(16))
    ParticipantFactory(company=sylvie.company)

    assert calls_for(animator, TODAY)[0].silence_days == 16


def test_nobody_is_called_about_a_synergy_that_stopped(animator, sylvie):
    step = StepFactory(owner_contact=sylvie)
    synergy = step.roadmap.synergy
    synergy.state = State.DORMANT
    synergy.save()

    assert calls_for(animator, TODAY) == []


def test_a_finished_step_calls_nobody(animator, sylvie):
    StepFactory(owner_contact=sylvie, state=Step.State.DROPPED)

    assert calls_for(animator, TODAY) == []


def test_their_last_words_are_quoted_bare(animator, sylvie):
    promised(sylvie, text="Elle dit : « J’attends trois réponses. »")

    assert calls_for(animator, TODAY)[0].last_quote == "J’attends trois réponses."


def test_a_company_is_called_once_whatever_its_reasons(animator, sylvie):
    StepFactory(owner_contact=sylvie)
    promised(sylvie)

    assert len(calls_for(animator, TODAY)) == 1


def test_what_was_promised_is_said_before_what_is_late(animator, sylvie):
    StepFactory(owner_contact=sylvie)
    promised(sylvie)

    assert calls_for(animator, TODAY)[0].to_say == "Il ne manque que sa date."


def test_a_company_called_today_leaves_the_list(animator, sylvie):
    StepFactory(owner_contact=sylvie)
    InteractionFactory(contact=sylvie, happened_at=days_ago(0), outcome=Interaction.Outcome.NO_ANSWER)

    assert calls_for(animator, TODAY) == []


def test_the_home_page_shows_three_at_most_the_most_pressing_first(animator):
    for days in (2, 9, 5, 30):
        contact = ContactFactory(company__programme=animator.programme)
        StepFactory(owner_contact=contact, due_on=TODAY - timedelta(days=days))

    reasons = [call.reason for call in calls_for(animator, TODAY)]

    assert reasons == [f"Étape en retard de {days} jours" for days in (30, 9, 5)]


def test_an_adviser_calls_the_companies_of_their_chamber_only(animator, sylvie):
    StepFactory(owner_contact=sylvie)
    adviser = MembershipFactory(programme=animator.programme, adviser=True)

    assert calls_for(adviser, TODAY) == []


def test_another_programme_calls_nobody_of_this_one(sylvie):
    StepFactory(owner_contact=sylvie)

    assert calls_for(MembershipFactory(), TODAY) == []


@pytest.mark.parametrize("companies", [3, 30])
def test_as_many_queries_whatever_the_number_of_companies(
    animator, companies, django_assert_max_num_queries, django_assert_num_queries
):
    for _ in range(companies):
        contact = ContactFactory(company__programme=animator.programme)
        StepFactory(owner_contact=contact)
        promised(contact, text="Oui.")

    with django_assert_num_queries(8):
        calls_for(animator, TODAY, limit=None)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("02 43 20 00 00", "+33243200000"), ("+33 2 43 20 00 00", "+33243200000"), ("", ""), ("36 10", "3610")],
)
def test_a_number_is_dialled_as_telephones_do(typed, number):
    assert dialled(typed) == number


def test_a_call_that_reached_somebody_stops_the_reminders_of_its_cause(animator, sylvie):
    step = StepFactory(owner_contact=sylvie)
    reminder = Reminder.objects.create(
        programme=animator.programme,
        rule="step_overdue",
        subject_kind="step",
        subject_uuid=step.uuid,
        holder_kind="contact",
        holder_id=sylvie.uuid,
        occasion="x",
        due_at=days_ago(-1),
    )

    made = CallMade(contact=sylvie, outcome="reached", cause=f"step:{step.uuid}")
    record_call(company=sylvie.company, actor=animator.user, call=made)

    reminder.refresh_from_db()
    assert reminder.drop_reason == "Vu par téléphone."


def test_a_call_without_answer_stops_nothing(animator, sylvie):
    step = StepFactory(owner_contact=sylvie)
    made = CallMade(contact=sylvie, outcome="no_answer", cause=f"step:{step.uuid}")

    interaction = record_call(company=sylvie.company, actor=animator.user, call=made)

    assert (interaction.kind, interaction.outcome) == ("call", "no_answer")


def test_a_cause_of_another_company_is_left_alone(sylvie):
    foreign = StepFactory()
    reminder = Reminder.objects.create(
        programme=foreign.programme,
        rule="step_overdue",
        subject_kind="step",
        subject_uuid=foreign.uuid,
        holder_kind="contact",
        holder_id=foreign.owner_contact.uuid,
        occasion="x",
        due_at=days_ago(-1),
    )

    made = CallMade(contact=None, outcome="reached", cause=f"step:{foreign.uuid}")
    record_call(company=sylvie.company, actor=UserFactory(), call=made)

    reminder.refresh_from_db()
    assert reminder.dropped_at is None


def test_a_call_keeps_the_promise_that_it_was_made_for(animator, sylvie):
    promise = promised(sylvie)
    made = CallMade(contact=sylvie, outcome="reached", cause=f"next_step:{promise.uuid}")

    record_call(company=sylvie.company, actor=animator.user, call=made)

    promise.refresh_from_db()
    assert promise.next_step_done_at is not None
