"""Where the data files of the nomenclatures are, and how they are read."""

from __future__ import annotations

import csv
from pathlib import Path

DATA_DIR = Path(__file__).parent / "data"


def read_rows(name: str) -> list[dict[str, str]]:
    """Read one CSV file of the data folder."""
    with (DATA_DIR / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def everyday_words(name: str) -> dict[str, tuple[str, ...]]:
    """Read a file of everyday words by code."""
    return {row["code"]: tuple(row["words"].split("|")) for row in read_rows(name)}
