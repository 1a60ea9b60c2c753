"""One sender at a time on a machine, by a lock that the system takes back when its holder dies."""

from __future__ import annotations

import contextlib
import fcntl
import logging
import time
from collections.abc import Iterator
from typing import IO

from django.conf import settings

log = logging.getLogger(__name__)


@contextlib.contextmanager
def alone_on_this_machine(patience: float) -> Iterator[bool]:
    """Hold the sender's lock; False when another process still has it after `patience` seconds.

    It only spares doubles when a machine dies: who may send a message is decided by its lease, in the database.
    So a folder that cannot be written to is no reason not to send.
    """
    try:
        lock = (settings.DATA_DIR / "outbox.lock").open("w")
    except OSError as error:
        log.warning("no lock for the outbox: %s", error)
        yield True
        return
    with lock:
        yield _taken(lock, time.monotonic() + patience)


def _taken(lock: IO[str], deadline: float) -> bool:
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.2)
        else:
            return True
