"""What a roadmap says beside its steps and its companies: plain JSON with one shape, checked before it is kept. Pure.

Money is in whole cents, dates are ISO, figures carry their kind. A text left empty means « not written yet ».
"""

from __future__ import annotations

from typing import Any

TEXTS = ("why", "how", "then", "legal_form", "conditions", "rule_note", "basis_label", "basis_unit")
ROWS: dict[str, tuple[str, ...]] = {
    "key_figures": ("value", "label", "kind"),
    "budget": ("label", "cents", "source"),
    "fundings": ("label", "cents", "note"),
    "gains": ("label", "value", "kind", "source", "baseline"),
    "indicators": ("label", "target", "unit", "value", "read_on"),
    "risks": ("label", "level", "response"),
    "decisions": ("on", "event", "text", "to_take"),
}
RULES = ("equal", "volume", "workforce", "free")


def empty_content() -> dict[str, Any]:
    """A roadmap of which nothing is written yet."""
    return {
        **dict.fromkeys(TEXTS, ""),
        **{name: [] for name in ROWS},
        "rule": "equal",
        "parts": {},
        "shows_parts": True,
    }


def full_content(stored: dict[str, Any]) -> dict[str, Any]:
    """A stored content with every key present, so that an older one reads like a newer one."""
    return {**empty_content(), **stored}


def checked_content(content: dict[str, Any]) -> dict[str, Any]:
    """The content with its known keys only. Raises ValueError, which names the key, for one of another shape."""
    full = full_content(content)
    unknown = full.keys() - empty_content().keys()
    if unknown:
        raise ValueError(f"unknown keys: {sorted(unknown)}")
    for name in TEXTS:
        if not isinstance(full[name], str):
            raise ValueError(f"{name} is not a text")
    for name, columns in ROWS.items():
        if any(set(row) - set(columns) for row in full[name]):
            raise ValueError(f"{name} has unknown columns")
    if full["rule"] not in RULES:
        raise ValueError(f"unknown sharing rule {full['rule']!r}")
    return full


def total_cents(rows: list[dict[str, Any]]) -> int:
    """The sum of budget or funding lines, in cents."""
    return sum(int(row.get("cents") or 0) for row in rows)
