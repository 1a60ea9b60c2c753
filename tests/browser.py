"""The headless browser: how it starts, what it may reach, what counts as a fault."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Route, expect

expect.set_options(timeout=20_000)  # a shared machine of two cores is slow at times; a fault is a fault all the same

AXE = Path(__file__).parents[1] / "node_modules/axe-core/axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def launch_browser(playwright: Playwright) -> Browser:
    """Start the machine's own Chromium; where it has none, the one that scripts/setup fetched."""
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    return playwright.chromium.launch(executable_path=program, args=FLAGS)


@contextmanager
def watched_page(browser: Browser, *, width: int, height: int, **options: Any) -> Iterator[Page]:
    """Open a page whose faults are gathered while it is used, and raised at its end."""
    viewport = {"width": width, "height": height}
    context = browser.new_context(viewport=viewport, locale="fr-FR", timezone_id="Europe/Paris", **options)
    context.set_default_timeout(30_000)
    faults: list[str] = []
    context.route("**/*", lambda route: keep_local(route, faults))
    page = context.new_page()
    page.on("console", lambda message: note_console(message, faults))
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert not faults, faults


def keep_local(route: Route, faults: list[str]) -> None:
    url = urlsplit(route.request.url)
    if url.scheme in {"data", "blob"} or url.hostname in {"localhost", "127.0.0.1"}:
        route.continue_()
    else:
        faults.append(f"request to {url.hostname}")
        route.abort()


def note_console(message: ConsoleMessage, faults: list[str]) -> None:
    """Keep errors, save the browser's own line on an answer such as 422, which htmx expects."""
    if message.type == "error" and "status of 4" not in message.text:
        faults.append(message.text)


def accessibility_faults(page: Page) -> list[str]:
    """Serious and critical faults that axe finds on the page as it stands."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text())
    options = {"runOnly": {"type": "tag", "values": AXE_TAGS}}
    result = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{fault['id']}: {fault['help']}: {[node['html'][:160] for node in fault['nodes']][:3]}"
        for fault in result["violations"]
        if fault["impact"] in {"serious", "critical"}
    ]


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than its window."""
    return page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
