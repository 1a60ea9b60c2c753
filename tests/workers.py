"""A real Celery worker on the test's own database and broker."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from symbiose.celery import app
from symbiose.health import HEARTBEAT_KEY
from symbiose.programmes.management.commands.demo import worker_command
from symbiose.supervisor import wait_until

ROOT = Path(__file__).parents[1]


class Worker:
    """The command that production and demo run, in a session of its own; ready when it has beaten."""

    def __init__(self, *, beat: bool = True, email_url: str = "") -> None:
        command = [part for part in worker_command() if beat or part != "--beat"]
        cache.delete(HEARTBEAT_KEY)
        for schedule in settings.DATA_DIR.glob("beat*"):
            schedule.unlink()
        self.log = settings.DATA_DIR / f"worker-{time.time_ns()}.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment(email_url), stdout=log, stderr=log, start_new_session=True
            )
        if not wait_until(lambda: cache.get(HEARTBEAT_KEY) is not None, seconds=30):
            self.kill()
            raise AssertionError(f"the worker did not start: {self.log.read_text()}")

    def kill(self) -> None:
        """End it as a power cut would, children included."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Ask it to end, then make sure."""
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=8)
        self.kill()


def environment(email_url: str) -> dict[str, str]:
    given = {"DJANGO_SETTINGS_MODULE": "symbiose.settings.test", "DATABASE_URL": database_url()}
    return {**os.environ, **given, "PYTEST_XDIST_WORKER": settings.XDIST_WORKER, "EMAIL_URL": email_url}


def database_url() -> str:
    """Where the test's database is, for another process."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    return f"postgres://{database['USER']}@{quote(database['HOST'], safe='')}/{database['NAME']}"


def empty_broker() -> None:
    app.control.purge()
