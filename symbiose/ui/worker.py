"""What the service worker keeps of the house itself: styles, scripts, fonts and drawings, named by their content."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse

# The part that runs in the worker, in the order in which it is read.
SCRIPTS = ("js/offline/store.js", "js/offline/sender.js", "js/offline/worker.js")
FOLDERS = ("css", "js", "img")
SINGLE_FILES = (
    "fonts/atkinson.woff2",
    "fonts/bitter.woff2",
    "fonts/chiffres.woff2",
    "vendor/bootstrap.min.css",
    "django_htmx/htmx-2.min.js",
)
KEPT = {".css", ".js", ".svg", ".woff2"}


def shell_files() -> list[str]:
    """The names of the static files without which a visit's page would not stand."""
    return sorted({*_in_folders(), *SINGLE_FILES})


def _in_folders() -> Iterator[str]:
    for folder in FOLDERS:
        root = finders.find(folder)
        if isinstance(root, str):
            yield from (f"{folder}/{path.relative_to(root)}" for path in Path(root).rglob("*") if path.suffix in KEPT)


def worker_script() -> str:
    """The text of /sw.js. It differs as soon as one file of the shell does, and the browser then takes the new one."""
    files = shell_files()
    shell = {
        "version": _digest(files),
        "files": [static(name) for name in files],
        "static": settings.STATIC_URL,
        "page": reverse("worker:page"),
    }
    scripts = ", ".join(json.dumps(static(name)) for name in SCRIPTS)
    return f"self.symbioseShell = {json.dumps(shell)};\nimportScripts({scripts});\n"


def _digest(files: list[str]) -> str:
    """Sixteen figures for the addresses and contents of files: plain addresses say nothing of what they hold."""
    total = sha256()
    for name in files:
        total.update(static(name).encode())
        path = finders.find(name)
        if isinstance(path, str):
            total.update(_content(path, Path(path).stat().st_mtime_ns))
    return total.hexdigest()[:16]


@lru_cache(maxsize=512)
def _content(path: str, changed_at: int) -> bytes:
    return sha256(Path(path).read_bytes()).digest()
