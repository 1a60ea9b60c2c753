"""An employee answers on a phone of 360 px, with and without a script."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, expect

from diagnostics.models import SurveyResponse
from diagnostics.surveys.addresses import token_of
from tests.browser import accessibility_faults, overflow, watched_page
from tests.diagnostics.surveys.factories import KM, MODE, NURSERY, SpreadFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_survey_is_answered_on_a_phone(browser: Browser, live_server: Any, scripts: bool) -> None:
    cache.clear()
    spread = SpreadFactory()
    with watched_page(browser, width=360, height=740, java_script_enabled=scripts) as page:
        page.goto(f"{live_server.url}/e/{token_of(spread)}/survey/")
        page.locator(f"[name='q-{NURSERY}'][value=yes]").check()
        page.locator(f"[name='q-{MODE}'][value=bike]").check()
        page.locator(f"[name='q-{KM}']").fill("beaucoup")
        page.get_by_role("button", name="Envoyer mes réponses").click()
        expect(page.get_by_text("Écrivez un nombre")).to_be_visible()
        expect(page.locator(f"[name='q-{MODE}'][value=bike]")).to_be_checked()
        page.locator(f"[name='q-{KM}']").fill("4")
        page.get_by_role("button", name="Envoyer mes réponses").click()
        expect(page.get_by_role("heading", name="Merci, c’est compté")).to_be_visible()

    assert SurveyResponse.objects.count() == 1


def test_the_page_of_an_employee_is_accessible_and_narrow(browser: Browser, live_server: Any) -> None:
    spread = SpreadFactory()
    with watched_page(browser, width=360, height=740) as page:
        page.goto(f"{live_server.url}/e/{token_of(spread)}/survey/")

        assert accessibility_faults(page) == []
        assert overflow(page) <= 0
