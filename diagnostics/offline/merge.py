"""Three-way merge of one field, and what counts as the same words. Pure: no Django, no clock.

A tablet says which value it knew (`base`) and which one was typed (`value`); the server holds `current`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

KEPT_CONTROLS = "\n\t"


class Fate(StrEnum):
    """What becomes of a typed value."""

    SAME = "same"  # it stands already: sent twice, or two people typed the same
    WRITE = "write"  # nobody touched the field since the tablet read it
    CONFLICT = "conflict"  # somebody else did: both values are kept until one person decides


@dataclass(frozen=True, slots=True)
class Change:
    """One field as a tablet saw it and as it was typed."""

    base: Any
    value: Any


def fate(current: Any, change: Change) -> Fate:
    """What becomes of a change, from comparable values."""
    if change.value == current:
        return Fate.SAME
    return Fate.WRITE if change.base == current else Fate.CONFLICT


def readable(value: Any) -> Any:
    """JSON without the characters that a database refuses, its line ends as one; other words stay as typed."""
    if isinstance(value, str):
        return "".join(sign for sign in value.replace("\r\n", "\n").replace("\r", "\n") if _is_readable(sign))
    if isinstance(value, Mapping):
        return {readable(str(key)): readable(part) for key, part in value.items()}
    if isinstance(value, list):
        return [readable(part) for part in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def comparable(value: Any) -> Any:
    """The form in which two values are compared: empty is empty however it is written, the order of ticks is none."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return value
    if isinstance(value, list):
        parts = [part for part in map(comparable, value) if part != ""]
        return (parts if any(isinstance(part, dict) for part in parts) else sorted(parts, key=str)) or ""
    if isinstance(value, Mapping):
        cells = {str(key): comparable(part) for key, part in value.items()}
        return {key: part for key, part in cells.items() if part != ""} or ""
    return str(value).strip()


def is_empty(value: Any) -> bool:
    return bool(comparable(value) == "")


def both_texts(theirs: Any, mine: Any) -> str:
    """Two texts one below the other; one that holds the other is enough."""
    first, second = str(comparable(theirs)), str(comparable(mine))
    if second in first:
        return first
    return second if first in second else f"{first}\n{second}"


def _is_readable(sign: str) -> bool:
    code = ord(sign)
    if code < 32:
        return sign in KEPT_CONTROLS
    return not 0xD800 <= code <= 0xDFFF and code != 0x7F
