from datetime import date, timedelta

import pytest

from roadmaps.messages import step_context
from roadmaps.reminders import RULES, still_asks_its_owner, still_waits
from roadmaps.services import Progress, move_step
from symbiose.journal.services import Actor
from symbiose.outbox.contexts import NothingToSay
from symbiose.outbox.models import OutboxEmail
from symbiose.reminders.manners import morning_of
from synergies.models import State
from tests.programmes.factories import MembershipFactory
from tests.roadmaps.factories import RoadmapFactory, StepFactory

pytestmark = pytest.mark.django_db

DUE = date(2017, 2, 6)
RULE = {rule.name: rule for rule in RULES}


@pytest.fixture
def step(programme):
    return StepFactory(roadmap__programme=programme, starts_on=None, due_on=DUE)


@pytest.fixture
def animator(programme):
    return MembershipFactory(programme=programme).user


def causes(name, programme, days, hours=0):
    """What a rule says `days` after the due date, at nine and some hours."""
    now = morning_of(DUE + timedelta(days=days)) + timedelta(hours=hours)
    return list(RULE[name].causes(programme, now))


def who(name, programme, days):
    return [cause.holder.uuid for cause in causes(name, programme, days)]


@pytest.mark.parametrize(("days", "n"), [(-4, 0), (-3, 1), (-1, 1), (0, 1), (1, 0)])
def test_the_owner_is_told_three_days_before(programme, step, days, n):
    assert len(causes("step_due_soon", programme, days)) == n


@pytest.mark.parametrize(
    ("days", "occasions"),
    [
        (0, []),
        (1, [f"{DUE}+1"]),
        (7, [f"{DUE}+1"]),
        (8, [f"{DUE}+8"]),
        (15, [f"{DUE}+15"]),
        (21, [f"{DUE}+15"]),
        (22, []),
        (60, []),
    ],
)
def test_the_owner_is_told_the_day_after_then_each_week_three_times(programme, step, days, occasions):
    assert [cause.occasion for cause in causes("step_overdue", programme, days)] == occasions


def test_nothing_is_due_before_nine(programme, step):
    assert causes("step_overdue", programme, 1, hours=-1) == []


def test_the_animator_is_told_after_a_week_of_silence(programme, step, animator):
    assert who("step_escalation", programme, 7) == []
    assert who("step_escalation", programme, 8) == [animator.uuid]


def test_every_animator_of_the_day_is_told_and_the_one_who_left_is_not(programme, step, animator):
    MembershipFactory(programme=programme, valid_until=DUE - timedelta(days=1))
    interim = MembershipFactory(programme=programme, valid_until=DUE + timedelta(days=30)).user

    assert set(who("step_escalation", programme, 8)) == {animator.uuid, interim.uuid}


def test_where_nobody_can_be_written_to_the_animator_is_told_at_once(programme, step, animator):
    step.owner_contact, step.owner_name = None, "Organisme retenu"
    step.save()

    assert who("step_escalation", programme, 1) == [animator.uuid]
    assert who("step_overdue", programme, 1) == []


def test_a_member_may_own_a_step(programme, step, animator):
    step.owner_contact, step.owner_user = None, animator
    step.save()

    assert who("step_overdue", programme, 1) == [animator.uuid]


def test_a_blocked_step_is_for_the_animator_alone(programme, step, animator):
    step.state = "blocked"
    step.save()

    assert causes("step_overdue", programme, 8) == []
    assert who("step_escalation", programme, 8) == [animator.uuid]
    assert still_waits(step.uuid)
    assert not still_asks_its_owner(step.uuid)


@pytest.mark.parametrize("state", ["done", "dropped"])
@pytest.mark.parametrize("rule", list(RULE))
def test_a_finished_step_reminds_nobody(programme, step, animator, state, rule):
    move_step(step_id=step.pk, progress=Progress(state), actor=Actor())

    assert causes(rule, programme, 8) == []
    assert not RULE[rule].still_holds(step.uuid)


@pytest.mark.parametrize("state", [State.STOPPED, State.DORMANT])
@pytest.mark.parametrize("rule", list(RULE))
def test_a_stopped_synergy_reminds_nobody(programme, step, animator, state, rule):
    step.roadmap.synergy.state = state
    step.roadmap.synergy.save()

    assert causes(rule, programme, 8) == []
    assert not RULE[rule].still_holds(step.uuid)


def test_a_step_without_a_date_reminds_nobody(programme, step, animator):
    step.due_on = None
    step.save()

    assert causes("step_overdue", programme, 8) == []


def test_another_programmes_steps_are_not_told(programme, animator):
    StepFactory(roadmap=RoadmapFactory(), starts_on=None, due_on=DUE)

    assert causes("step_overdue", programme, 1) == []


def test_a_new_date_is_a_new_occasion(programme, step):
    (before,) = causes("step_overdue", programme, 1)
    step.due_on = DUE + timedelta(days=7)
    step.save()

    (after,) = causes("step_overdue", programme, 8)

    assert before.occasion != after.occasion


def test_a_contact_lands_on_their_step_and_the_animator_on_the_roadmap(programme, step, animator):
    (to_owner,) = causes("step_overdue", programme, 8)
    (to_animator,) = causes("step_escalation", programme, 8)

    assert to_owner.message.path == f"roadmaps/steps/{step.uuid}/"
    assert to_animator.message.path == step.roadmap.get_absolute_url()


@pytest.mark.parametrize(
    ("template", "words"), [("step_overdue", "Dire où j’en suis"), ("step_escalation", "Ouvrir la feuille de route")]
)
def test_the_button_says_what_it_does(step, template, words):
    email = OutboxEmail(template=template, context={"step": str(step.uuid)})

    assert step_context(email)["action_label"] == words


def test_a_step_that_is_gone_says_nothing():
    email = OutboxEmail(template="step_overdue", context={"step": "0f2c1f6e-6a3e-4a57-9c58-6f2f5f0f7d13"})

    with pytest.raises(NothingToSay):
        step_context(email)


def test_the_message_holds_no_name(programme, step):
    (cause,) = causes("step_overdue", programme, 1)

    assert "Garreau" not in str(cause.message.context)
