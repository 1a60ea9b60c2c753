"""A campaign from its opening to its stop."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from diagnostics.campaigns import services
from diagnostics.campaigns.reminding import remind_campaign
from diagnostics.campaigns.services import (
    CampaignPlan,
    CampaignStopped,
    edit_campaign,
    open_campaign,
    send_next_batch,
    stop_campaign,
)
from diagnostics.campaigns.tasks import send_campaign, sweep
from diagnostics.models import Campaign, Questionnaire
from diagnostics.questionnaire.replies import given
from diagnostics.reminders import causes
from diagnostics.services.questionnaires import QuestionnaireClosed, reopen_questionnaire, save_reply
from diagnostics.services.templates import current_template
from symbiose.journal.models import Fact
from symbiose.journal.services import Actor
from symbiose.outbox.models import OutboxEmail
from symbiose.reminders.models import OptOut, Reminder
from tests.diagnostics.factories import (
    CampaignFactory,
    CompanyFactory,
    ContactFactory,
    MembershipFactory,
    ProgrammeFactory,
    QuestionnaireFactory,
)

pytestmark = pytest.mark.django_db

State = Questionnaire.State
SOON = timezone.localdate() + timedelta(days=20)


def companies_of(programme, number: int, **contact) -> list:
    return [ContactFactory(company=CompanyFactory(programme=programme), **contact).company for _ in range(number)]


def opened(programme, companies, **plan) -> Campaign:
    return open_campaign(
        programme=programme,
        template=current_template(programme),
        plan=CampaignPlan("Automne", SOON, **plan),
        companies=companies,
        actor=None,
    )


def test_a_campaign_gives_each_company_its_questionnaire(programme):
    campaign = opened(programme, companies_of(programme, 3))

    assert (campaign.questionnaires.count(), OutboxEmail.objects.count()) == (3, 3)
    assert campaign.sent_at


def test_a_large_campaign_is_left_to_the_worker(programme, monkeypatch):
    monkeypatch.setattr(services, "BATCH", 2)

    campaign = opened(programme, companies_of(programme, 5))

    assert (campaign.questionnaires.count(), campaign.sent_at) == (0, None)


def test_the_worker_sends_a_large_campaign_once(programme, monkeypatch):
    monkeypatch.setattr(services, "BATCH", 2)
    campaign = opened(programme, companies_of(programme, 5))

    for _ in range(2):
        send_campaign(campaign.pk)

    assert (campaign.questionnaires.count(), OutboxEmail.objects.count()) == (5, 5)


def test_the_sweep_goes_on_where_a_worker_died(programme, monkeypatch):
    monkeypatch.setattr(services, "BATCH", 2)
    campaign = opened(programme, companies_of(programme, 5))
    send_next_batch(campaign_id=campaign.pk)

    sweep()

    campaign.refresh_from_db()
    assert campaign.questionnaires.count() == 5
    assert campaign.sent_at


def test_a_stopped_campaign_is_not_gone_on_with(programme, monkeypatch, animator):
    monkeypatch.setattr(services, "BATCH", 2)
    campaign = opened(programme, companies_of(programme, 5))
    stop_campaign(campaign_id=campaign.pk, actor=animator.user)

    sweep()

    assert not campaign.questionnaires.exists()


def test_a_company_twice_in_a_campaign_is_refused_by_the_database():
    questionnaire = QuestionnaireFactory(campaign=CampaignFactory())

    with pytest.raises(IntegrityError):
        QuestionnaireFactory(campaign=questionnaire.campaign, company=questionnaire.company)


def test_a_second_campaign_asks_a_company_again(programme):
    companies = companies_of(programme, 1)
    opened(programme, companies)

    opened(programme, companies)

    assert Questionnaire.objects.count() == 2


def test_stopping_closes_what_waited_and_takes_the_messages_back(programme, animator):
    campaign = opened(programme, companies_of(programme, 2))

    stop_campaign(campaign_id=campaign.pk, actor=animator.user)

    assert set(campaign.questionnaires.values_list("state", flat=True)) == {State.CLOSED}
    assert not OutboxEmail.objects.unsent().exists()


def test_stopping_keeps_an_answer_and_shuts_it(programme, animator):
    campaign = CampaignFactory(programme=programme)
    answered = QuestionnaireFactory(campaign=campaign, company=CompanyFactory(programme=programme), submitted=True)

    stop_campaign(campaign_id=campaign.pk, actor=animator.user)

    answered.refresh_from_db()
    assert (answered.state, answered.closed_at is not None) == (State.SUBMITTED, True)


def test_stopping_drops_the_reminders_of_the_campaign_only(programme, animator):
    ours = opened(programme, companies_of(programme, 1))
    other = opened(programme, companies_of(programme, 1))
    for campaign in (ours, other):
        remind_campaign(campaign=campaign, actor=animator.user)

    stop_campaign(campaign_id=ours.pk, actor=animator.user)

    waiting = Reminder.objects.waiting().values_list("subject_uuid", flat=True)
    assert list(waiting) == [other.questionnaires.get().uuid]


def test_stopping_twice_is_one_fact(programme, animator):
    campaign = CampaignFactory(programme=programme)

    for _ in range(2):
        stop_campaign(campaign_id=campaign.pk, actor=animator.user)

    assert Fact.objects.filter(kind="campaign_stopped").count() == 1


def test_an_answer_after_the_stop_is_refused(programme, animator):
    campaign = opened(programme, companies_of(programme, 1))
    stop_campaign(campaign_id=campaign.pk, actor=animator.user)
    questionnaire = campaign.questionnaires.get()
    question = next(iter(questionnaire.template.schema["sections"][0]["questions"]))

    with pytest.raises(QuestionnaireClosed):
        save_reply(
            questionnaire_id=questionnaire.pk, question_uuid=question["uuid"], reply=given("oui"), actor=Actor()
        )


@pytest.mark.parametrize(("started", "state"), [(False, State.SENT), (True, State.STARTED)])
def test_one_questionnaire_is_opened_again_where_it_stood(programme, animator, started, state):
    campaign = opened(programme, companies_of(programme, 1))
    questionnaire = campaign.questionnaires.get()
    Questionnaire.objects.update(started_at=timezone.now() if started else None)
    stop_campaign(campaign_id=campaign.pk, actor=animator.user)

    reopen_questionnaire(questionnaire_id=questionnaire.pk, answer_by=SOON, actor=Actor())

    questionnaire.refresh_from_db()
    assert (questionnaire.state, questionnaire.closed_at) == (state, None)


def test_what_is_opened_again_in_a_stopped_campaign_is_not_reminded(programme, animator):
    campaign = opened(programme, companies_of(programme, 1))
    stop_campaign(campaign_id=campaign.pk, actor=animator.user)
    reopen_questionnaire(questionnaire_id=campaign.questionnaires.get().pk, answer_by=SOON, actor=Actor())

    assert not list(causes(programme, timezone.now() + timedelta(days=8)))


def test_a_campaign_that_leaves_people_alone_reminds_nobody_by_itself(programme):
    opened(programme, companies_of(programme, 1), reminds=False)

    assert not list(causes(programme, timezone.now() + timedelta(days=8)))


def test_a_campaign_that_reminds_does(programme):
    opened(programme, companies_of(programme, 1))

    assert len(list(causes(programme, timezone.now() + timedelta(days=8)))) == 1


def test_a_later_day_is_taken_over_by_what_waits(programme):
    campaign = opened(programme, companies_of(programme, 1))
    later = SOON + timedelta(days=10)
    campaign.answer_by = later

    edit_campaign(campaign=campaign, fields=["answer_by"], expected_version=1)

    assert campaign.questionnaires.get().answer_by == later


def test_a_stopped_campaign_does_not_change(programme):
    campaign = CampaignFactory(programme=programme, stopped=True)

    with pytest.raises(CampaignStopped):
        edit_campaign(campaign=campaign, fields=["title"], expected_version=1)


def test_a_reminder_goes_to_who_has_not_answered(programme, animator):
    campaign = opened(programme, companies_of(programme, 2))
    Questionnaire.objects.filter(pk=campaign.questionnaires.first().pk).update(
        state=State.SUBMITTED, submitted_at=timezone.now()
    )

    done = remind_campaign(campaign=campaign, actor=animator.user)

    assert (done.ready, Reminder.objects.count()) == (1, 1)


def test_reminding_twice_a_day_writes_once(programme, animator):
    campaign = opened(programme, companies_of(programme, 2))
    remind_campaign(campaign=campaign, actor=animator.user)

    again = remind_campaign(campaign=campaign, actor=animator.user)

    assert (again.ready, again.left_alone, Reminder.objects.count()) == (0, 2, 2)


def test_reminders_wait_for_their_reading_where_the_programme_reads_them(animator):
    programme = animator.programme
    programme.hold_messages = True
    programme.save()
    campaign = opened(programme, companies_of(programme, 1))

    remind_campaign(campaign=campaign, actor=animator.user)

    assert OutboxEmail.objects.get(kind="questionnaire_unanswered").held


def test_whoever_wants_no_reminder_has_none(programme, animator):
    contact = ContactFactory(company=CompanyFactory(programme=programme))
    campaign = opened(programme, [contact.company])
    OptOut.objects.create(programme=programme, holder_kind="contact", holder_id=contact.uuid)

    done = remind_campaign(campaign=campaign, actor=animator.user)

    assert (done.ready, done.left_alone) == (0, 1)


def test_a_company_without_address_is_counted_to_be_called(programme, animator):
    campaign = opened(programme, companies_of(programme, 1, email=""))

    assert remind_campaign(campaign=campaign, actor=animator.user).to_call == 1


def test_a_stopped_campaign_reminds_no_more(programme, animator):
    campaign = CampaignFactory(programme=programme, stopped=True)

    with pytest.raises(CampaignStopped):
        remind_campaign(campaign=campaign, actor=animator.user)


def test_the_accompanying_words_stand_in_the_message(programme):
    from symbiose.outbox.rendering import preview

    MembershipFactory(programme=programme)
    opened(programme, companies_of(programme, 1), intro="Nous nous sommes vus en juin.")

    assert "Nous nous sommes vus en juin." in preview(OutboxEmail.objects.get()).text


def test_a_company_of_another_programme_receives_nothing(programme):
    foreign = companies_of(ProgrammeFactory(), 1)

    campaign = opened(programme, foreign)

    assert not campaign.questionnaires.exists()
