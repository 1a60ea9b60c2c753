"""Quantities as people type them: French decimals, units with their dimension, and the yearly amount."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

UNITS_FILE = Path(__file__).parent / "data" / "units.csv"
TIMES_PER_YEAR = {"an": 1.0, "mois": 12.0, "semaine": 52.0}
ONE_OFF = "ponctuel"
SPACES = re.compile(r"[\s\u00a0\u202f\u2009']+")
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
SUPERSCRIPTS = str.maketrans("²³", "23")


class Unit(NamedTuple):
    """A unit: how it is written, what it measures, and how many base units it is worth."""

    name: str
    dimension: str
    factor: float


def parse_decimal(text: str) -> Decimal:
    """Read a number written the French way ("1 200,5") or the English one ("1,200.5", "1200.5").

    A lone comma is a decimal comma; where both signs stand, the last one is the decimal.
    Raises ValueError for anything else, infinities and exponents included.
    """
    plain = SPACES.sub("", text)
    if "," in plain and "." in plain:
        thousands = "." if plain.rfind(",") > plain.rfind(".") else ","
        plain = plain.replace(thousands, "")
    plain = plain.replace(",", ".")
    if not plain.isascii() or not NUMBER.fullmatch(plain):
        raise ValueError(f"not a number: {text!r}")
    return Decimal(plain)


def unit_key(text: str) -> str:
    """Fold the writing of a unit; an upper-case letter may carry meaning (MW), so it stays."""
    return " ".join(text.translate(SUPERSCRIPTS).replace("\u00a0", " ").split()).removesuffix(".")


@cache
def _units() -> dict[str, Unit]:
    table: dict[str, Unit] = {}
    folded: dict[str, Unit] = {}
    with UNITS_FILE.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            unit = Unit(row["unit"], row["dimension"], float(row["factor"]))
            for spelling in (row["unit"], *row["aliases"].split("|")):
                table[unit_key(spelling)] = unit
                folded.setdefault(unit_key(spelling).casefold(), unit)
    return {**folded, **table}


def find_unit(text: str) -> Unit | None:
    """Find a unit by any of its writings; None for an unknown one."""
    key = unit_key(text)
    return _units().get(key) or _units().get(key.casefold())


def known_units() -> tuple[str, ...]:
    """The names of the units, in the order of the table."""
    return tuple(dict.fromkeys(unit.name for unit in _units().values()))


def per_year(quantity: float | Decimal | None, unit: str, period: str) -> tuple[float | None, str]:
    """Give the amount per year in the base unit of its dimension, and that dimension.

    Base units: kg, m3, kWh, kW, m2, km, h, u, €. A day is seven hours of use. A one-off ("ponctuel"),
    an unknown period, unit or quantity has no yearly amount: None. An unknown unit has dimension "".
    """
    found = find_unit(unit)
    if found is None:
        return None, ""
    times = TIMES_PER_YEAR.get(period)
    if quantity is None or times is None:
        return None, found.dimension
    return float(quantity) * found.factor * times, found.dimension


def base_amount(quantity: float | Decimal | None, unit: str) -> tuple[float | None, str]:
    """Give the amount in the base unit of its dimension whatever the period, and that dimension."""
    found = find_unit(unit)
    if found is None:
        return None, ""
    return (None if quantity is None else float(quantity) * found.factor), found.dimension
