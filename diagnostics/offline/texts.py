"""Values of rows as a form posts them: what tablets keep, compare and send."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

from diagnostics.offline.merge import comparable
from symbiose.nomenclatures.units import parse_decimal

NUMBERS = frozenset({"quantity"})


def posted(value: Any) -> Any:
    """A stored value as a form would post it, in JSON."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return [str(part) for part in value] if isinstance(value, list) else value


def alike(name: str, value: Any) -> Any:
    """The comparable form of a posted value: « 1,50 » and « 1.5 » are one number."""
    if name not in NUMBERS or not isinstance(value, (str, int, float)) or isinstance(value, bool):
        return comparable(value)
    try:
        return _number(parse_decimal(str(value))) if str(value).strip() else ""
    except ValueError:
        return comparable(value)


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")
