"""The European list of waste: codes as people type them, labels, and which are hazardous."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

LIST_FILE = Path(__file__).parent.parent / "nomenclatures" / "data" / "ewc_liste_dechets.csv"
SHAPE = re.compile(r"(\d{2})(\d{2})?(\d{2})?")


class WasteCode(NamedTuple):
    """One line of the list: a chapter, a section or an entry."""

    code: str
    label: str
    level: str
    hazardous: bool
    parent: str


@cache
def waste_codes() -> dict[str, WasteCode]:
    """The whole list, by code written in spaced pairs ("03 01 05")."""
    with LIST_FILE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {
        row["code"]: WasteCode(row["code"], row["libelle"], row["niveau"], row["dangereux"] == "1", row["parent"])
        for row in rows
    }


def normalise_ewc(text: str) -> str:
    """Write a waste code in spaced pairs, whatever its spaces, dots and star: "120109*" gives "12 01 09".

    A code of five digits has lost its first zero in a spreadsheet. Raises ValueError for another shape.
    """
    digits = re.sub(r"[\s.\u00a0*_-]", "", text)
    if digits.isascii() and digits.isdigit() and len(digits) in (3, 5):
        digits = "0" + digits
    found = SHAPE.fullmatch(digits) if digits.isascii() else None
    if found is None:
        raise ValueError(f"not a waste code: {text!r}")
    return " ".join(pair for pair in found.groups() if pair)


def is_hazardous(text: str) -> bool:
    """Tell whether a typed code is hazardous: it is so in the list, or bears a star the list does not refute."""
    try:
        code = normalise_ewc(text)
    except ValueError:
        return False
    known = waste_codes().get(code)
    return known.hazardous if known else "*" in text
