"""A line from the keyboard alone: the presses are counted by the page itself, in a real browser."""

import io

import pytest
from django.conf import settings
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from diagnostics.models import Attachment, Flow
from tests.browser import accessibility_faults, overflow, watched_page
from tests.diagnostics.factories import DiagnosticFactory

pytestmark = pytest.mark.django_db(transaction=True)

MOST_PRESSES = 8
COUNTER = """() => {
  window.presses = 0;
  document.addEventListener("keydown", (event) => { if (event.key !== "Shift") window.presses += 1; }, true);
}"""


@pytest.fixture
def visit(company, adviser):
    return DiagnosticFactory(company=company, membership=adviser, in_progress=True)


@pytest.fixture
def visit_page(live_server, client, page: Page, visit, adviser) -> Page:
    open_visit(live_server, client, page, visit, adviser)
    return page


def open_visit(live_server, client, page: Page, visit, adviser, path: str = "") -> None:
    client.force_login(adviser.user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    page.goto(live_server.url + (path or visit.get_absolute_url()))


def start_counting(page: Page) -> None:
    page.get_by_label("De quoi s’agit-il").focus()
    page.evaluate(COUNTER)


def presses_beyond(page: Page, words: str) -> int:
    return page.evaluate("() => window.presses") - len(words)


def saved_line(page: Page) -> Flow:
    expect(page.locator(".visit-line")).to_have_count(1)
    return Flow.objects.get()


def test_a_whole_line_in_short_hand_takes_at_most_eight_presses_beyond_its_words(visit_page: Page):
    words = "formation SST"
    start_counting(visit_page)
    visit_page.keyboard.type(f"?4pl/u {words}")
    visit_page.keyboard.press("Enter")

    flow = saved_line(visit_page)
    assert (flow.label, flow.direction, flow.quantity, flow.unit, flow.period) == (
        words,
        "besoin",
        4,
        "place",
        "ponctuel",
    )
    assert presses_beyond(visit_page, words) <= MOST_PRESSES


def test_a_whole_line_field_by_field_takes_at_most_eight_presses_beyond_its_words(visit_page: Page):
    words, number = "vieux écrans", "60"
    start_counting(visit_page)
    visit_page.keyboard.insert_text("")  # the label has the focus
    visit_page.keyboard.type(words)
    for key in ("Tab", "ArrowRight", "Tab"):
        _leave_suggestions(visit_page, key)
    visit_page.keyboard.type(f"{number}kg/u")
    visit_page.keyboard.press("Enter")

    flow = saved_line(visit_page)
    assert (flow.label, flow.direction, flow.quantity, flow.unit, flow.period) == (
        words,
        "besoin",
        60,
        "kg",
        "ponctuel",
    )
    assert presses_beyond(visit_page, words + number) <= MOST_PRESSES


def _leave_suggestions(page: Page, key: str) -> None:
    page.keyboard.press(key)


def test_a_sentence_as_it_is_said_needs_only_enter(visit_page: Page):
    sentence = "30 t/an chutes de sapin"
    start_counting(visit_page)
    visit_page.keyboard.type(sentence)
    visit_page.keyboard.press("Enter")

    flow = saved_line(visit_page)
    assert (flow.label, flow.quantity, flow.unit, flow.period) == ("chutes de sapin", 30, "t", "an")
    assert presses_beyond(visit_page, sentence) == 1


def test_the_fields_fill_while_one_types_and_empty_again(visit_page: Page):
    label = visit_page.get_by_label("De quoi s’agit-il")
    label.press_sequentially("cherche 4 places formation SST")
    expect(visit_page.locator("#id_quantity")).to_have_value("4")
    expect(visit_page.get_by_label("Cherche")).to_be_checked()

    label.fill("")
    label.press_sequentially("formation SST")
    expect(visit_page.locator("#id_quantity")).to_have_value("")
    expect(visit_page.get_by_label("Propose", exact=True)).to_be_checked()


def test_what_a_hand_corrected_is_left_alone(visit_page: Page):
    label = visit_page.get_by_label("De quoi s’agit-il")
    label.press_sequentially("30 t/an chutes")
    expect(visit_page.locator("#id_quantity")).to_have_value("30")
    visit_page.locator("#id_quantity").fill("35")
    label.press("End")
    label.press_sequentially(" de sapin")
    expect(visit_page.locator("#suggestions")).to_contain_text("chutes de sapin")
    label.press("Enter")

    assert saved_line(visit_page).quantity == 35


def test_the_arrow_down_takes_the_proposed_waste_code(visit_page: Page):
    label = visit_page.get_by_label("De quoi s’agit-il")
    label.press_sequentially("500 kg/mois cartons d’emballage")
    expect(visit_page.locator("[data-first-code]")).to_be_attached()
    label.press("ArrowDown")
    expect(visit_page.locator("[data-first-code]")).to_be_checked()
    label.press("Enter")

    assert saved_line(visit_page).ewc_code == "15 01 01"


def test_the_trade_s_usual_lines_are_ticked_and_added(visit_page: Page):
    visit_page.get_by_text("Dans ce métier, on note souvent").click()
    visit_page.get_by_text("contrôle des extincteurs").click()
    visit_page.get_by_role("button", name="Ajouter ce qui est coché").click()

    expect(visit_page.locator(".visit-line")).to_contain_text("Contrôle des extincteurs")


def a_photo() -> dict[str, object]:
    written = io.BytesIO()
    Image.new("RGB", (320, 240), (40, 90, 60)).save(written, "JPEG")
    return {"name": "benne.jpg", "mimeType": "image/jpeg", "buffer": written.getvalue()}


def test_a_photo_is_sent_as_soon_as_it_is_chosen(live_server, client, page: Page, visit, adviser):
    notes = reverse("diagnostics:notes", args=[visit.programme.slug, visit.pk])
    open_visit(live_server, client, page, visit, adviser, notes)
    page.locator("input[name=file][data-photo-input]").set_input_files([a_photo()])

    expect(page.locator(".photo-strip img")).to_have_count(1)
    page.wait_for_function("() => document.querySelector('.photo-strip img').naturalWidth > 0")


def test_a_photo_is_sent_without_any_script(live_server, client, browser: Browser, visit, adviser):
    notes = reverse("diagnostics:notes", args=[visit.programme.slug, visit.pk])
    with watched_page(browser, width=360, height=780, java_script_enabled=False) as page:
        open_visit(live_server, client, page, visit, adviser, notes)
        page.locator("noscript input[type=file], input#file-visite").set_input_files([a_photo()])
        page.get_by_role("button", name="Joindre").click()
        expect(page.locator(".photo-strip img")).to_have_count(1)

    assert Attachment.objects.count() == 1


@pytest.mark.parametrize("width", [360, 820, 1280])
def test_the_lists_of_reference_are_accessible(live_server, client, browser: Browser, visit, adviser, width):
    path = reverse("diagnostics:references", args=[visit.programme.slug])
    with watched_page(browser, width=width, height=900) as page:
        open_visit(live_server, client, page, visit, adviser, f"{path}?q=cartons&visit={visit.pk}")

        assert accessibility_faults(page) == []
        assert overflow(page) <= 0


def test_the_lists_answer_while_one_types(live_server, client, page: Page, visit, adviser):
    open_visit(
        live_server, client, page, visit, adviser, reverse("diagnostics:references", args=[visit.programme.slug])
    )
    page.get_by_label("Chercher un déchet").press_sequentially("boulangerie")

    expect(page.locator("#liste")).to_contain_text("10.71C")


def test_a_photo_joins_its_line_as_it_is_added(visit_page: Page):
    visit_page.get_by_label("De quoi s’agit-il").fill("gravats")
    visit_page.get_by_text("Préciser").first.click()
    visit_page.locator("#id_line_photo").set_input_files([a_photo()])
    visit_page.get_by_role("button", name="Ajouter la ligne").click()

    expect(visit_page.locator(".visit-line")).to_contain_text("1 photo")
