import pytest

from companies.engagement import EngagementLevel, with_engagement
from companies.holders import holder_of
from companies.models import Company
from diagnostics.models import Answer, Campaign, Questionnaire
from diagnostics.questionnaire.replies import PASSED, UNKNOWN, Status, from_json, given
from diagnostics.questionnaire.stock import question_uuid
from diagnostics.services.questionnaires import (
    QuestionnaireClosed,
    UnknownQuestion,
    close_questionnaire,
    confirm_fact,
    save_reply,
    submit_questionnaire,
)
from diagnostics.services.sending import send_questionnaires
from diagnostics.services.templates import current_template, furnish_programme
from symbiose.journal.models import Fact
from symbiose.journal.services import Actor
from symbiose.outbox.models import OutboxEmail
from tests.diagnostics.factories import (
    AnswerFactory,
    CampaignFactory,
    CompanyFactory,
    ContactFactory,
    DiagnosticFactory,
    FlowFactory,
    MembershipFactory,
    ProgrammeFactory,
    QuestionnaireFactory,
    TemplateFactory,
)

pytestmark = pytest.mark.django_db

State = Questionnaire.State


def send(*companies: Company):
    """Send the one campaign of a programme, made at first need, to these companies."""
    programme = companies[0].programme
    campaign = Campaign.objects.filter(programme=programme).first() or CampaignFactory(
        programme=programme, template=current_template(programme)
    )
    ids = [company.pk for company in companies]
    return send_questionnaires(campaign=campaign, company_ids=ids, actor=None)


def reply_to(questionnaire: Questionnaire, key: str, value, actor: Actor | None = None) -> Answer:
    reply = value if hasattr(value, "status") else given(value)
    return save_reply(
        questionnaire_id=questionnaire.pk, question_uuid=question_uuid(key), reply=reply, actor=actor or Actor()
    )


def value_of(questionnaire: Questionnaire, key: str):
    return from_json(questionnaire.answers.get(question_uuid=question_uuid(key)).value)


def test_a_sending_opens_one_questionnaire_a_company():
    contact = ContactFactory()

    sending = send(contact.company)

    assert (sending.sent, Questionnaire.objects.get().company) == (1, contact.company)


def test_a_sending_writes_to_the_main_contact():
    contact = ContactFactory()
    ContactFactory(company=contact.company, is_primary=False)

    send(contact.company)

    email = OutboxEmail.objects.get()
    questionnaire = Questionnaire.objects.get()
    assert email.key == f"questionnaire:{questionnaire.uuid}:invitation:contact:{contact.uuid}"


def test_sending_again_repeats_nothing():
    contact = ContactFactory()
    send(contact.company)

    again = send(contact.company)

    assert (again.sent, again.already, OutboxEmail.objects.count()) == (0, 1, 1)


def test_a_company_without_an_address_has_its_questionnaire_all_the_same():
    contact = ContactFactory(email="")

    sending = send(contact.company)

    assert (sending.without_email, Questionnaire.objects.count(), OutboxEmail.objects.count()) == (1, 1, 0)


def test_a_company_of_another_programme_is_left_out():
    ours, theirs = CompanyFactory(), CompanyFactory()

    campaign = CampaignFactory(programme=ours.programme)
    send_questionnaires(campaign=campaign, company_ids=[theirs.pk], actor=None)

    assert not Questionnaire.objects.exists()


def test_a_template_is_frozen_at_its_first_use():
    contact = ContactFactory()

    send(contact.company)

    assert current_template(contact.programme).frozen_at


def test_what_the_register_knows_is_offered():
    contact = ContactFactory(company__workforce=19)

    send(contact.company)

    reply = value_of(Questionnaire.objects.get(), "workforce")
    assert (reply.status, reply.value) == (Status.OFFERED, 19)


def test_what_the_visit_told_is_offered():
    diagnostic = DiagnosticFactory(completed=True)
    FlowFactory(
        company=diagnostic.company,
        direction="besoin",
        family="competence",
        label="Formation SST",
        quantity=4,
        unit="place",
        period="ponctuel",
    )

    send(diagnostic.company)

    reply = value_of(Questionnaire.objects.get(), "first_aid")
    assert (reply.value, reply.on) == ("3-5", "2016-06-07")


def test_the_first_answer_starts_the_questionnaire():
    questionnaire = QuestionnaireFactory()

    reply_to(questionnaire, "first_aid", "3-5")

    questionnaire.refresh_from_db()
    assert questionnaire.state == State.STARTED


def test_an_answer_knows_who_gave_it():
    questionnaire = QuestionnaireFactory()
    contact = ContactFactory(company=questionnaire.company)

    answer = reply_to(questionnaire, "first_aid", "3-5", Actor(holder=holder_of(contact)))

    assert answer.answered_by == contact


def test_two_people_share_one_answer():
    questionnaire = QuestionnaireFactory()
    reply_to(questionnaire, "first_aid", "3-5")

    reply_to(questionnaire, "first_aid", "1-2")

    assert questionnaire.answers.count() == 1
    assert value_of(questionnaire, "first_aid").value == "1-2"


