"""The workshop in two windows: the laptop types, the wall shows; and the box that ticks every box."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from symbiose.programmes.models import Programme
from tests.browser import watched_page
from tests.diagnostics.factories import CompanyFactory
from tests.events.factories import AgendaItemFactory, AttendanceFactory, EventFactory
from tests.programmes.factories import MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event(transactional_db, live_server):
    return EventFactory(programme__name="Vallée d’essai")


def enter(page: Page, site: str, programme: Programme) -> None:
    client = Client()
    client.force_login(MembershipFactory(programme=programme).user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": site}])


def path(name, pk, programme):
    return reverse(f"events:{name}", kwargs={"programme_slug": programme.slug, "pk": pk})


def test_the_wall_follows_what_the_laptop_types(browser: Browser, page: Page, live_server, event):
    first, second = (AgendaItemFactory(event=event, synergy__title=title) for title in ("Former", "Collecter"))
    programme = event.programme
    with watched_page(browser, width=1600, height=900) as wall:
        for window in (page, wall):
            enter(window, live_server.url, programme)
        page.goto(live_server.url + path("decide", first.pk, programme))
        wall.goto(live_server.url + path("screen", event.pk, programme))
        expect(wall.locator("#wall-progress")).to_have_text("Synergie 1 sur 2")

        page.fill("[name=hands_retain]", "14")
        expect(wall.locator(".hand.leading strong")).to_have_text("14")

        page.locator("label", has_text="Retenue").last.click()
        page.get_by_role("button", name="Garder la décision").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(second.synergy.title)
        AttendanceFactory(event=event, here=True)

        expect(wall.locator(".wall-retained .wall-card")).to_have_count(1)
        expect(wall.locator("#wall-progress")).to_have_text("Synergie 2 sur 2")
        expect(wall.locator("#wall-foot")).to_contain_text("1 entreprise présente")


def test_one_button_ticks_every_company(page: Page, live_server, event):
    CompanyFactory.create_batch(3, programme=event.programme)
    enter(page, live_server.url, event.programme)
    page.goto(live_server.url + path("invite", event.pk, event.programme))

    page.get_by_role("button", name="Tout cocher").click()

    expect(page.locator("input[type=checkbox]:checked")).to_have_count(3)
