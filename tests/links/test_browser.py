from playwright.sync_api import Page

from symbiose.holders import Holder
from symbiose.links import tokens
from symbiose.links.models import PersonalLink
from symbiose.links.services import link_for
from symbiose.programmes.models import Programme


def test_a_page_is_opened_by_the_first_gesture_not_by_its_loading(
    live_server, phone_page: Page, programme: Programme, holder: Holder
):
    link = link_for(programme=programme, holder=holder)

    phone_page.goto(f"{live_server.url}/e/{tokens.mint(link)}/")
    phone_page.wait_for_load_state("networkidle")
    assert PersonalLink.objects.get().opened_at is None

    with phone_page.expect_response("**/opened/"):
        phone_page.get_by_role("heading", level=1).click()
    assert PersonalLink.objects.get().opened_at
