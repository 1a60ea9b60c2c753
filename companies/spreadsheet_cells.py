"""Cells that no spreadsheet runs: what begins like a formula is led by an apostrophe, taken off again at reading."""

from __future__ import annotations

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

LIVE = ("=", "+", "-", "@", "\t", "\r")
GUARD = "'"


def safe_cell(value: object) -> str:
    """Write a value as a text that no spreadsheet runs."""
    text = ILLEGAL_CHARACTERS_RE.sub("", "" if value is None else str(value))
    return f"{GUARD}{text}" if _is_guarded(text) or text.startswith(LIVE) else text


def typed_cell(text: str) -> str:
    """Read back what `safe_cell` wrote."""
    return text.removeprefix(GUARD) if _is_guarded(text) else text


def _is_guarded(text: str) -> bool:
    return text.startswith(GUARD) and text.lstrip(GUARD).startswith(LIVE)
