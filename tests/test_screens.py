"""Every screen in a real browser, by its richest role, on a desk and on a phone.

No error of the console (a script or style that the policy refuses is one), no request to another host, no serious
fault of accessibility, nothing wider than the window.
"""

from __future__ import annotations

from collections import defaultdict

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Error, Page, ViewportSize

from symbiose.programmes.models import Role
from symbiose.programmes.perms import access_to
from symbiose.programmes.url_samples import Address, all_addresses, methods_of, sample_paths
from tests.browser import accessibility_faults, overflow, watched_page
from tests.growth import grow
from tests.world import Side, build_side

RICHEST_FIRST = [Role.ANIMATOR, Role.ADVISER, Role.COMMITTEE, Role.NETWORK, Role.PARTNER]
WIDTHS: dict[str, ViewportSize] = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 780}}
# Files, machine answers and parts of pages: they have no screen of their own.
NO_SCREEN = {
    "roadmaps:pdf",
    "companies:export",
    "health_live",
    "health_ready",
    "balance:pdf",
    "report:pdf",
    "report:prepare_pdf",
    "personal_report:pdf",
    "templates:print",
}
A_FILE = "Download is starting"


def has_screen(address: Address) -> bool:
    access = access_to(address.name)
    return "GET" in methods_of(address) and (access is None or bool(access.read)) and address.name not in NO_SCREEN


def by_area() -> dict[str, list[Address]]:
    areas: dict[str, list[Address]] = defaultdict(list)
    for address in all_addresses():
        if has_screen(address):
            areas[address.name.partition(":")[0].partition("_")[0]].append(address)
    return areas


AREAS = by_area()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("area", AREAS)
def test_the_screens_of_an_area_are_sound(area: str, browser: Browser, live_server) -> None:
    side = build_side("ici")
    grow(side, 30)
    faults: list[str] = []

    with watched_page(browser, width=1280, height=900) as page:
        for address in AREAS[area]:
            sign_in(page, live_server.url, side, address)
            for path in sample_paths(address, side.programme):
                faults += [f"{address.name}: {fault}" for fault in faults_of(page, live_server.url + path)]

    assert not faults, "\n".join(faults)


def sign_in(page: Page, site: str, side: Side, address: Address) -> None:
    """As the role that may most there; a public page is opened by a stranger."""
    page.context.clear_cookies()
    access = access_to(address.name)
    if address.is_public:
        return
    role = next(role for role in RICHEST_FIRST if access is None or role in access.read)
    client = Client()
    client.force_login(side.members[role])
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


def faults_of(page: Page, url: str) -> list[str]:
    """What is wrong with a page, at both widths."""
    page.set_viewport_size(WIDTHS["desk"])
    try:
        answer = page.goto(url)
    except Error as refusal:
        if A_FILE in refusal.message:
            return []
        raise
    if answer is None or not answer.ok:
        return [f"answers {answer.status if answer else 'nothing'}"]
    faults: list[str] = []
    for name, size in WIDTHS.items():
        page.set_viewport_size(size)
        faults += [f"on a {name}: {fault}" for fault in _seen_faults(page)]
    return faults


def _seen_faults(page: Page) -> list[str]:
    if not page.locator("main").count():
        return []  # a part of a page
    wider = overflow(page)
    return [*accessibility_faults(page), *([f"{wider} px too wide"] if wider > 0 else [])]
