"""The first moment, without network: a line typed on the tablet is counted; the agreement is signed and arrives."""

import time
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from diagnostics.models import DataAgreement, Diagnostic
from tests.cable import Cable
from tests.diagnostics.factories import CompanyFactory, DiagnosticFactory, FlowFactory

pytestmark = pytest.mark.django_db(transaction=True)
NEED = {"direction": "besoin", "family": "competence", "label": "formation sauveteur secouriste du travail"}


@pytest.fixture
def cable(live_server) -> Iterator[Cable]:
    cable = Cable(live_server.url)
    yield cable
    cable.close()


@pytest.fixture
def visit(company, adviser) -> Diagnostic:
    for _ in range(3):
        near = CompanyFactory(programme=company.programme, latitude=48.18, longitude=-0.12)
        FlowFactory(company=near, **NEED)
    return DiagnosticFactory(company=company, membership=adviser, in_progress=True)


@pytest.fixture
def page(browser: Browser, cable: Cable, adviser) -> Iterator[Page]:
    client = Client()
    client.force_login(adviser.user)
    context = browser.new_context(viewport={"width": 820, "height": 1180}, locale="fr-FR")
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
    context.add_cookies([{**cookie, "url": cable.url, "expires": int(time.time()) + 86_400}])
    yield context.new_page()
    context.close()


def keep_line(page: Page, label: str) -> None:
    """What the form of a line does without network."""
    page.evaluate(
        """async (label) => {
            const said = { label, direction: "besoin", level: "chambers", period: "ponctuel" };
            const changes = {};
            for (const [name, value] of Object.entries(said)) changes[name] = { base: "", value };
            const visit = document.querySelector("[data-visit]").dataset.visit;
            const key = crypto.randomUUID();
            await self.symbioseOutbox.keep({ visit, target: "flow", key, create: true, changes, shown: { label } });
        }""",
        label,
    )


def until(page: Page, claim: str, seconds: float = 30) -> None:
    """Wait until a claim holds; the page's policy forbids Playwright's own way of waiting."""
    end = time.monotonic() + seconds
    while not page.evaluate(claim):
        assert time.monotonic() < end, claim
        page.wait_for_timeout(200)


def draw(page: Page) -> None:
    canvas = page.locator("[data-signature-pad] canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 140, box["y"] + 90, steps=6)
    page.mouse.up()


def test_without_network_one_is_told_not_to_be_alone_and_signs(page, cable, visit):
    page.goto(cable.url + visit.get_absolute_url() + "complete/")
    until(page, "!!self.symbioseOutbox")
    page.context.set_offline(True)
    keep_line(page, "Deux places de sauveteurs secouristes du travail")
    expect(page.locator(".visit-themes li")).to_contain_text("cherchent aussi")

    page.locator("#accord summary").click()
    page.get_by_label("Nom").fill("Denis Brault")
    draw(page)
    page.get_by_label("J’ai lu ce texte").check()
    page.get_by_role("button", name="Signer l’accord").click()
    expect(page.locator("[data-agreement-kept]")).to_be_visible()
    page.context.set_offline(False)
    until(page, "!self.symbioseOutbox.outbox.ops.length")

    agreement = DataAgreement.objects.get()
    assert (agreement.signer_name, len(agreement.signature)) == ("Denis Brault", 1)
