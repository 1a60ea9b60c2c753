"""INSEE's bands of workforce: the labels, and a number that stands for each."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from symbiose.nomenclatures.files import read_rows

UNKNOWN = "NN"


class WorkforceBand(NamedTuple):
    """A band: from ``smallest`` to ``largest`` employees, both None where unknown, the latter alone where open."""

    code: str
    label: str
    smallest: int | None
    largest: int | None


@cache
def workforce_bands() -> dict[str, WorkforceBand]:
    """The sixteen bands, by code, in the order of INSEE."""
    return {
        row["code"]: WorkforceBand(
            row["code"], row["libelle"], _number(row["effectif_min"]), _number(row["effectif_max"])
        )
        for row in read_rows("tranches_effectifs_insee.csv")
    }


def _number(text: str) -> int | None:
    return int(text) if text else None


def workforce_label(band: str) -> str:
    """Give the short label of a band ("20 à 49 salariés"), or an empty text for an unknown one."""
    found = workforce_bands().get(band)
    return found.label.split(" (")[0] if found else ""


def workforce_mid(band: str) -> float | None:
    """Give the middle of a band, its smallest number where it is open; None where nothing is known."""
    found = workforce_bands().get(band)
    if found is None or found.smallest is None:
        return None
    return (found.smallest + (found.largest if found.largest is not None else found.smallest)) / 2


def workforce_band(employees: int) -> str:
    """Give the code of the band that holds a number of employees. Raises ValueError for a negative one."""
    if employees < 0:
        raise ValueError(f"a workforce is not negative: {employees}")
    for band in workforce_bands().values():
        if band.smallest is not None and employees <= (band.largest if band.largest is not None else employees):
            return band.code
    raise ValueError(f"no band for {employees}")
