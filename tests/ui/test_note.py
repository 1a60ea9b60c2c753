"""Noter: one key from any page, and a draft that is not lost."""

import pytest
from playwright.sync_api import Page, expect

from symbiose.programmes.models import Programme


@pytest.fixture
def signed_in_page(page: Page, live_server, animator_client, programme: Programme) -> Page:
    cookie = animator_client.cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
    page.goto(f"{live_server.url}/p/{programme.slug}/synergies/")
    return page


def test_the_key_n_opens_the_field(signed_in_page: Page):
    signed_in_page.keyboard.press("n")

    expect(signed_in_page.locator("#note-dialog textarea")).to_be_focused()


def test_escape_keeps_the_draft(signed_in_page: Page):
    signed_in_page.keyboard.press("n")
    signed_in_page.keyboard.type("Vu Brault")
    signed_in_page.keyboard.press("Escape")

    signed_in_page.keyboard.press("n")

    expect(signed_in_page.locator("#note-dialog textarea")).to_have_value("Vu Brault")


def test_n_typed_in_a_field_is_a_letter(signed_in_page: Page):
    signed_in_page.locator("input[type=search]").first.press("n")

    expect(signed_in_page.locator("#note-dialog")).to_be_hidden()


def test_the_menu_of_the_person_says_who_is_signed_in(signed_in_page: Page, animator_client):
    signed_in_page.locator("details.person summary").click()

    expect(signed_in_page.locator(".menu-panel-head")).to_contain_text(str(animator_client.membership.user))
