"""The component page: open in the demo, and free of faults at two widths."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.browser import accessibility_faults, overflow

ADDRESS = "/styleguide/"


def test_the_component_page_is_open_to_all(client: Client, db: None):
    assert client.get(ADDRESS).status_code == 200


def test_it_only_reads(client: Client, db: None):
    assert client.post(ADDRESS).status_code == 405


@pytest.mark.parametrize("view", ["page", "phone_page"])
def test_axe_finds_no_serious_fault(view: str, request: pytest.FixtureRequest, live_server):
    page: Page = request.getfixturevalue(view)

    page.goto(f"{live_server.url}{ADDRESS}")

    assert accessibility_faults(page) == []


@pytest.mark.parametrize("view", ["page", "phone_page"])
def test_nothing_overflows_its_window(view: str, request: pytest.FixtureRequest, live_server):
    page: Page = request.getfixturevalue(view)

    page.goto(f"{live_server.url}{ADDRESS}")

    assert overflow(page) == 0


def test_a_dialog_takes_the_focus_and_gives_it_back(page: Page, live_server):
    page.goto(f"{live_server.url}{ADDRESS}")
    opener = page.get_by_role("button", name="Ouvrir un dialogue")

    opener.click()
    expect(page.locator("#sg-real")).to_be_visible()
    page.keyboard.press("Escape")

    expect(opener).to_be_focused()


def test_why_unfolds_and_says_so(page: Page, live_server):
    page.goto(f"{live_server.url}{ADDRESS}")
    button = page.locator("[data-disclose=sg-why]")

    button.click()

    expect(button).to_have_attribute("aria-expanded", "false")
    expect(page.locator("#sg-why")).to_be_hidden()


def test_a_menu_closes_with_escape(page: Page, live_server):
    page.goto(f"{live_server.url}{ADDRESS}")
    page.locator("details.more summary").click()

    page.keyboard.press("Escape")

    expect(page.locator("details.more .menu-panel")).to_be_hidden()


def test_the_journal_shows_one_group_at_a_time(page: Page, live_server):
    page.goto(f"{live_server.url}{ADDRESS}")

    page.get_by_role("button", name="Contacts").click()

    expect(page.locator("#sg-journal li:visible")).to_have_count(2)


def test_a_row_lights_its_point_on_the_map(page: Page, live_server):
    page.goto(f"{live_server.url}{ADDRESS}")

    page.locator("tr[data-map-key=p1]").hover()

    expect(page.locator(".map-point.lit[data-map-key=p1]")).to_have_count(1)


def test_a_toast_comes_with_an_event_and_can_be_closed(page: Page, live_server):
    page.goto(f"{live_server.url}{ADDRESS}")
    page.evaluate("document.body.dispatchEvent(new CustomEvent('toast', {bubbles: true, detail: {text: 'Fait.'}}))")
    toast = page.locator("#toasts [data-toast]")
    expect(toast).to_contain_text("Fait.")

    toast.get_by_role("button", name="Fermer").click()

    expect(toast).to_have_count(0)


def test_the_page_is_read_without_scripts(browser, live_server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()

    page.goto(f"{live_server.url}{ADDRESS}")

    expect(page.locator("#sg-why")).to_be_visible()
    context.close()
