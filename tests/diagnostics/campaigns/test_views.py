"""Choosing to whom a questionnaire goes, following it, taking the answers out."""

import csv
import io
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from diagnostics.enums import Level, Origin
from diagnostics.models import Answer, Campaign, Questionnaire
from diagnostics.services.sending import send_questionnaires
from diagnostics.services.templates import current_template
from symbiose.links.models import PersonalLink
from symbiose.links.services import link_for
from symbiose.outbox.models import OutboxEmail
from tests.diagnostics.conftest import token_of
from tests.diagnostics.factories import (
    AnswerFactory,
    CampaignFactory,
    CompanyFactory,
    ContactFactory,
    DiagnosticFactory,
    FlowFactory,
    QuestionnaireFactory,
)

LATER = str(timezone.localdate() + timedelta(days=20))
HTMX = {"HX-Request": "true"}
State = Questionnaire.State


def url(name: str, programme, *args, **query) -> str:
    return reverse(f"campaigns:{name}", args=[programme.slug, *args])


def words(**changes) -> dict:
    return {"title": "Automne", "answer_by": LATER, "reminds": "on", "do": "send", **changes}


@pytest.fixture
def visited(company, adviser):
    """A visited company with somebody to write to."""
    DiagnosticFactory(company=company, membership=adviser, completed=True)
    ContactFactory(company=company)
    return company


@pytest.fixture
def campaign(programme) -> Campaign:
    return CampaignFactory(programme=programme)


def test_the_visited_companies_are_found_at_first(as_animator: Client, visited):
    CompanyFactory(programme=visited.programme)

    rows = as_animator.get(url("create", visited.programme)).context["rows"]

    assert [row.company for row in rows] == [visited]


def test_a_filter_finds_others(as_animator: Client, visited):
    other = CompanyFactory(programme=visited.programme, city="Crissé")

    rows = as_animator.get(url("create", visited.programme), {"city": "Crissé"}).context["rows"]

    assert [row.company for row in rows] == [other]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"visited": "any"}, True),
        ({"visited": "never"}, False),
        ({"visited": "6"}, False),
        ({"answered": "unsent"}, True),
        ({"answered": "silent"}, True),
        ({"answered": "never"}, True),
        ({"section": "F"}, True),
        ({"engagement": "diagnosed"}, True),
        ({"size": "10-49"}, True),
        ({"size": "250"}, False),
    ],
)
def test_each_filter_keeps_or_drops_a_joinery_visited_in_2016(as_animator: Client, visited, query, found):
    type(visited).objects.update(naf_code="43.32A", workforce=14)

    rows = as_animator.get(url("create", visited.programme), query).context["rows"]

    assert bool(rows) is found


def test_a_section_keeps_its_trades_only(as_animator: Client, visited):
    type(visited).objects.update(naf_code="43.32A")
    shop = CompanyFactory(programme=visited.programme, naf_code="47.11B")

    rows = as_animator.get(url("create", visited.programme), {"section": "G"}).context["rows"]

    assert [row.company for row in rows] == [shop]


def test_who_answered_is_not_asked_again_by_the_filter(as_animator: Client, visited):
    QuestionnaireFactory(company=visited, submitted=True)

    response = as_animator.get(url("create", visited.programme), {"answered": "never", "visited": "any"})

    assert not response.context["rows"]


def test_what_is_known_is_not_counted_among_the_questions(as_animator: Client, visited):
    stranger = CompanyFactory(programme=visited.programme, workforce=None)

    page = as_animator.get(url("create", visited.programme), {"q": ""})
    counts = {row.company: row.questions for row in page.context["rows"]}

    assert counts[stranger] == counts[visited] + 1


def test_sending_opens_a_campaign(as_animator: Client, visited):
    as_animator.post(url("create", visited.programme), words(companies=[visited.pk]))

    campaign = Campaign.objects.get()
    assert (campaign.title, campaign.questionnaires.get().company) == ("Automne", visited)


