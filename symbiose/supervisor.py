"""Starts programs together and ends them together, leaving none behind."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from types import FrameType

GRACE_SECONDS = 8.0
PR_SET_PDEATHSIG = 1


class Stopped(Exception):
    """Someone asked the supervisor to stop, or the process that started it has died."""


class Supervisor:
    """A few programs, each in a session of its own so that its children are reached with it."""

    def __init__(self) -> None:
        self.children: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, command: Sequence[str], *, pass_fds: Sequence[int] = ()) -> None:
        self.children[name] = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            start_new_session=True,
            pass_fds=pass_fds,
            preexec_fn=end_with_parent,  # even when the supervisor is killed outright
        )

    def ended(self) -> str | None:
        """Name a program that has ended by itself; none is restarted in silence."""
        return next((name for name, child in self.children.items() if child.poll() is not None), None)

    def stop(self) -> None:
        """Ask every program to end, which ends its own children; kill what is left after the grace."""
        for child in self.children.values():
            child.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        while any(_group_exists(child) for child in self.children.values()) and time.monotonic() < deadline:
            time.sleep(0.05)
        for child in self.children.values():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _group_exists(child: subprocess.Popen[bytes]) -> bool:
    child.poll()  # reaps the leader, whose zombie would keep the group in being
    try:
        os.killpg(child.pid, 0)
    except ProcessLookupError:
        return False
    return True


def end_with_parent() -> None:
    """Ask Linux for a SIGTERM when the parent dies; elsewhere nothing is asked."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@contextlib.contextmanager
def stop_signals() -> Iterator[None]:
    """Turn SIGTERM, SIGHUP and Ctrl-C into `Stopped`, once: a second one does not cut the clean-up short."""

    def stop(number: int, frame: FrameType | None) -> None:
        for each in numbers:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    previous = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def wait_until(condition: Callable[[], bool], *, seconds: float) -> bool:
    """Ask again and again, for a while."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False
