"""What the animator, the advisers and the companies do with a survey."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from companies.models import Company
from diagnostics.models import Flow, Survey, SurveyCompany, SurveyResponse, Template
from diagnostics.surveys.addresses import address_of, token_of
from diagnostics.surveys.services import close_survey, extend_survey
from symbiose.journal.models import Fact
from symbiose.outbox.models import OutboxEmail
from symbiose.outbox.rendering import preview
from symbiose.programmes.models import Membership, Programme
from tests.diagnostics.conftest import token_of as personal_token_of
from tests.diagnostics.factories import CompanyFactory, ContactFactory
from tests.diagnostics.surveys.factories import (
    IDEA,
    MODE,
    NURSERY,
    SpreadFactory,
    SurveyFactory,
    SurveyTemplateFactory,
    respond,
)


@pytest.fixture
def survey(programme: Programme) -> Survey:
    return SurveyFactory(programme=programme)


@pytest.fixture
def spread(survey: Survey, company: Company) -> SurveyCompany:
    return SpreadFactory(survey=survey, company=company)


def url(programme: Programme, name: str, pk: int | None = None, query: str = "") -> str:
    return reverse(f"surveys:{name}", args=[programme.slug, *([pk] if pk else [])]) + query


def plan(programme: Programme, *companies: Company, **changes: Any) -> dict[str, Any]:
    template = Template.objects.filter(programme=programme, kind=Template.Kind.SURVEY).first()
    return {
        "submission_key": str(uuid.uuid4()),
        "template": (template or SurveyTemplateFactory(programme=programme)).pk,
        "title": "Crèche et trajets",
        "intro": "Deux minutes",
        "closes_on": (timezone.localdate() + timedelta(days=10)).isoformat(),
        "companies": [company.pk for company in companies],
        **changes,
    }


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode().replace("\xa0", " ")


def test_opening_a_survey_gives_each_company_its_address_and_a_message(
    as_animator: Client, programme: Programme
) -> None:
    companies = [ContactFactory(company=CompanyFactory(programme=programme)).company for _n in range(2)]

    answer = as_animator.post(url(programme, "create"), plan(programme, *companies))

    survey = Survey.objects.get()
    assert answer.headers["Location"] == survey.get_absolute_url()
    assert {spread.company for spread in survey.companies.all()} == set(companies)
    assert OutboxEmail.objects.filter(kind="survey_invitation").count() == 2
    assert Fact.objects.filter(kind="survey_opened").count() == 1


def test_the_list_says_what_runs_and_until_when(
    as_animator: Client, programme: Programme, spread: SurveyCompany
) -> None:
    page = text(as_animator, url(programme, "list"))

    assert "Crèche et trajets" in page
    assert "en cours" in page


def test_an_empty_list_says_the_next_gesture(as_animator: Client, programme: Programme) -> None:
    assert url(programme, "create") in text(as_animator, url(programme, "list"))


def test_a_new_survey_starts_with_the_questions_of_the_product(as_animator: Client, programme: Programme) -> None:
    template = SurveyTemplateFactory(programme=programme, stock=Template.Stock.COMMUTING, title="Trajets")

    page = text(as_animator, url(programme, "create"))

    assert f'value="{template.pk}" selected' in page
    assert 'value="Trajets"' in page


def test_a_survey_sent_twice_is_opened_once(as_animator: Client, programme: Programme) -> None:
    form = plan(programme, CompanyFactory(programme=programme))

    as_animator.post(url(programme, "create"), form)
    as_animator.post(url(programme, "create"), form)

    assert Survey.objects.count() == 1


def test_a_survey_without_company_keeps_what_was_typed(as_animator: Client, programme: Programme) -> None:
    answer = as_animator.post(url(programme, "create"), plan(programme, intro="Mes mots"))

    assert answer.status_code == 422
    assert "Cochez au moins une entreprise" in answer.content.decode()
    assert "Mes mots" in answer.content.decode()


@pytest.mark.parametrize("day", ["2001-01-01", "9999-12-31", "demain", ""])
def test_a_last_day_that_is_none_is_refused(as_animator: Client, programme: Programme, day: str) -> None:
    form = plan(programme, CompanyFactory(programme=programme), closes_on=day)

    assert as_animator.post(url(programme, "create"), form).status_code == 422


def test_a_company_of_another_programme_is_refused(as_animator: Client, programme: Programme) -> None:
    form = plan(programme, CompanyFactory())

    assert as_animator.post(url(programme, "create"), form).status_code == 422
    assert not Survey.objects.exists()


def test_a_template_of_another_kind_is_refused(as_animator: Client, programme: Programme) -> None:
    other = SurveyTemplateFactory(programme=programme, kind=Template.Kind.DIAGNOSTIC)
    form = plan(programme, CompanyFactory(programme=programme), template=other.pk)

    assert as_animator.post(url(programme, "create"), form).status_code == 422


def test_the_questions_asked_are_frozen(as_animator: Client, programme: Programme) -> None:
    as_animator.post(url(programme, "create"), plan(programme, CompanyFactory(programme=programme)))

    assert Survey.objects.get().template.frozen_at


def test_the_message_holds_the_address_and_the_outbox_row_does_not(as_animator: Client, programme: Programme) -> None:
    contact = ContactFactory(company=CompanyFactory(programme=programme))
    as_animator.post(url(programme, "create"), plan(programme, contact.company))
    email = OutboxEmail.objects.get(kind="survey_invitation")

    body = preview(email).text

    assert address_of(SurveyCompany.objects.get()) in body
    assert token_of(SurveyCompany.objects.get()) not in str(email.context)


def test_closing_takes_back_the_messages_that_have_not_left(as_animator: Client, programme: Programme) -> None:
    contact = ContactFactory(company=CompanyFactory(programme=programme))
    as_animator.post(url(programme, "create"), plan(programme, contact.company))

    as_animator.post(url(programme, "close", Survey.objects.get().pk))

    assert OutboxEmail.objects.get(kind="survey_invitation").cancelled_at
    assert not Survey.objects.get().is_open


def test_closing_twice_changes_nothing(survey: Survey) -> None:
    close_survey(survey_id=survey.pk, actor=None)
    close_survey(survey_id=survey.pk, actor=None)

    assert Fact.objects.filter(kind="survey_closed").count() == 1


def test_extending_opens_a_closed_survey_again(as_animator: Client, programme: Programme, survey: Survey) -> None:
    close_survey(survey_id=survey.pk, actor=None)
    day = timezone.localdate() + timedelta(days=30)

    as_animator.post(url(programme, "extend", survey.pk), {"closes_on": day.isoformat()})

    survey.refresh_from_db()
    assert survey.is_open
    assert survey.closes_on == day


def test_extending_to_yesterday_says_why(as_animator: Client, programme: Programme, survey: Survey) -> None:
    answer = as_animator.post(url(programme, "extend", survey.pk), {"closes_on": "2001-01-01"})

    assert answer.status_code == 422
    assert "Choisissez un jour à venir" in answer.content.decode()


def test_extending_is_told_in_the_journal(survey: Survey) -> None:
    extend_survey(survey_id=survey.pk, closes_on=survey.closes_on + timedelta(days=1), actor=None)

    assert Fact.objects.filter(kind="survey_extended").count() == 1


def test_companies_may_come_later(as_animator: Client, programme: Programme, spread: SurveyCompany) -> None:
    newcomer = CompanyFactory(programme=programme)

    as_animator.post(url(programme, "add", spread.survey_id), {"companies": [newcomer.pk]})

    assert spread.survey.companies.count() == 2


def test_four_answers_show_nothing_of_the_company(
    as_animator: Client, programme: Programme, spread: SurveyCompany
) -> None:
    respond(spread, [{MODE: "bike", IDEA: "Un car"}] * 4)

    page = text(as_animator, url(programme, "company", spread.pk))

    assert "Moins de cinq réponses" in page
    assert "À vélo" not in page
    assert "Un car" not in page


def test_five_answers_show_their_counts(as_animator: Client, programme: Programme, spread: SurveyCompany) -> None:
    respond(spread, [{MODE: "bike"}] * 5)

    page = text(as_animator, url(programme, "company", spread.pk))

    assert "À vélo" in page
    assert "5 réponses" in page


def test_the_whole_does_not_betray_the_company_of_three(
    as_animator: Client, programme: Programme, spread: SurveyCompany
) -> None:
    respond(spread, [{MODE: "car"}] * 10)
    respond(SpreadFactory(survey=spread.survey), [{MODE: "bike"}] * 3)

    page = text(as_animator, spread.survey.get_absolute_url())

    assert "10 réponses à cette question" in page
    assert "13 réponses" not in page


def test_what_people_wrote_is_text(as_animator: Client, programme: Programme, spread: SurveyCompany) -> None:
    respond(spread, [{IDEA: f"<script>alert({n})</script>"} for n in range(5)])

    assert "<script>alert(" not in text(as_animator, url(programme, "company", spread.pk))


def test_more_answers_than_people_is_pointed_at(
    as_animator: Client, programme: Programme, spread: SurveyCompany
) -> None:
    respond(spread, [{MODE: "car"}] * 20)  # the joinery has 14 people

    assert "plus que de salariés" in text(as_animator, spread.survey.get_absolute_url())


def test_a_finding_becomes_a_need_once(as_animator: Client, programme: Programme, spread: SurveyCompany) -> None:
    respond(spread, [{NURSERY: True}] * 10)
    form = {"finding": f"{NURSERY}:yes", "label": "Places de crèche"}

    as_animator.post(url(programme, "note_need", spread.pk), form)
    as_animator.post(url(programme, "note_need", spread.pk), form)

    flow = Flow.objects.get()
    assert (flow.company, flow.direction, flow.label) == (spread.company, "besoin", "Places de crèche")
    assert (flow.quantity, flow.unit) == (10, "personnes")


@pytest.mark.parametrize("answers", [4, 0])
def test_what_fewer_than_five_said_becomes_nothing(
    as_animator: Client, programme: Programme, spread: SurveyCompany, answers: int
) -> None:
    respond(spread, [{NURSERY: True}] * answers + [{NURSERY: False}] * 6)
    form = {"finding": f"{NURSERY}:yes", "label": "Places de crèche"}

    answer = as_animator.post(url(programme, "note_need", spread.pk), form)

    assert answer.status_code == 422
    assert not Flow.objects.exists()


def test_cutting_and_renewing_an_address(as_animator: Client, programme: Programme, spread: SurveyCompany) -> None:
    before = token_of(spread)

    as_animator.post(url(programme, "revoke", spread.pk))
    spread.refresh_from_db()
    cut = spread.is_open
    as_animator.post(url(programme, "renew", spread.pk))
    spread.refresh_from_db()

    assert not cut
    assert spread.is_open
    assert token_of(spread) != before


def test_the_poster_has_the_square_and_the_address(
    as_animator: Client, programme: Programme, spread: SurveyCompany
) -> None:
    page = text(as_animator, url(programme, "poster", spread.pk))

    assert "<svg" in page
    assert address_of(spread) in page


def test_an_adviser_reads_and_does_not_write(as_adviser: Client, programme: Programme, spread: SurveyCompany) -> None:
    read = as_adviser.get(spread.survey.get_absolute_url()).status_code
    wrote = as_adviser.post(url(programme, "close", spread.survey_id)).status_code

    assert (read, wrote) == (200, 403)


def test_an_adviser_of_another_chamber_opens_no_company_of_it(
    as_other_chamber: Client, programme: Programme, spread: SurveyCompany
) -> None:
    respond(spread, [{MODE: "bike"}] * 5)

    page = text(as_other_chamber, spread.survey.get_absolute_url())

    assert str(spread.company) not in page
    assert as_other_chamber.get(url(programme, "company", spread.pk)).status_code == 404


def test_the_committee_opens_no_survey(as_committee: Client, programme: Programme, spread: SurveyCompany) -> None:
    assert as_committee.get(spread.survey.get_absolute_url()).status_code == 403


def test_another_programme_finds_nothing(
    as_stranger: Client, animator: Membership, programme: Programme, spread: SurveyCompany
) -> None:
    for name, pk in (("detail", spread.survey_id), ("company", spread.pk), ("export", spread.survey_id)):
        assert as_stranger.get(url(programme, name, pk)).status_code == 404


def test_the_export_holds_no_answer_under_five(
    as_animator: Client, programme: Programme, spread: SurveyCompany
) -> None:
    respond(spread, [{MODE: "car"}] * 6)
    respond(SpreadFactory(survey=spread.survey), [{IDEA: "=HYPERLINK(1)"}] * 4)

    exported = as_animator.get(url(programme, "export", spread.survey_id)).content.decode()

    assert "En voiture;5;5" in exported
    assert "HYPERLINK" not in exported


def test_the_export_runs_no_formula(as_animator: Client, programme: Programme, spread: SurveyCompany) -> None:
    respond(spread, [{IDEA: f"=HYPERLINK({n})"} for n in range(5)])

    exported = as_animator.get(url(programme, "export", spread.survey_id)).content.decode()

    assert ";'=HYPERLINK" in exported


def test_a_page_costs_the_same_for_five_answers_or_five_hundred(
    as_animator: Client, programme: Programme, spread: SurveyCompany, django_assert_max_num_queries: Any
) -> None:
    respond(spread, [{MODE: "car"}] * 300)
    as_animator.get(spread.survey.get_absolute_url())

    with django_assert_max_num_queries(16):
        as_animator.get(spread.survey.get_absolute_url())


def test_the_company_finds_the_survey_on_its_page(client: Client, spread: SurveyCompany) -> None:
    token = personal_token_of(spread.company)

    page = text(client, reverse("personal:home", args=[token]))

    assert reverse("personal_surveys:survey", args=[token, spread.uuid]) in page


def test_the_company_reads_its_own_answers_from_five_on(client: Client, spread: SurveyCompany) -> None:
    token = personal_token_of(spread.company)
    address = reverse("personal_surveys:survey", args=[token, spread.uuid])
    respond(spread, [{MODE: "bike"}] * 4)
    few = text(client, address)
    respond(spread, [{MODE: "bike"}])

    assert "À vélo" not in few
    assert "À vélo" in text(client, address)


def test_the_company_does_not_read_anothers(client: Client, spread: SurveyCompany) -> None:
    other = SpreadFactory(survey=spread.survey)
    token = personal_token_of(spread.company)

    for name in ("survey", "poster"):
        assert client.get(reverse(f"personal_surveys:{name}", args=[token, other.uuid])).status_code == 404


def test_answers_leave_with_the_company(spread: SurveyCompany) -> None:
    respond(spread, [{MODE: "car"}])

    spread.company.delete()

    assert not SurveyResponse.objects.exists()
