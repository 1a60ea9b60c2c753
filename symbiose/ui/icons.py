"""Inline SVG icons, read once from the folder that scripts/front fills."""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

log = logging.getLogger(__name__)

NAME = re.compile(r"^[a-z0-9-]+$")
DRAWING = re.compile(r'viewBox="([^"]+)"[^>]*>(.*)</svg>', re.DOTALL)


def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """An icon of 1em in the colour of the text; silent beside a word, named by ``label`` when alone."""
    box, drawing = _drawing(name)
    classes = f"icon {css}".strip()
    if label:
        named = '<svg class="{}" viewBox="{}" role="img" aria-label="{}">{}</svg>'
        return format_html(named, classes, box, label, drawing)
    return format_html('<svg class="{}" viewBox="{}" aria-hidden="true">{}</svg>', classes, box, drawing)


@lru_cache(maxsize=256)
def _drawing(name: str) -> tuple[str, SafeString]:
    """The view box and the paths of one icon; an unknown name draws nothing and says so in the log."""
    path = Path(settings.ICONS_DIR) / f"{name}.svg"
    found = DRAWING.search(path.read_text()) if NAME.match(name) and path.is_file() else None
    if found is None:
        log.error("no icon is called %r", name)
        return "0 0 16 16", SafeString("")
    return found[1], mark_safe(found[2].strip())  # nosec B308 B703: a file of the bootstrap-icons package