def test_the_same_form_sent_twice_opens_one_campaign(as_animator: Client, visited):
    posted = words(companies=[visited.pk], submission_key=str(uuid.uuid4()))

    for _ in range(2):
        as_animator.post(url("create", visited.programme), posted)

    assert (Campaign.objects.count(), OutboxEmail.objects.count()) == (1, 1)


def test_an_unticked_company_receives_nothing(as_animator: Client, visited, adviser):
    other = CompanyFactory(programme=visited.programme, chamber=adviser.partner)
    DiagnosticFactory(company=other, membership=adviser, completed=True)

    as_animator.post(url("create", visited.programme), words(companies=[other.pk]))

    assert Questionnaire.objects.get().company == other


def test_a_look_at_the_message_sends_nothing(as_animator: Client, visited):
    response = as_animator.post(
        url("create", visited.programme), words(companies=[visited.pk], do="preview", intro="Bonjour à tous.")
    )

    assert "Bonjour à tous." in response.context["letter"]
    assert not Campaign.objects.exists()


def test_the_enter_key_sends_nothing(as_animator: Client, visited):
    as_animator.post(url("create", visited.programme), words(companies=[visited.pk], do=""))

    assert not Campaign.objects.exists()


@pytest.mark.parametrize(
    "posted",
    [
        {"companies": []},
        {"answer_by": "2016-01-01"},
        {"answer_by": "9999-12-31"},
        {"title": ""},
        {"title": "x" * 200},
        {"companies": ["0"]},
        {"companies": ["9" * 40]},
        {"companies": ["\x00"]},
        {"intro": "x" * 1_000_000},
        {"title": "a\x00b"},
    ],
)
def test_an_odd_form_is_refused_with_words(as_animator: Client, visited, posted):
    response = as_animator.post(url("create", visited.programme), words(**{"companies": [visited.pk], **posted}))

    assert response.status_code == 422
    assert not Campaign.objects.exists()


@pytest.mark.parametrize("query", [{"template": "9" * 30}, {"template": "x"}, {"q": "\x00"}, {"city": "x" * 5000}])
def test_an_odd_filter_is_answered(as_animator: Client, visited, query):
    assert as_animator.get(url("create", visited.programme), query).status_code == 200


def test_those_beyond_the_page_are_meant_with_one_tick(as_animator: Client, visited, adviser, monkeypatch):
    monkeypatch.setattr("diagnostics.campaigns.creating.SHOWN", 1)
    for _ in range(2):
        other = CompanyFactory(programme=visited.programme, chamber=adviser.partner)
        DiagnosticFactory(company=other, membership=adviser, completed=True)
    shown = as_animator.get(url("create", visited.programme)).context["rows"]

    as_animator.post(
        url("create", visited.programme), words(companies=[row.company.pk for row in shown], with_rest="on")
    )

    assert Questionnaire.objects.count() == 3


def test_the_list_alone_comes_with_a_filter(as_animator: Client, visited):
    response = as_animator.get(url("create", visited.programme), {"city": "Rouez"}, headers=HTMX)

    assert "<html" not in response.content.decode()


@pytest.mark.parametrize("number", [3, 30])
def test_choosing_asks_as_many_queries_whatever_the_companies(
    as_animator: Client, visited, adviser, number, django_assert_max_num_queries
):
    for _ in range(number):
        other = CompanyFactory(programme=visited.programme, chamber=adviser.partner)
        DiagnosticFactory(company=other, membership=adviser, completed=True)
        ContactFactory(company=other)
        FlowFactory(company=other)
    current_template(visited.programme)

    with django_assert_max_num_queries(20):
        as_animator.get(url("create", visited.programme))


@pytest.mark.parametrize("number", [3, 30])
def test_following_asks_as_many_queries_whatever_the_companies(
    as_animator: Client, campaign, number, django_assert_max_num_queries
):
    for _ in range(number):
        ContactFactory(
            company=QuestionnaireFactory(
                campaign=campaign, company=CompanyFactory(programme=campaign.programme)
            ).company
        )

    with django_assert_max_num_queries(15):
        as_animator.get(url("detail", campaign.programme, campaign.pk))


