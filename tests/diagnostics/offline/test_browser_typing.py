"""Each keystroke is safe within two seconds, on the server or on the tablet; and no page says saved of what is not."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, expect

from diagnostics.models import Answer, Diagnostic, Flow
from tests.browser import accessibility_faults, overflow
from tests.cable import Cable
from tests.diagnostics.offline.conftest import LIFT, SKILLS, STAFF, WASTES
from tests.diagnostics.offline.test_browser_offline import eventually, nothing_waits, sign_in, sign_in_by_hand
from tests.tablet import tablet, wait_for_worker, wait_until_kept

pytestmark = pytest.mark.django_db(transaction=True)

SAFE_WITHIN = 2.0
PROJECTS = "Agrandir l’atelier, et trouver un apprenti."


@pytest.fixture
def cable(live_server) -> Iterator[Cable]:
    cable = Cable(live_server.url)
    yield cable
    cable.close()


@pytest.fixture
def address(cable, visit) -> str:
    return cable.url + visit.get_absolute_url()


def notes_on_the_server(visit: Diagnostic) -> str:
    return Diagnostic.objects.get(pk=visit.pk).notes


def answer_on_the_server(visit: Diagnostic, question: str):
    answer = Answer.objects.filter(diagnostic=visit, question_uuid=question).first()
    return answer and answer.value.get("value")


def kept_values(page: Page) -> list:
    script = """async () => (await symbioseStore.all(symbioseOutbox.user, 'ops')).flatMap(
        (op) => Object.values(op.changes).map((change) => change.value))"""
    return page.evaluate(script)


def ready(page: Page) -> None:
    """The scripts of the page have run: its first question to the server is answered."""
    page.wait_for_function("() => window.symbioseOutbox && document.readyState === 'complete'")


def question(page: Page, uuid: str):
    section = page.locator(f"details:has([data-question='{uuid}'])")
    section.evaluate("(details) => { details.open = true }")
    return page.locator(f"[data-question='{uuid}']")


def test_notes_are_on_the_server_two_seconds_after_the_last_key(
    browser: Browser, cable, adviser, visit, address, tmp_path: Path
):
    with tablet(browser, tmp_path) as page:
        sign_in(page, cable, adviser)
        page.goto(f"{address}notes/")
        ready(page)
        page.get_by_label("Projets, difficultés").press_sequentially(PROJECTS)
        typed_at = time.monotonic()
        assert eventually(lambda: notes_on_the_server(visit) == PROJECTS, SAFE_WITHIN)

        assert time.monotonic() - typed_at <= SAFE_WITHIN
        expect(page.locator("[data-save-state]")).to_contain_text("Enregistré à")


def test_answers_of_each_kind_are_on_the_server_two_seconds_after_the_last_key(
    browser: Browser, cable, adviser, visit, address, tmp_path: Path
):
    with tablet(browser, tmp_path) as page:
        sign_in(page, cable, adviser)
        page.goto(f"{address}questions/")
        ready(page)
        question(page, STAFF).locator("textarea").fill(PROJECTS)
        question(page, LIFT).get_by_text("Oui", exact=True).click()
        question(page, SKILLS).get_by_text("Carton").click()
        question(page, WASTES).locator("[data-column=label]").first.fill("Bois")

        assert eventually(lambda: answer_on_the_server(visit, WASTES) is not None, SAFE_WITHIN)
    assert answer_on_the_server(visit, STAFF) == PROJECTS
    assert answer_on_the_server(visit, LIFT) is True
    assert answer_on_the_server(visit, SKILLS) == ["carton"]
    assert answer_on_the_server(visit, WASTES)[0]["label"] == "Bois"


def test_without_network_each_key_is_on_the_tablet_within_two_seconds_and_comes_back(
    browser: Browser, cable, adviser, visit, address, tmp_path: Path
):
    with tablet(browser, tmp_path) as page:
        sign_in(page, cable, adviser)
        page.goto(address)
        wait_for_worker(page)
        wait_until_kept(page, f"{address}questions/")
        wait_until_kept(page, f"{address}notes/")
        cable.cut()
        page.goto(f"{address}notes/")
        page.get_by_label("Projets, difficultés").press_sequentially(PROJECTS)
        assert eventually(lambda: PROJECTS in kept_values(page), SAFE_WITHIN)
        page.goto(f"{address}questions/")
        question(page, STAFF).locator("textarea").fill("Un four plus grand")
        assert eventually(lambda: "Un four plus grand" in kept_values(page), SAFE_WITHIN)
        expect(page.locator("[data-save-state]")).to_contain_text("Enregistré sur la tablette à")

    with tablet(browser, tmp_path) as page:
        page.goto(f"{address}notes/")
        expect(page.get_by_label("Projets, difficultés")).to_have_value(PROJECTS)
        page.goto(f"{address}questions/")
        expect(question(page, STAFF).locator("textarea")).to_have_value("Un four plus grand")
        cable.mend()

        assert eventually(lambda: nothing_waits(page))
    assert notes_on_the_server(visit) == PROJECTS
    assert answer_on_the_server(visit, STAFF) == "Un four plus grand"


def test_a_line_half_typed_is_there_again_after_the_page_was_closed(
    browser: Browser, cable, adviser, address, tmp_path: Path
):
    with tablet(browser, tmp_path) as page:
        sign_in(page, cable, adviser)
        page.goto(address)
        ready(page)
        page.get_by_label("De quoi s’agit-il").press_sequentially("vieux ordinat")
        page.wait_for_timeout(1000)
        page.goto(address)

        expect(page.get_by_label("De quoi s’agit-il")).to_have_value("vieux ordinat")


def test_family_and_waste_code_are_proposed_without_network(browser: Browser, cable, adviser, address, tmp_path: Path):
    with tablet(browser, tmp_path) as page:
        sign_in(page, cable, adviser)
        page.goto(address)
        wait_for_worker(page)
        wait_until_kept(page, address)
        cable.cut()
        page.goto(address)
        expect(page.locator("[data-offline-badge]")).to_be_visible()
        page.get_by_label("De quoi s’agit-il").press_sequentially("vieux cartons d’emballage")

        expect(page.locator("#suggestions")).to_contain_text("Déchet")
        expect(page.locator("#suggestions")).to_contain_text("15 01 01")


def test_a_refused_value_stays_with_its_reason_and_can_be_mended(
    browser: Browser, cable, adviser, visit, address, tmp_path: Path
):
    with tablet(browser, tmp_path) as page:
        sign_in(page, cable, adviser)
        page.goto(f"{address}notes/")
        ready(page)
        page.get_by_label("Projets, difficultés").evaluate("(area) => area.removeAttribute('maxlength')")
        page.get_by_label("Projets, difficultés").fill("x" * 4001)
        expect(page.locator("[data-sync-fault]")).to_contain_text("4000")
        page.get_by_label("Projets, difficultés").fill(PROJECTS)

        assert eventually(lambda: notes_on_the_server(visit) == PROJECTS)
        expect(page.locator("[data-sync-fault]")).to_have_count(0)


def test_a_browser_that_keeps_nothing_says_so_and_never_says_saved(
    browser: Browser, cable, adviser, address, tmp_path: Path
):
    with tablet(browser, tmp_path) as page:
        sign_in(page, cable, adviser)
        page.add_init_script(
            "IDBFactory.prototype.open = () => { throw new DOMException('no', 'QuotaExceededError') }"
        )
        page.goto(f"{address}notes/")
        page.get_by_label("Projets, difficultés").fill(PROJECTS)

        expect(page.get_by_role("alert")).to_contain_text("n’a plus de place")
        expect(page.locator("[data-save-state]")).to_have_text("Pas enregistré")


def test_a_session_that_ends_while_a_line_is_sent_keeps_the_line(
    browser: Browser, cable, adviser, address, tmp_path: Path
):
    with tablet(browser, tmp_path) as page:
        sign_in(page, cable, adviser)
        page.goto(address)
        ready(page)
        Session.objects.all().delete()
        page.get_by_label("De quoi s’agit-il").fill("palettes perdues")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Reconnectez-vous pour envoyer 1 ligne").click()
        sign_in_by_hand(page, adviser)

        assert eventually(Flow.objects.filter(label="palettes perdues").exists)


@pytest.mark.parametrize("width", [360, 820])
def test_a_visit_without_network_is_accessible_and_narrow(
    browser: Browser, cable, adviser, address, tmp_path: Path, width
):
    with tablet(browser, tmp_path, width=width) as page:
        sign_in(page, cable, adviser)
        page.goto(address)
        wait_for_worker(page)
        wait_until_kept(page, address)
        wait_until_kept(page, f"{cable.url}/offline/")
        cable.cut()
        page.goto(address)
        page.emulate_media(reduced_motion="reduce")
        page.get_by_label("De quoi s’agit-il").fill("cartons d’emballage")
        page.keyboard.press("Enter")
        expect(page.locator("[data-pending]")).to_have_count(1)
        assert accessibility_faults(page) == []
        assert overflow(page) <= 0
        page.goto(f"{cable.url}/")

        expect(page.get_by_role("link", name=adviser_company(address))).to_be_visible()
        assert accessibility_faults(page) == []
        assert overflow(page) <= 0


def adviser_company(address: str) -> str:
    return str(Diagnostic.objects.get(pk=int(address.rstrip("/").rsplit("/", 1)[1])).company)
