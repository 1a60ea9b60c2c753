"""The visit at speaking pace and the questionnaire on a phone, in a real browser; and without any script."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from diagnostics.models import Flow, Questionnaire
from diagnostics.questionnaire.stock import question_uuid
from symbiose.programmes.models import Membership
from tests.browser import accessibility_faults, overflow, watched_page
from tests.diagnostics.factories import (
    CompanyFactory,
    ContactFactory,
    DiagnosticFactory,
    FlowFactory,
    QuestionnaireFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


def sign_in(page: Page, live_server, client, membership: Membership) -> None:
    client.force_login(membership.user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])


@pytest.fixture
def visit(company, adviser):
    FlowFactory(company=company, label="Chutes de sapin et de douglas")
    return DiagnosticFactory(company=company, membership=adviser, in_progress=True)


@pytest.fixture
def questionnaire(company) -> Questionnaire:
    return QuestionnaireFactory(company=company)


def address(live_server, name: str, **kwargs) -> str:
    return live_server.url + reverse(name, kwargs=kwargs)


def test_lines_are_typed_with_the_keyboard_alone(live_server, client, page: Page, visit, adviser):
    sign_in(page, live_server, client, adviser)
    page.goto(live_server.url + visit.get_absolute_url())
    for number, label in enumerate(["vieux ordinateurs", "cartons d’emballage"], start=2):
        page.keyboard.type(label) if number > 2 else page.get_by_label("De quoi s’agit-il").fill(label)
        page.keyboard.press("Enter")
        expect(page.locator(".visit-line")).to_have_count(number)
        expect(page.get_by_label("De quoi s’agit-il")).to_be_focused()

    assert set(Flow.objects.values_list("label", flat=True)) >= {"vieux ordinateurs", "cartons d’emballage"}


def test_a_proposed_waste_code_is_one_tap(live_server, client, page: Page, visit, adviser):
    sign_in(page, live_server, client, adviser)
    page.goto(live_server.url + visit.get_absolute_url())
    page.get_by_label("De quoi s’agit-il").press_sequentially("cartons d’emballage")

    page.locator("#suggestions").get_by_text("15 01 01").click()
    page.get_by_role("button", name="Ajouter la ligne").click()

    expect(page.locator(".visit-line")).to_have_count(2)
    assert Flow.objects.get(label="cartons d’emballage").ewc_code == "15 01 01"


def test_a_waste_code_is_found_as_one_types(live_server, client, page: Page, visit, adviser):
    sign_in(page, live_server, client, adviser)
    page.goto(live_server.url + visit.get_absolute_url())
    page.get_by_label("De quoi s’agit-il").fill("huiles de friture")
    page.get_by_text("Préciser").click()

    page.get_by_label("Code déchet").press_sequentially("huiles alimentaires")
    page.locator("#found_ewc_code").get_by_text("20 01 25").click()
    page.get_by_role("button", name="Ajouter la ligne").click()

    expect(page.locator(".visit-line")).to_have_count(2)
    assert Flow.objects.get(label="huiles de friture").ewc_code == "20 01 25"


def test_a_line_is_added_without_any_script(live_server, client, browser: Browser, visit, adviser):
    with watched_page(browser, width=820, height=1180, java_script_enabled=False) as page:
        sign_in(page, live_server, client, adviser)
        page.goto(live_server.url + visit.get_absolute_url())
        page.get_by_label("De quoi s’agit-il").fill("palettes perdues")
        page.get_by_role("button", name="Ajouter la ligne").click()

        expect(page.locator(".visit-line")).to_have_count(2)


def test_the_questionnaire_is_answered_without_any_script(live_server, browser: Browser, token, questionnaire):
    with watched_page(browser, width=360, height=780, java_script_enabled=False) as page:
        page.goto(
            address(live_server, "personal_diagnostics:question", token=token, question=question_uuid("first_aid"))
        )
        page.get_by_text("3 à 5").click()
        page.get_by_role("button", name="Continuer").last.click()

        expect(page.get_by_role("heading", level=1)).to_contain_text("Avant quelle date")


def test_a_company_answers_everything_on_a_phone_and_sends(live_server, phone_page: Page, token, questionnaire):
    phone_page.goto(address(live_server, "personal_diagnostics:questionnaire", token=token))
    for _ in range(30):
        if phone_page.get_by_role("button", name="Envoyer mes réponses").count():
            break
        _answer(phone_page)
    phone_page.get_by_role("button", name="Envoyer mes réponses").first.click()

    expect(phone_page.get_by_role("heading", level=1)).to_have_text("Merci, c’est envoyé")
    assert Questionnaire.objects.get().state == Questionnaire.State.SUBMITTED
    assert Flow.objects.filter(origin_kind="questionnaire").count() >= 10


def _answer(page: Page) -> None:
    """The second row, a number, a day, or the thumb on « Passer »."""
    rows = page.locator(".choice-row")
    gesture = page.get_by_role("button", name="Continuer").last
    if rows.count():
        rows.nth(1).click()
    elif page.locator("input[type=date]").count():
        page.locator("#answer").fill("2027-03-01")
    elif page.locator("input[inputmode=decimal]").count():
        page.locator("#answer").fill("60")
    else:
        gesture = page.get_by_role("button", name="Passer")
    with page.expect_navigation():
        gesture.click()


def test_the_enter_key_keeps_the_answer_typed_during_a_call(live_server, client, page: Page, questionnaire, animator):
    sign_in(page, live_server, client, animator)
    pk, slug = questionnaire.pk, questionnaire.programme.slug
    enter = address(live_server, "questionnaires:enter", programme_slug=slug, pk=pk)
    page.goto(f"{enter}?question={question_uuid('electrical_waste')}")
    page.locator("#answer").fill("60")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert questionnaire.answers.get().value == {"status": "given", "value": 60}


PERSONAL = ["questionnaire", "summary", "lines"]


@pytest.mark.parametrize("name", PERSONAL)
def test_a_personal_page_is_accessible_and_narrow(live_server, phone_page: Page, token, questionnaire, name):
    FlowFactory(company=questionnaire.company)
    phone_page.goto(address(live_server, f"personal_diagnostics:{name}", token=token))

    assert accessibility_faults(phone_page) == []
    assert overflow(phone_page) <= 0


STAFF = [
    "diagnostics:list",
    "diagnostics:create",
    "diagnostics:flow_list",
    "diagnostics:import",
    "questionnaires:list",
    "questionnaires:send",
]
VISIT = ["diagnostics:detail", "diagnostics:complete", "diagnostics:notes", "diagnostics:edit"]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", STAFF)
def test_a_list_is_accessible_at_two_widths(live_server, client, browser: Browser, visit, animator, name, width):
    DiagnosticFactory(company=CompanyFactory(programme=visit.programme), completed=True)
    QuestionnaireFactory(company=visit.company)
    with watched_page(browser, width=width, height=900) as page:
        sign_in(page, live_server, client, animator)
        page.goto(address(live_server, name, programme_slug=visit.programme.slug))

        assert accessibility_faults(page) == []
        assert overflow(page) <= 0


@pytest.mark.parametrize("width", [360, 820])
@pytest.mark.parametrize("name", VISIT)
def test_the_visit_is_accessible_at_two_widths(live_server, client, browser: Browser, visit, adviser, name, width):
    with watched_page(browser, width=width, height=1180, reduced_motion="reduce") as page:
        sign_in(page, live_server, client, adviser)
        page.goto(address(live_server, name, programme_slug=visit.programme.slug, pk=visit.pk))

        assert accessibility_faults(page) == []
        assert overflow(page) <= 0


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["questionnaires:detail", "questionnaires:enter"])
def test_a_questionnaire_is_accessible_at_two_widths(
    live_server, client, browser: Browser, questionnaire, animator, name, width
):
    ContactFactory(company=questionnaire.company)
    with watched_page(browser, width=width, height=900) as page:
        sign_in(page, live_server, client, animator)
        page.goto(address(live_server, name, programme_slug=questionnaire.programme.slug, pk=questionnaire.pk))

        assert accessibility_faults(page) == []
        assert overflow(page) <= 0


@pytest.mark.parametrize("width", [360, 1280])
def test_a_line_is_edited_at_two_widths(live_server, client, browser: Browser, visit, adviser, width):
    flow = Flow.objects.get()
    with watched_page(browser, width=width, height=900) as page:
        sign_in(page, live_server, client, adviser)
        page.goto(address(live_server, "diagnostics:flow_edit", programme_slug=visit.programme.slug, pk=flow.pk))

        assert accessibility_faults(page) == []
        assert overflow(page) <= 0
