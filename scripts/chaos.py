"""The delivery of mail under faults, with real workers: `make chaos` prints one JSON object per fault.

    scripts/services .venv/bin/python scripts/chaos.py            PostgreSQL and Redis
    .venv/bin/python scripts/chaos.py --embedded                  SQLite and Celery's filesystem broker

Figures: `missing` messages that never came, `doubled` those that came twice (under one Message-ID, else `strangers`),
`seconds` from the end of the fault to the last message. The exit status is 0 only where promises hold.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ["DJANGO_SETTINGS_MODULE"] = "symbiose.settings.test"
os.environ["SYMBIOSE_DATA_DIR"] = tempfile.mkdtemp(prefix="symbiose-chaos-")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from symbiose.accounts.models import User  # noqa: E402
from symbiose.holders import USER, Holder  # noqa: E402
from symbiose.outbox.models import OutboxEmail  # noqa: E402
from symbiose.outbox.services import Message, queue_email  # noqa: E402
from symbiose.programmes.models import Membership, Programme, Role  # noqa: E402
from symbiose.supervisor import wait_until  # noqa: E402
from tests.mail import MailSink  # noqa: E402
from tests.workers import Worker  # noqa: E402

PATIENCE = 200  # a dead worker's lease of 100 s, and a margin
Figures = dict[str, Any]


def main() -> int:
    options = arguments()
    call_command("migrate", verbosity=0)
    faults: list[Callable[[int], Figures]] = [killed_worker, refusing_server, absent_server, silent_server]
    if settings.CELERY_BROKER_URL.startswith("redis"):
        faults += [silent_broker, killed_broker]
    chosen = [fault for fault in faults if options.only in {None, fault.__name__}]
    kept = True
    for fault in chosen:
        OutboxEmail.objects.all().delete()
        figures = fault(options.messages)
        kept = kept and figures["missing"] == 0 and figures["doubled"] <= figures.get("kills", 0)
        kept = kept and figures.get("strangers", 0) == 0 and figures.get("answers_5xx", 0) == 0
        print(json.dumps({"chaos": fault.__name__, "embedded": options.embedded, **figures}), flush=True)
    return 0 if kept else 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=200)
    parser.add_argument("--embedded", action="store_true", help="named in the figures; the environment decides")
    parser.add_argument("--only", metavar="FAULT")
    return parser.parse_args()


# The faults


def killed_worker(messages: int) -> Figures:
    """SIGKILL three times in the midst of the mail."""
    with mail_server() as sink:
        sink.delay_seconds = 0.02
        queue(messages)
        kills = 3
        for kill in range(1, kills + 1):
            worker = Worker(email_url=sink.url)
            wait_until(partial_of(sink, messages * kill // (kills + 1)), seconds=60)
            worker.kill()
        return {**healed(sink, messages), "kills": kills}


def refusing_server(messages: int) -> Figures:
    """Every message is put off by greylisting, then accepted."""
    with mail_server() as sink, worker_on(sink):
        sink.refuse()
        queue(messages)
        wait_until(lambda: OutboxEmail.objects.failing().count() == messages, seconds=60)
        shown = OutboxEmail.objects.failing().count()
        sink.accept()
        return {**healed(sink, messages, running=True), "shown": shown}


def absent_server(messages: int) -> Figures:
    """No server listens; then one does."""
    sink = MailSink()
    with worker_on(sink):
        queue(messages)
        wait_until(lambda: OutboxEmail.objects.failing().count() == messages, seconds=60)
        shown = OutboxEmail.objects.failing().count()
        sink.start()
        try:
            return {**healed(sink, messages, running=True), "shown": shown}
        finally:
            sink.stop()


def silent_server(messages: int) -> Figures:
    """A server takes the call and says nothing; pages do not wait for it."""
    sink = MailSink()
    with socket.create_server(("127.0.0.1", sink.port)), worker_on(sink):
        queue(messages)
        slowest, bad = visits(10)
        wait_until(lambda: OutboxEmail.objects.failing().count() == messages, seconds=90)
        shown = OutboxEmail.objects.failing().count()
    sink.start()
    try:
        return {**healed(sink, messages), "shown": shown, "slowest_page_s": slowest, "answers_5xx": bad}
    finally:
        sink.stop()


def silent_broker(messages: int) -> Figures:
    """Redis is there and does not answer: pages are served, messages leave when it is back."""
    return _without_broker(messages, lambda: signal_redis(signal.SIGSTOP), lambda: signal_redis(signal.SIGCONT))


def killed_broker(messages: int) -> Figures:
    """Redis dies and comes back empty."""
    return _without_broker(messages, lambda: signal_redis(signal.SIGKILL), restart_redis)


def _without_broker(messages: int, stop: Callable[[], None], heal: Callable[[], None]) -> Figures:
    with mail_server() as sink, worker_on(sink):
        stop()
        started = time.monotonic()
        queue(messages)
        queueing = time.monotonic() - started
        slowest, bad = visits(10)
        heal()
        figures = healed(sink, messages, running=True)
    return {**figures, "queueing_s": round(queueing, 2), "slowest_page_s": slowest, "answers_5xx": bad}


# What they are made of


def queue(count: int) -> None:
    """As many messages in one transaction, as an animator's gesture would write them."""
    programme, user = member()
    with transaction.atomic():
        for number in range(count):
            holder = Holder(kind=USER, uuid=user.uuid, name=f"Personne {number}", email=f"p{number}@example.org")
            message = Message(kind="chaos", template="link_renewed", subject=f"Message {number}", path="/")
            email = queue_email(key=f"chaos:{number}", message=message, recipient=holder, programme=programme)
            email.holder_kind = ""  # each to an address of its own
            email.save(update_fields=["holder_kind"])


