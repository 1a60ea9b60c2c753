"""Campaigns, planning and the choice of an hour, in a real browser: narrow, accessible, without a script too."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from diagnostics.models import Campaign, Diagnostic, Questionnaire
from symbiose.links.calendar_services import renew_calendar
from tests.browser import accessibility_faults, overflow, watched_page
from tests.diagnostics.conftest import token_of
from tests.diagnostics.factories import (
    CampaignFactory,
    CompanyFactory,
    ContactFactory,
    DiagnosticFactory,
    QuestionnaireFactory,
    VisitSlotFactory,
)
from tests.diagnostics.test_browser import address, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

STAFF = [
    "campaigns:create",
    "campaigns:detail",
    "campaigns:edit",
    "planning:home",
    "planning:to_visit",
    "planning:slots",
    "planning:calendar",
    "planning:feed",
    "planning:visit_hour",
]


@pytest.fixture
def campaign(programme, company, adviser) -> Campaign:
    """A campaign with somebody to call, a visited company, a free hour and a draft that sleeps."""
    campaign = CampaignFactory(programme=programme)
    ContactFactory(company=company, phone="02 43 20 00 11")
    QuestionnaireFactory(campaign=campaign, company=company)
    DiagnosticFactory(company=company, membership=adviser, completed=True)
    since = timezone.now() - timedelta(days=30)
    other = CompanyFactory(programme=programme, chamber=adviser.partner)
    DiagnosticFactory(company=other, membership=adviser, in_progress=True, created_at=since)
    CompanyFactory(programme=programme, chamber=adviser.partner)
    VisitSlotFactory(membership=adviser)
    return campaign


def place_of(name: str, campaign: Campaign) -> dict[str, object]:
    slug = {"programme_slug": campaign.programme.slug}
    if name in {"campaigns:detail", "campaigns:edit"}:
        return {**slug, "pk": campaign.pk}
    if name == "planning:visit_hour":
        return {**slug, "pk": Diagnostic.objects.filter(state=Diagnostic.State.IN_PROGRESS).get().pk}
    return slug


@pytest.mark.parametrize("width", [360, 820, 1280])
@pytest.mark.parametrize("name", STAFF)
def test_each_page_is_accessible_at_three_widths(
    live_server, client, browser: Browser, campaign, animator, name, width
):
    renew_calendar(programme=campaign.programme, user=animator.user)
    with watched_page(browser, width=width, height=900, reduced_motion="reduce") as page:
        sign_in(page, live_server, client, animator)
        page.goto(address(live_server, name, **place_of(name, campaign)))

        assert accessibility_faults(page) == []
        assert overflow(page) <= 0


def test_a_company_chooses_an_hour_on_a_phone(live_server, browser: Browser, company, adviser):
    VisitSlotFactory(membership=adviser)
    token = token_of(company)
    with watched_page(browser, width=360, height=780) as page:
        page.goto(address(live_server, "personal:home", token=token))
        page.get_by_role("link", name="Choisir un créneau").click()
        assert accessibility_faults(page) == []
        assert overflow(page) <= 0
        page.locator("button.slot").first.click()

        expect(page.get_by_role("heading", name="Votre visite")).to_be_visible()
        assert accessibility_faults(page) == []

    assert Diagnostic.objects.get(company=company).visit_on


def test_it_is_chosen_without_a_script_too(live_server, browser: Browser, company, adviser):
    VisitSlotFactory(membership=adviser)
    with watched_page(browser, width=360, height=780, java_script_enabled=False) as page:
        page.goto(address(live_server, "personal_visit:visit", token=token_of(company)))
        page.locator("button.slot").first.click()

        expect(page.get_by_role("heading", name="Votre visite")).to_be_visible()


def test_a_filter_changes_the_list_and_keeps_what_was_typed(
    live_server, client, page: Page, campaign, adviser, animator
):
    DiagnosticFactory(
        company=CompanyFactory(programme=campaign.programme, chamber=adviser.partner, city="Crissé"),
        membership=adviser,
        completed=True,
    )
    sign_in(page, live_server, client, animator)
    page.goto(address(live_server, "campaigns:create", programme_slug=campaign.programme.slug))
    page.get_by_label("Titre").fill("Printemps")

    page.locator("summary", has_text="Commune").click()
    page.get_by_text("Crissé", exact=True).first.click()
    page.keyboard.press("Escape")
    expect(page.locator("#destinataires li")).to_have_count(1)
    expect(page.get_by_label("Titre")).to_have_value("Printemps")
    page.get_by_role("button", name="Envoyer", exact=True).click()

    expect(page.get_by_role("heading", name="Printemps")).to_be_visible()
    assert Questionnaire.objects.filter(campaign__title="Printemps").get().company.city == "Crissé"


def test_the_response_rate_follows_by_itself(live_server, client, page: Page, campaign, animator):
    sign_in(page, live_server, client, animator)
    page.goto(address(live_server, "campaigns:detail", programme_slug=campaign.programme.slug, pk=campaign.pk))
    expect(page.get_by_role("heading", name="0 réponse sur 1")).to_be_visible()

    Questionnaire.objects.update(state=Questionnaire.State.SUBMITTED, submitted_at=timezone.now())

    expect(page.get_by_role("heading", name="1 réponse sur 1")).to_be_visible(timeout=15_000)
