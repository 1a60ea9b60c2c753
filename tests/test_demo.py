"""`manage.py demo` itself, as `make demo` starts it: embedded, on a folder of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from symbiose.supervisor import wait_until
from tests.mail import free_port

ROOT = Path(__file__).parents[1]
EMBEDDED = {"DATABASE_URL": "", "REDIS_URL": "", "EMAIL_URL": "", "BASE_URL": "", "SYMBIOSE_MODE": "demo"}


class Demo:
    """The process of `make demo`, and what it started."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.started = time.monotonic()
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        given = {**EMBEDDED, "SYMBIOSE_DATA_DIR": str(folder), "PORT": str(self.port)}
        self.output = (folder.parent / f"out-{self.port}").open("w+")
        self.errors = (folder.parent / f"err-{self.port}").open("w+")
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "demo"],
            cwd=ROOT,
            env={**environment, **given},
            stdout=self.output,
            stderr=self.errors,
        )

    def wait(self, seconds: float = 120) -> float:
        """Seconds until the health page answers."""
        wait_until(lambda: self.process.poll() is not None or self.health() is not None, seconds=seconds)
        assert self.health() is not None, self.text(self.errors)
        return time.monotonic() - self.started

    def health(self) -> dict[str, object] | None:
        try:
            with urlopen(f"{self.url}/health/ready", timeout=5) as answer:
                return json.load(answer)
        except (URLError, OSError):
            return None

    def page(self, path: str) -> str:
        with urlopen(f"{self.url}{path}", timeout=10) as answer:
            return answer.read().decode()

    def text(self, stream) -> str:
        stream.flush()
        return Path(stream.name).read_text()

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=20)

    def close(self) -> None:
        if self.process.poll() is None:
            self.stop()
        self.output.close()
        self.errors.close()


def processes_of(folder: Path) -> list[str]:
    """Command lines of the processes whose environment names the folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if str(folder).encode() in (entry / "environ").read_bytes():
                found.append((entry / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


@contextmanager
def running(folder: Path) -> Iterator[Demo]:
    demo = Demo(folder)
    try:
        yield demo
    finally:
        demo.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which the demo has once been loaded."""
    folder = tmp_path_factory.mktemp("demo") / "var"
    with running(folder) as demo:
        demo.wait()
    return folder


def test_a_second_start_is_ready_within_ten_seconds(folder: Path) -> None:
    with running(folder) as demo:
        assert demo.wait() < 10


def test_the_address_and_the_accounts_are_printed(folder: Path) -> None:
    with running(folder) as demo:
        demo.wait()

        assert wait_until(lambda: "animatrice@demo.symbiose.test" in demo.text(demo.output), seconds=5)
        assert f"http://localhost:{demo.port}" in demo.text(demo.output)
        assert (folder / "base_url").read_text() == f"http://localhost:{demo.port}"


def test_web_and_worker_run_and_pages_have_their_hashed_styles(folder: Path) -> None:
    with running(folder) as demo:
        demo.wait()

        assert wait_until(lambda: (demo.health() or {}).get("worker") == "ok", seconds=20)
        page = demo.page("/accounts/login/")
        sheet = page.split('rel="stylesheet" href="')[1].split('"')[0]
        assert "{" in demo.page(sheet)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_every_process_it_started(folder: Path, number: int) -> None:
    with running(folder) as demo:
        demo.wait()
        assert len(processes_of(folder)) > 3

        assert demo.stop(number) == 0
        assert processes_of(folder) == []


def test_nothing_survives_a_demo_that_is_killed_outright(folder: Path) -> None:
    with running(folder) as demo:
        demo.wait()

        demo.stop(signal.SIGKILL)

        assert wait_until(lambda: processes_of(folder) == [], seconds=15), processes_of(folder)


def test_two_demos_do_not_share_a_folder(folder: Path) -> None:
    with running(folder) as first:
        first.wait()
        with running(folder) as second:
            assert second.process.wait(timeout=20) == 1
            assert "already running" in second.text(second.errors)


def test_a_port_that_is_taken_is_left_to_its_owner(folder: Path) -> None:
    with running(folder) as first:
        first.wait()
        script = "import sys; from symbiose.programmes.management.commands.demo import listening_socket as l; "
        script += f"print(l({first.port}).getsockname()[1])"
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "symbiose.settings.test"}
        code = f"import django; django.setup(); {script}"
        run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)

        assert int(run.stdout) != first.port
        assert "is taken" in run.stderr
