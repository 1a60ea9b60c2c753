"""What companies of a trade usually have and lack: words to begin with, by division of the NAF (data/trades.csv).

Our own writing, from the public accounts of such programmes and the common sense of each trade: a help to memory,
never a fact about anybody.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "data" / "trades.csv"
ANY_TRADE = "*"
DIVISION_DIGITS = 2


class UsualLine(NamedTuple):
    direction: str
    label: str


def division_of(naf_code: str) -> str:
    """The two digits of a code's division, empty for no code."""
    digits = "".join(letter for letter in naf_code if letter.isdigit())
    return digits[:DIVISION_DIGITS] if len(digits) >= DIVISION_DIGITS else ""


def usual_lines(naf_code: str) -> tuple[UsualLine, ...]:
    """The usual lines of a trade, then those of any company."""
    own = _by_division().get(division_of(naf_code), ())
    return tuple(dict.fromkeys([*own, *_by_division()[ANY_TRADE]]))


@cache
def _by_division() -> dict[str, tuple[UsualLine, ...]]:
    table: dict[str, list[UsualLine]] = {}
    with FILE.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            table.setdefault(row["division"], []).append(UsualLine(row["direction"], row["label"]))
    return {division: tuple(lines) for division, lines in table.items()}
