"""A tablet: a browser with a profile of its own, which keeps what it stored when it is closed and started again."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.browser import FLAGS, note_console

LOCAL = {"localhost", "127.0.0.1", None}


@contextmanager
def tablet(browser: Browser, profile: Path, *, width: int = 820, height: int = 1180) -> Iterator[Page]:
    """Start a browser on this profile and close it at the end; faults and requests to other hosts are raised."""
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    context = browser.browser_type.launch_persistent_context(
        profile,
        executable_path=program,
        args=FLAGS,
        viewport={"width": width, "height": height},
        locale="fr-FR",
        timezone_id="Europe/Paris",
        service_workers="allow",
    )
    context.set_default_timeout(20_000)
    faults: list[str] = []
    _watch(context, faults)
    try:
        yield context.pages[0]
    finally:
        context.close()
    assert not faults, faults


def _watch(context: BrowserContext, faults: list[str]) -> None:
    context.on("request", lambda request: _note_request(request, faults))
    context.on("console", lambda message: _note_console(message, faults))
    context.on("weberror", lambda error: faults.append(str(error.error)))


def _note_request(request: Request, faults: list[str]) -> None:
    host = urlsplit(request.url).hostname
    if host not in LOCAL:
        faults.append(f"request to {host}")


def _note_console(message: ConsoleMessage, faults: list[str]) -> None:
    """The browser's own line on a request that found no network, and htmx's, are what these tests are about."""
    if "net::ERR_" not in message.text and not message.text.startswith(("htmx:sendError", "htmx:afterRequest")):
        note_console(message, faults)


def wait_for_worker(page: Page) -> None:
    """Until the page is in the hands of the service worker."""
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("() => navigator.serviceWorker.controller")


def wait_until_kept(page: Page, address: str, seconds: float = 20) -> None:
    """Until this address would open without network."""
    end = time.monotonic() + seconds
    while not page.evaluate("async (address) => Boolean(await caches.match(address))", address):
        assert time.monotonic() < end, f"{address} is not kept"
        time.sleep(0.2)