def test_an_adviser_opens_no_campaign(as_adviser: Client, visited):
    assert as_adviser.get(url("create", visited.programme)).status_code == 403


@pytest.mark.parametrize("name", ["remind", "stop"])
def test_an_adviser_neither_reminds_nor_stops(as_adviser: Client, campaign, name):
    assert as_adviser.post(url(name, campaign.programme, campaign.pk)).status_code == 403


@pytest.mark.parametrize("name", ["detail", "progress", "edit"])
def test_a_campaign_of_another_programme_does_not_exist(as_animator: Client, programme, name):
    assert as_animator.get(url(name, programme, CampaignFactory().pk)).status_code == 404


def test_the_funnel_counts_each_stage_once(as_animator: Client, campaign):
    programme = campaign.programme
    for state in (State.SENT, State.STARTED, State.SUBMITTED):
        QuestionnaireFactory(
            campaign=campaign,
            company=CompanyFactory(programme=programme),
            state=state,
            started_at=timezone.now() if state != State.SENT else None,
            submitted_at=timezone.now() if state == State.SUBMITTED else None,
        )

    funnel = as_animator.get(url("detail", programme, campaign.pk)).context["funnel"]

    assert [stage.count for stage in funnel.stages] == [3, 2, 2, 1]
    assert funnel.percent == 33


def test_a_personal_page_used_since_the_sending_counts_as_opened(as_animator: Client, campaign):
    questionnaire = QuestionnaireFactory(campaign=campaign, company=CompanyFactory(programme=campaign.programme))
    token_of(questionnaire.company)
    PersonalLink.objects.update(last_used_at=timezone.now() + timedelta(seconds=1))

    funnel = as_animator.get(url("detail", campaign.programme, campaign.pk)).context["funnel"]

    assert (funnel.opened, funnel.started) == (1, 0)


def test_a_page_used_before_the_sending_does_not(as_animator: Client, campaign):
    questionnaire = QuestionnaireFactory(campaign=campaign, company=CompanyFactory(programme=campaign.programme))
    token_of(questionnaire.company)
    PersonalLink.objects.update(last_used_at=questionnaire.sent_at - timedelta(days=3))

    assert as_animator.get(url("detail", campaign.programme, campaign.pk)).context["funnel"].opened == 0


def test_an_adviser_follows_the_companies_of_their_chamber(as_adviser: Client, company, campaign):
    QuestionnaireFactory(campaign=campaign, company=company)
    QuestionnaireFactory(campaign=campaign, company=CompanyFactory(programme=campaign.programme))

    assert as_adviser.get(url("detail", campaign.programme, campaign.pk)).context["funnel"].sent == 1


def test_those_to_call_have_a_number_to_press(as_animator: Client, campaign):
    questionnaire = QuestionnaireFactory(campaign=campaign, company=CompanyFactory(programme=campaign.programme))
    ContactFactory(company=questionnaire.company, phone="02 43 20 00 11")

    content = as_animator.get(url("detail", campaign.programme, campaign.pk)).content.decode()

    assert 'href="tel:0243200011"' in content


def test_the_progress_alone_is_asked_for_again_and_again(as_animator: Client, campaign):
    response = as_animator.get(url("progress", campaign.programme, campaign.pk), headers=HTMX)

    assert (response.status_code, "<html" in response.content.decode()) == (200, False)


def test_a_reminder_from_the_page_is_made_ready_once(as_animator: Client, campaign):
    questionnaire = QuestionnaireFactory(campaign=campaign, company=CompanyFactory(programme=campaign.programme))
    ContactFactory(company=questionnaire.company)

    for _ in range(2):
        as_animator.post(url("remind", campaign.programme, campaign.pk), {"submission_key": str(uuid.uuid4())})

    assert OutboxEmail.objects.count() == 1