def member() -> tuple[Programme, User]:
    programme, _new = Programme.objects.get_or_create(slug="chaos", defaults={"name": "Chaos", "hold_messages": False})
    user, _new = User.objects.get_or_create(email="animatrice@example.org", defaults={"first_name": "Claire"})
    Membership.objects.get_or_create(programme=programme, user=user, role=Role.ANIMATOR)
    return programme, user


def visits(count: int) -> tuple[float, int]:
    """The slowest of a few pages, and the answers that were errors of the server."""
    programme, user = member()
    client = Client(raise_request_exception=False)
    client.force_login(user)
    pages = [reverse(f"followups:{name}", kwargs={"programme_slug": programme.slug}) for name in ("outbox", "rules")]
    slowest, bad = 0.0, 0
    for number in range(count):
        started = time.monotonic()
        answer = client.get(pages[number % len(pages)])
        slowest = max(slowest, time.monotonic() - started)
        bad += answer.status_code >= 500
    return round(slowest, 2), bad


def healed(sink: MailSink, messages: int, *, running: bool = False) -> Figures:
    """What came in the end, once nothing is at fault any more."""
    started, worker = time.monotonic(), None if running else Worker(email_url=sink.url)
    try:
        wait_until(lambda: OutboxEmail.objects.filter(sent_at__isnull=False).count() == messages, seconds=PATIENCE)
    finally:
        if worker:
            worker.stop()
    came, ids = Counter(sink.recipients), Counter(message["Message-ID"] for message in sink.messages)
    return {
        "n": messages,
        "missing": messages - len(came),
        "doubled": sum(came.values()) - len(came),
        "strangers": len(ids) - len(came),
        "seconds": round(time.monotonic() - started, 1),
    }


def partial_of(sink: MailSink, count: int) -> Callable[[], bool]:
    return lambda: len(sink.messages) >= count


@contextmanager
def mail_server() -> Iterator[MailSink]:
    sink = MailSink()
    sink.start()
    try:
        yield sink
    finally:
        sink.stop()


@contextmanager
def worker_on(sink: MailSink) -> Iterator[Worker]:
    worker = Worker(email_url=sink.url)
    try:
        yield worker
    finally:
        worker.stop()


def redis_folder() -> Path:
    """Where scripts/services keeps the Redis of this run."""
    return Path(os.environ["REDIS_URL"].removeprefix("unix://").partition("?")[0]).parent


def signal_redis(number: signal.Signals) -> None:
    os.kill(int((redis_folder() / "redis.pid").read_text()), number)


def restart_redis() -> None:
    """The command of scripts/services again, on the same socket, without data."""
    folder = redis_folder()
    (folder / "redis.sock").unlink(missing_ok=True)
    options = ["--port", "0", "--unixsocket", str(folder / "redis.sock"), "--unixsocketperm", "777", "--save", ""]
    more = ["--databases", "64", "--daemonize", "yes", "--pidfile", str(folder / "redis.pid")]
    subprocess.run(["redis-server", *options, *more], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
