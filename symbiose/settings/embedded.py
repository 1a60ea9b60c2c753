"""What replaces servers where none is given: SQLite, a broker and a cache made of files."""

import secrets
from pathlib import Path
from typing import Any


def sqlite_database(data_dir: Path) -> dict[str, Any]:
    """One SQLite file that web and worker share.

    WAL lets readers work beside a writer; IMMEDIATE takes the write lock first, because a
    transaction that reads, then writes, cannot wait and fails at once (docs/adr/0003).
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": data_dir / "symbiose.sqlite3",
        "OPTIONS": sqlite_options(),
    }


def sqlite_options() -> dict[str, Any]:
    return {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }


def file_cache(data_dir: Path) -> dict[str, Any]:
    """A cache that every process sees, so that rate limits hold across web and worker."""
    return {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": data_dir / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }


def file_broker(data_dir: Path) -> dict[str, Any]:
    """Options of Celery's filesystem transport, whose folders must exist before it starts."""
    folders = {name: data_dir / "broker" / name for name in ("queue", "processed", "control")}
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(folders["queue"]),
        "data_folder_out": str(folders["queue"]),
        "processed_folder": str(folders["processed"]),
        "control_folder": str(folders["control"]),
        "store_processed": False,
        "polling_interval": 0.2,
    }


def reception_folder(data_dir: Path) -> str:
    """Where large files are received: on the disk, for /tmp is memory in the container."""
    folder = data_dir / "received"
    folder.mkdir(parents=True, exist_ok=True)
    return str(folder)


def kept_secret(data_dir: Path) -> str:
    """The secret key of this data folder, made at first use and kept for the next start."""
    path = data_dir / "secret_key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()