def test_the_day_is_put_off(as_animator: Client, campaign):
    posted = {"title": campaign.title, "answer_by": LATER, "reminds": "on", "version": campaign.version}

    as_animator.post(url("edit", campaign.programme, campaign.pk), posted)

    campaign.refresh_from_db()
    assert str(campaign.answer_by) == LATER


def test_two_people_on_one_campaign_are_told(as_animator: Client, campaign):
    posted = {"title": "Autre", "answer_by": LATER, "version": campaign.version}
    Campaign.objects.update(version=7, title="Déjà changée")

    assert as_animator.post(url("edit", campaign.programme, campaign.pk), posted).status_code == 409


def answers(client: Client, campaign, kind: str = "csv"):
    return client.get(url("answers", campaign.programme, campaign.pk, kind))


def read(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
def answered(campaign, company) -> Answer:
    questionnaire = QuestionnaireFactory(campaign=campaign, company=company, template=campaign.template)
    return AnswerFactory(questionnaire=questionnaire, key="first_aid", reply="3-5")


def test_the_answers_come_out_one_row_a_company(as_animator: Client, answered):
    head, row = read(answers(as_animator, answered.questionnaire.campaign))

    assert (row[0], "3 à 5" in " ".join(row), len(head) == len(row)) == (
        str(answered.questionnaire.company),
        True,
        True,
    )


def test_the_answers_come_out_as_a_workbook(as_animator: Client, answered):
    response = answers(as_animator, answered.questionnaire.campaign, "xlsx")

    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet.max_row == 2


def test_no_cell_of_the_answers_runs(as_animator: Client, answered):
    type(answered.questionnaire.company).objects.update(name="=1+1", trade_name="")

    row = read(answers(as_animator, answered.questionnaire.campaign))[1]

    assert row[0] == "'=1+1"


def test_an_answer_that_only_the_chamber_reads_is_kept_from_the_animator(as_animator: Client, answered):
    FlowFactory(
        company=answered.questionnaire.company,
        level=Level.ADVISER,
        origin_kind=Origin.QUESTIONNAIRE,
        origin_uuid=answered.uuid,
    )

    text = answers(as_animator, answered.questionnaire.campaign).content.decode()

    assert "3 à 5" not in text
    assert "réservé à la chambre" in text


def test_its_adviser_reads_it(as_adviser: Client, answered):
    FlowFactory(
        company=answered.questionnaire.company,
        level=Level.ADVISER,
        origin_kind=Origin.QUESTIONNAIRE,
        origin_uuid=answered.uuid,
    )

    assert "3 à 5" in answers(as_adviser, answered.questionnaire.campaign).content.decode()


def test_it_is_kept_from_the_page_too(as_animator: Client, answered):
    FlowFactory(
        company=answered.questionnaire.company,
        level=Level.ADVISER,
        origin_kind=Origin.QUESTIONNAIRE,
        origin_uuid=answered.uuid,
    )
    address = reverse("questionnaires:detail", args=[answered.programme.slug, answered.questionnaire.pk])

    assert "3 à 5" not in as_animator.get(address).content.decode()


def test_another_format_does_not_exist(as_animator: Client, campaign):
    assert answers(as_animator, campaign, "exe").status_code == 404


def test_the_send_page_of_old_leads_to_the_campaign(as_animator: Client, programme):
    response = as_animator.get(reverse("questionnaires:send", args=[programme.slug]))

    assert response["Location"] == url("create", programme)


def test_sending_again_to_the_same_campaign_doubles_nothing(visited, campaign):
    for _ in range(2):
        send_questionnaires(campaign=campaign, company_ids=[visited.pk], actor=None)

    assert (Questionnaire.objects.count(), OutboxEmail.objects.count()) == (1, 1)


def test_a_link_is_kept_for_each_person(visited):
    """What the funnel reads: one link a person, not one a campaign."""
    from companies.holders import holder_of

    contact = visited.contacts.get()
    links = {link_for(programme=visited.programme, holder=holder_of(contact)).pk for _ in range(2)}

    assert len(links) == 1
