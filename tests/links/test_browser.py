from playwright.sync_api import Page, expect

from symbiose.holders import Holder
from symbiose.links import tokens
from symbiose.links.models import PersonalLink
from symbiose.links.services import link_for
from symbiose.programmes.models import Programme
from symbiose.reminders.models import OptOut


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


def test_a_page_is_passed_on_and_reminders_stopped_by_hand(
    live_server, phone_page: Page, programme: Programme, holder: Holder
):
    link = link_for(programme=programme, holder=holder)
    phone_page.goto(f"{live_server.url}/e/{tokens.mint(link)}/")

    phone_page.get_by_role("link", name="Transmettre à un collègue").click()
    phone_page.get_by_label("Prénom").fill("Luc")
    phone_page.get_by_label("Nom", exact=True).fill("Hersent")
    phone_page.get_by_label("Courriel").fill("luc@example.org")
    phone_page.get_by_role("button", name="Lui envoyer son lien").click()
    expect(phone_page.get_by_role("status").first).to_contain_text("C’est transmis")
    phone_page.get_by_role("button", name="Ne plus être relancée").click()
    expect(phone_page.get_by_role("status").first).to_contain_text("plus aucune relance")

    assert PersonalLink.objects.filter(transferred_from=link).count() == 1
    assert OptOut.objects.open().count() == 1
