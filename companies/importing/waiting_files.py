"""A file that was looked at and waits for « Importer »: kept on the server, under a signed name, for one hour."""

from __future__ import annotations

import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing

if TYPE_CHECKING:
    from symbiose.programmes.models import Membership

SALT = "companies.importing.waiting"
KEPT_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class WaitingFile:
    path: Path
    name: str

    def take(self) -> bytes | None:
        """The content, for one taker alone; None when somebody, or an earlier click, took it already."""
        try:
            self.path.rename(self._taken)
            return self._taken.read_bytes()
        except FileNotFoundError:
            return None

    def give_back(self) -> None:
        """After an import that changed nothing: it may be tried again."""
        with suppress(FileNotFoundError):
            self._taken.rename(self.path)

    def forget(self) -> None:
        self._taken.unlink(missing_ok=True)

    @property
    def _taken(self) -> Path:
        return self.path.with_suffix(".taken")


def keep_waiting(*, membership: Membership, name: str, data: bytes) -> str:
    """Keep a file for the one who sent it; the token that names it."""
    folder = _folder(membership)
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    key = uuid.uuid4().hex
    (folder / key).write_bytes(data)
    return signing.dumps({"key": key, "name": name[:120], "user": membership.user_id}, salt=SALT)


def waiting_file(token: str, *, membership: Membership) -> WaitingFile | None:
    """The file of a token; None for a forged, old or foreign one. It may be gone: `take` tells."""
    try:
        said = signing.loads(token, salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        return None
    if said["user"] != membership.user_id:
        return None
    return WaitingFile(_folder(membership) / said["key"], said["name"])


def _folder(membership: Membership) -> Path:
    return Path(settings.MEDIA_ROOT) / "imports" / membership.programme.uuid.hex


def _sweep(folder: Path) -> None:
    """Erase what nobody confirmed."""
    oldest = time.time() - KEPT_SECONDS
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                path.unlink()
