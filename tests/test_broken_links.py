"""Each role follows every link that its pages show, from the site's root: none is broken, none is refused."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from symbiose.links import tokens
from symbiose.links.models import PersonalLink, Purpose
from symbiose.links.services import link_for
from symbiose.programmes.models import Role
from tests.growth import grow
from tests.world import build_side

LINKS = re.compile(r'(?:<a\b[^>]*?\bhref|hx-get)="(/[^"#]*)')
ENOUGH = 120
FILES = ("/static/", "/export/", "/pdf/")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _do_not_wait_for_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symbiose.stored_pdf_views.WAIT_SECONDS", 0)


@pytest.mark.parametrize("rows", [0, 3])
@pytest.mark.parametrize("role", Role.values)
def test_no_link_is_broken_for_a_role(role: str, rows: int) -> None:
    side = build_side("ici")
    grow(side, rows)
    client = Client()
    client.force_login(side.members[role])

    assert broken_links(client, "/") == {}


def test_no_link_is_broken_on_a_personal_page() -> None:
    from companies.holders import holder_of

    side = build_side("ici")
    link: PersonalLink = link_for(programme=side.programme, holder=holder_of(side.contact), purpose=Purpose.HOME)

    assert broken_links(Client(), f"/e/{tokens.mint(link)}/") == {}


def broken_links(client: Client, start: str) -> dict[str, int]:
    """The links that do not answer, of those reached from a page (the first 120)."""
    waiting, seen, broken = [start], {start}, {}
    while waiting and len(seen) < ENOUGH:
        path = waiting.pop(0)
        answer = client.get(path)
        if answer.status_code >= 400:
            broken[path] = answer.status_code
        for found in links_of(answer):
            if found not in seen and not any(part in found for part in FILES):
                seen.add(found)
                waiting.append(found)
    return broken


def links_of(answer) -> list[str]:
    if answer.status_code in {301, 302}:
        return [answer["Location"]]
    if not answer["Content-Type"].startswith("text/html"):
        return []
    return [unescape(found) for found in LINKS.findall(answer.content.decode())]
