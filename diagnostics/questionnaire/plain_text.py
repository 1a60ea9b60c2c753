"""Text that any database keeps: without the characters that PostgreSQL refuses in its JSON, nor invisible ones."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from typing import Any

KEPT = {"\n", "\t"}
REFUSED = {"Cc", "Cs"}
DEEPEST = 10
LARGEST_JSON = 400_000  # characters; the full diagnostic has 60 000
LARGEST_NUMBER = 10**15


def plain_text(text: str) -> str:
    """The text without control characters and lone halves of characters; its line breaks stay."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in unix if sign in KEPT or unicodedata.category(sign) not in REFUSED).strip()


def plain_line(text: str) -> str:
    """The same on one line."""
    return " ".join(plain_text(text).split(" ")).replace("\n", " ").replace("\t", " ").strip()


class NotStorable(ValueError):
    """The JSON is too deep or too large to be kept; the message says it in French."""


def storable(raw: Any) -> Any:
    """The JSON as a database keeps it: texts cleaned, no infinite number. Raises NotStorable."""
    return _Cleaning().clean(raw, DEEPEST)


class _Cleaning:
    """One walk through a JSON, which stops when it has seen too much."""

    def __init__(self) -> None:
        self.left = LARGEST_JSON

    def clean(self, value: Any, depth: int) -> Any:
        self.left -= len(value) if isinstance(value, str) else 4
        if depth < 0 or self.left < 0:
            raise NotStorable("Ce questionnaire est trop grand pour être enregistré\u00a0: enlevez-en des questions.")
        if isinstance(value, Mapping):
            return {plain_line(str(name)): self.clean(part, depth - 1) for name, part in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.clean(part, depth - 1) for part in value]
        if isinstance(value, str):
            return "".join(sign for sign in value if sign in KEPT or unicodedata.category(sign) not in REFUSED)
        if isinstance(value, float) and not math.isfinite(value):
            return None
        if isinstance(value, int) and abs(value) > LARGEST_NUMBER:
            return None
        return value if value is None or isinstance(value, (bool, int, float)) else None
