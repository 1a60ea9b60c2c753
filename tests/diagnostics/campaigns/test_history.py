"""Who answered what; several people of a company on one questionnaire; a questionnaire opened again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from companies.holders import holder_of
from diagnostics.asking import Asking
from diagnostics.campaigns.answer_history import told_sections
from diagnostics.models import Questionnaire
from diagnostics.questionnaire.replies import given
from diagnostics.questionnaire.stock import question_uuid
from diagnostics.services.questionnaires import close_questionnaire, save_reply
from symbiose.journal.services import Actor
from symbiose.links import tokens
from symbiose.links.services import link_for
from tests.diagnostics.factories import (
    AnswerFactory,
    CampaignFactory,
    CompanyFactory,
    ContactFactory,
    QuestionnaireFactory,
)

KEY = "first_aid"
LATER = str(timezone.localdate() + timedelta(days=10))


@pytest.fixture
def questionnaire(company) -> Questionnaire:
    return QuestionnaireFactory(company=company)


def say(questionnaire: Questionnaire, value: str, actor: Actor) -> None:
    save_reply(questionnaire_id=questionnaire.pk, question_uuid=question_uuid(KEY), reply=given(value), actor=actor)


def told(questionnaire: Questionnaire, membership):
    fresh = Questionnaire.objects.with_answers().get(pk=questionnaire.pk)
    lines = [line for _title, lines in told_sections(Asking(fresh), membership) for line in lines]
    return next(line for line in lines if line.line.question.uuid == question_uuid(KEY))


def test_two_people_share_one_questionnaire_and_each_word_has_its_author(questionnaire, animator):
    first = ContactFactory(company=questionnaire.company, last_name="Garreau")
    second = ContactFactory(company=questionnaire.company, last_name="Bertin", is_primary=False)
    say(questionnaire, "1-2", Actor(holder=holder_of(first)))

    say(questionnaire, "3-5", Actor(holder=holder_of(second)))

    changes = told(questionnaire, animator).changes
    assert [change.who for change in changes] == [str(second), str(first)]


def test_the_history_says_what_stood_before(questionnaire, animator):
    contact = ContactFactory(company=questionnaire.company)
    for value in ("1-2", "3-5"):
        say(questionnaire, value, Actor(holder=holder_of(contact)))

    assert [change.text for change in told(questionnaire, animator).changes] == ["3 à 5", "1 ou 2"]


def test_the_same_answer_twice_is_one_version(questionnaire, animator):
    contact = ContactFactory(company=questionnaire.company)
    for _ in range(2):
        say(questionnaire, "3-5", Actor(holder=holder_of(contact)))

    assert len(told(questionnaire, animator).changes) == 1


def test_what_was_known_is_nobodys_word(questionnaire, animator):
    AnswerFactory(questionnaire=questionnaire, key=KEY, value={"status": "offered", "value": "3-5"})

    assert told(questionnaire, animator).changes == []


def test_an_answer_typed_by_the_staff_bears_their_name(questionnaire, adviser, as_adviser: Client):
    address = reverse("questionnaires:enter", args=[questionnaire.programme.slug, questionnaire.pk])

    as_adviser.post(address, {"question": question_uuid(KEY), "answer": "3-5", "do": "continue"})

    assert told(questionnaire, adviser).last.who == str(adviser.user)


def test_the_page_shows_the_versions(questionnaire, as_animator: Client):
    contact = ContactFactory(company=questionnaire.company)
    for value in ("1-2", "3-5"):
        say(questionnaire, value, Actor(holder=holder_of(contact)))

    content = as_animator.get(
        reverse("questionnaires:detail", args=[questionnaire.programme.slug, questionnaire.pk])
    ).content.decode()

    assert "2 versions" in content


def test_an_answer_begun_on_one_device_goes_on_on_another(questionnaire, client: Client):
    contact = ContactFactory(company=questionnaire.company)
    token = tokens.mint(link_for(programme=questionnaire.programme, holder=holder_of(contact)))
    question = reverse("personal_diagnostics:question", args=[token, question_uuid(KEY)])
    client.post(question, {"answer": "3-5", "do": "continue"})

    there = Client().get(reverse("personal_diagnostics:summary", args=[token])).content.decode()

    assert "3 à 5" in there


def test_a_colleague_finds_the_same_answers_by_their_own_link(questionnaire, client: Client):
    first = ContactFactory(company=questionnaire.company)
    colleague = ContactFactory(company=questionnaire.company, is_primary=False)
    say(questionnaire, "3-5", Actor(holder=holder_of(first)))
    token = tokens.mint(link_for(programme=questionnaire.programme, holder=holder_of(colleague)))

    content = client.get(reverse("personal_diagnostics:summary", args=[token])).content.decode()

    assert "3 à 5" in content


def reopen(client: Client, questionnaire: Questionnaire, day: str = LATER):
    address = reverse("questionnaires:reopen", args=[questionnaire.programme.slug, questionnaire.pk])
    return client.post(address, {"answer_by": day})


def test_a_closed_questionnaire_is_opened_again(questionnaire, as_animator: Client):
    close_questionnaire(questionnaire_id=questionnaire.pk, actor=Actor())

    reopen(as_animator, questionnaire)

    questionnaire.refresh_from_db()
    assert (questionnaire.closed_at, str(questionnaire.answer_by)) == (None, LATER)


@pytest.mark.parametrize("day", ["", "2016-01-01", "demain", "\x00"])
def test_it_is_opened_again_for_a_day_to_come(questionnaire, as_animator: Client, day):
    close_questionnaire(questionnaire_id=questionnaire.pk, actor=Actor())

    assert reopen(as_animator, questionnaire, day).status_code == 422


def test_an_adviser_opens_nothing_again(questionnaire, as_adviser: Client):
    assert reopen(as_adviser, questionnaire).status_code == 403


def test_one_campaign_is_not_shown_as_one_of_many(as_animator: Client, programme):
    campaign = CampaignFactory(programme=programme)
    QuestionnaireFactory(campaign=campaign, company=CompanyFactory(programme=programme))

    content = as_animator.get(reverse("questionnaires:list", args=[programme.slug])).content.decode()

    assert "<h2>Campagnes</h2>" not in content
    assert campaign.get_absolute_url() in content


def test_several_campaigns_head_their_questionnaires(as_animator: Client, programme):
    for title in ("Printemps", "Automne"):
        campaign = CampaignFactory(programme=programme, title=title)
        QuestionnaireFactory(campaign=campaign, company=CompanyFactory(programme=programme))

    content = as_animator.get(reverse("questionnaires:list", args=[programme.slug])).content.decode()

    assert content.count("rowgroup") == 2


def test_the_list_keeps_one_campaign(as_animator: Client, programme):
    kept = QuestionnaireFactory(
        campaign=CampaignFactory(programme=programme), company=CompanyFactory(programme=programme)
    )
    QuestionnaireFactory(campaign=CampaignFactory(programme=programme), company=CompanyFactory(programme=programme))

    page = as_animator.get(
        reverse("questionnaires:list", args=[programme.slug]), {"campaign": kept.campaign.pk}
    ).context["page"]

    assert list(page) == [kept]