def test_an_earlier_answer_is_kept_in_its_history():
    questionnaire = QuestionnaireFactory()
    reply_to(questionnaire, "first_aid", "3-5")

    answer = reply_to(questionnaire, "first_aid", "1-2")

    assert [row.value["value"] for row in answer.history.all()] == ["1-2", "3-5"]


def test_the_same_answer_again_changes_nothing():
    questionnaire = QuestionnaireFactory()
    reply_to(questionnaire, "first_aid", "3-5")

    answer = reply_to(questionnaire, "first_aid", "3-5")

    assert answer.version == 1


def test_passing_leaves_an_earlier_answer():
    questionnaire = QuestionnaireFactory()
    reply_to(questionnaire, "first_aid", "3-5")

    reply_to(questionnaire, "first_aid", PASSED)

    assert value_of(questionnaire, "first_aid").value == "3-5"


def test_a_question_that_is_not_asked_is_refused():
    with pytest.raises(UnknownQuestion):
        save_reply(
            questionnaire_id=QuestionnaireFactory().pk,
            question_uuid="00000000-0000-4000-8000-000000000000",
            reply=UNKNOWN,
            actor=Actor(),
        )


def test_a_known_fact_is_confirmed():
    contact = ContactFactory(company__workforce=19)
    send(contact.company)
    questionnaire = Questionnaire.objects.get()

    confirm_fact(questionnaire_id=questionnaire.pk, question_uuid=question_uuid("workforce"), actor=Actor())

    assert value_of(questionnaire, "workforce").status == Status.CONFIRMED


def test_a_corrected_fact_corrects_the_register():
    contact = ContactFactory(company__workforce=19)
    send(contact.company)
    questionnaire = Questionnaire.objects.get()
    reply_to(questionnaire, "workforce", 21)

    submit_questionnaire(questionnaire_id=questionnaire.pk, actor=Actor())

    contact.company.refresh_from_db()
    assert contact.company.workforce == 21


def test_submitting_is_told_once():
    questionnaire = QuestionnaireFactory()
    submit_questionnaire(questionnaire_id=questionnaire.pk, actor=Actor())
    first = Questionnaire.objects.get().submitted_at

    submit_questionnaire(questionnaire_id=questionnaire.pk, actor=Actor())

    assert Questionnaire.objects.get().submitted_at == first
    assert Fact.objects.filter(kind="questionnaire_submitted").count() == 1


def test_a_submitted_questionnaire_moves_the_engagement():
    questionnaire = QuestionnaireFactory(submitted=True)

    company = with_engagement(Company.objects.filter(pk=questionnaire.company_id)).get()

    assert company.engagement == EngagementLevel.ANSWERED


def test_a_closed_questionnaire_takes_no_answer():
    questionnaire = QuestionnaireFactory()
    close_questionnaire(questionnaire_id=questionnaire.pk, actor=Actor())

    with pytest.raises(QuestionnaireClosed):
        reply_to(questionnaire, "first_aid", "3-5")


def test_a_closed_questionnaire_is_not_submitted():
    questionnaire = QuestionnaireFactory()
    close_questionnaire(questionnaire_id=questionnaire.pk, actor=Actor())

    with pytest.raises(QuestionnaireClosed):
        submit_questionnaire(questionnaire_id=questionnaire.pk, actor=Actor())


def test_closing_an_answered_questionnaire_keeps_it_answered():
    questionnaire = QuestionnaireFactory(submitted=True)

    close_questionnaire(questionnaire_id=questionnaire.pk, actor=Actor())

    questionnaire.refresh_from_db()
    assert (questionnaire.state, bool(questionnaire.closed_at)) == (State.SUBMITTED, True)


def test_a_new_programme_has_the_default_questionnaire():
    programme = ProgrammeFactory()

    furnish_programme(programme, None)

    assert current_template(programme).title == "Questionnaire complémentaire"


def test_a_programme_made_from_another_has_its_questionnaire():
    source, target = ProgrammeFactory(), ProgrammeFactory()
    TemplateFactory(programme=source, title="Le nôtre", number=3)

    furnish_programme(target, source)

    assert (current_template(target).title, current_template(target).number) == ("Le nôtre", 1)


def test_an_invitation_stores_no_name_and_no_link():
    contact = ContactFactory()

    send(contact.company)

    context = OutboxEmail.objects.get().context
    assert set(context) == {"questionnaire", "remaining", "known", "minutes", "answer_by", "path"}


def test_the_actor_of_a_sending_is_kept():
    animator = MembershipFactory()
    contact = ContactFactory(company=CompanyFactory(programme=animator.programme))

    campaign = CampaignFactory(programme=animator.programme)
    send_questionnaires(campaign=campaign, company_ids=[contact.company.pk], actor=animator.user)

    assert Fact.objects.get(kind="questionnaire_sent").created_by == animator.user


def test_an_answer_once_per_question_is_the_database_s_word():
    from django.db import IntegrityError

    answer = AnswerFactory()

    with pytest.raises(IntegrityError):
        AnswerFactory(questionnaire=answer.questionnaire)
