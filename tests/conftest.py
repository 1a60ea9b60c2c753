"""What tests of every app share: a machine kept to itself, a mail server, a worker, a browser."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from typing import Any

import factory.random
import pytest
from django.core.cache import cache
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from tests.browser import launch_browser, watched_page
from tests.database import end_other_sessions
from tests.mail import MailSink
from tests.workers import Worker, empty_broker

pytest_plugins = ["tests.fixtures_members"]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's synchronous interface runs a loop in this thread

hypothesis_settings.register_profile("symbiose", derandomize=True, deadline=None)
hypothesis_settings.load_profile("symbiose")

real_connect = socket.socket.connect


def pytest_unconfigure() -> None:
    """Remove the data folder that this process made; xdist ends its workers without their exit functions."""
    if os.environ.get("SYMBIOSE_TEST_DATA_OWNER") == str(os.getpid()):
        shutil.rmtree(os.environ["SYMBIOSE_TEST_DATA_DIR"], ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """A test that skips itself proves nothing, so it fails."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", f"skipped: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """At the end, part with what a thread or a worker still holds, or PostgreSQL would not drop the database."""
    yield
    with django_db_blocker.unblock():
        end_other_sessions()


@pytest.fixture(autouse=True)
def _local_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test leaves the machine."""

    def connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test tried to reach {address[0]}")
        real_connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(autouse=True)
def _fresh_start() -> None:
    cache.clear()
    factory.random.reseed_random("symbiose")


@pytest.fixture
def smtp_sink() -> Iterator[MailSink]:
    """A mail server that keeps what it gets; it can be told to refuse."""
    sink = MailSink()
    sink.start()
    yield sink
    sink.stop()


@pytest.fixture
def start_worker(transactional_db: None) -> Iterator[Callable[..., Worker]]:
    """Starts real Celery workers on the test's database, and ends them after it."""
    empty_broker()
    workers: list[Worker] = []

    def start(*, beat: bool = True, email_url: str = "") -> Worker:
        workers.append(Worker(beat=beat, email_url=email_url))
        return workers[-1]

    yield start
    for worker in workers:
        worker.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch_browser(playwright)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A French page on a desk; the test fails on an error of its console or a request to another host."""
    with watched_page(browser, width=1280, height=900) as page:
        yield page


@pytest.fixture
def phone_page(browser: Browser) -> Iterator[Page]:
    """The same on a phone."""
    with watched_page(browser, width=360, height=780) as page:
        yield page
