"""Two advisers, two browsers, one visit: both see both texts until one of them decides."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from diagnostics.models import Answer, Diagnostic, FieldConflict
from symbiose.programmes.models import Membership
from tests.cable import Cable
from tests.diagnostics.factories import DiagnosticFactory
from tests.diagnostics.offline.conftest import STAFF
from tests.diagnostics.offline.test_browser_offline import eventually, sign_in
from tests.tablet import tablet

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cables(live_server):
    """A network for each of the two."""
    pair = Cable(live_server.url), Cable(live_server.url)
    yield pair
    for cable in pair:
        cable.close()


@pytest.fixture
def visit(company, adviser, template) -> Diagnostic:
    return DiagnosticFactory(company=company, membership=adviser, in_progress=True, template=template)


def open_page(page: Page, cable: Cable, membership: Membership, visit: Diagnostic, tab: str) -> None:
    sign_in(page, cable, membership)
    page.goto(f"{cable.url}{visit.get_absolute_url()}{tab}")


def notes_of(visit: Diagnostic) -> str:
    return Diagnostic.objects.get(pk=visit.pk).notes


def test_two_advisers_on_one_field_see_both_texts_until_one_decides(
    browser: Browser, cables, adviser, colleague, visit, tmp_path: Path
):
    with tablet(browser, tmp_path / "one") as mine, tablet(browser, tmp_path / "two") as theirs:
        open_page(mine, cables[0], adviser, visit, "notes/")
        open_page(theirs, cables[1], colleague, visit, "notes/")
        cables[0].cut()
        mine.locator("#id_notes").press_sequentially("15 bennes")
        theirs.locator("#id_notes").press_sequentially("12 bennes")
        assert eventually(lambda: notes_of(visit) == "12 bennes")
        cables[0].mend()
        assert eventually(lambda: FieldConflict.objects.count() == 1)

        for page in (mine, theirs):
            expect(page.get_by_text("1 champ a deux versions")).to_be_visible(timeout=40_000)
            page.reload()
            expect(page.locator(".conflict")).to_contain_text("12 bennes")
            expect(page.locator(".conflict")).to_contain_text("15 bennes")
        mine.get_by_role("button", name="Garder la mienne").click()

        expect(mine.get_by_text("deux versions")).to_have_count(0)
        assert notes_of(visit) == "15 bennes"


def test_an_answer_is_safe_within_two_seconds_of_its_last_key(
    browser: Browser, cables, adviser, visit, tmp_path: Path
):
    with tablet(browser, tmp_path) as page:
        open_page(page, cables[0], adviser, visit, "questions/")
        page.locator(f"[name='q-{STAFF}']").press_sequentially("Un atelier")

        assert eventually(lambda: Answer.objects.filter(diagnostic=visit).exists(), seconds=2)
        assert Answer.objects.get(diagnostic=visit).value["value"] == "Un atelier"


def test_a_question_appears_with_the_answer_on_which_it_depends(
    browser: Browser, cables, adviser, visit, tmp_path: Path
):
    with tablet(browser, tmp_path) as page:
        open_page(page, cables[0], adviser, visit, "questions/")
        hours = page.get_by_text("Combien d’heures par semaine sert-il")
        expect(hours).to_be_hidden()

        page.locator("label.choice-row", has_text="Oui").first.click()

        expect(hours).to_be_visible()
        expect(page.locator("[data-progress]").first).to_have_text("1 sur 3")
