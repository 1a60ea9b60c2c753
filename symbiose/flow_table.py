"""The table of flows: its columns, and its rows as typed values with the faults of each cell.

Shared by the import of flows and by the matching commands, which read the same files. Pure.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from symbiose.lexicon.flow_words import DIRECTIONS, FAMILIES, PERIODS
from symbiose.lexicon.quantities import parse_decimal
from symbiose.lexicon.waste_codes import normalise_ewc
from symbiose.tables import MAX_CELL, Column, Row, Table, TableError, read_table

FLOW_COLUMNS = {
    "flow_id": Column(required=True),
    "company_id": Column(required=True),
    "direction": Column(required=True),
    "family": Column(),
    "label": Column(required=True),
    "description": Column(),
    "quantity": Column(),
    "unit": Column(),
    "period": Column(),
    "ewc_code": Column(),
    "naf_code": Column(aliases=("naf",)),
    "latitude": Column(),
    "longitude": Column(),
    "available_from": Column(),
    "available_to": Column(),
}
PERIOD_WORDS = {
    "annee": "an",
    "annuel": "an",
    "ans": "an",
    "annees": "an",
    "par an": "an",
    "mensuel": "mois",
    "par mois": "mois",
    "hebdomadaire": "semaine",
    "semaines": "semaine",
    "par semaine": "semaine",
    "ponctuelle": "ponctuel",
    "une fois": "ponctuel",
}
FRENCH_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?")
NAF_CODE = re.compile(r"(\d{2})\.?(\d{1,2})([A-Z])?")
LONGEST = {"flow_id": 100, "company_id": 200, "label": 300, "unit": 40}


@dataclass(frozen=True, slots=True)
class FlowRow:
    """One line of a table of flows; empty text, None: not given."""

    line: int
    flow_id: str
    company_id: str
    direction: str
    label: str
    family: str
    description: str
    quantity: Decimal | None
    unit: str
    period: str
    ewc_code: str
    naf_code: str
    latitude: float | None
    longitude: float | None
    available_from: date | None
    available_to: date | None


@dataclass(frozen=True, slots=True)
class FlowTable:
    """The rows without a fault, and all the faults, in the order of the file."""

    rows: tuple[FlowRow, ...]
    errors: tuple[TableError, ...]
    columns: tuple[str, ...]


def read_flow_table(
    data: bytes, *, filename: str, unique_key: Callable[[FlowRow], Any], allow_empty: bool = False
) -> FlowTable:
    """Read a CSV or XLSX file of flows; two rows of one ``unique_key`` are a fault that names both lines."""
    table = read_table(data, filename=filename, columns=FLOW_COLUMNS, allow_empty=allow_empty)
    return parse_flow_table(table, unique_key=unique_key)


def parse_flow_table(table: Table, *, unique_key: Callable[[FlowRow], Any]) -> FlowTable:
    """Give the rows of a table their types."""
    errors = list(table.errors)
    rows: list[FlowRow] = []
    first_lines: dict[Any, int] = {}
    for row in table.rows:
        flow = parse_flow(row, errors)
        if flow is None:
            continue
        first = first_lines.setdefault(unique_key(flow), flow.line)
        if first != flow.line:
            message = f"Le flux «\u00a0{flow.flow_id}\u00a0» est donné deux fois, lignes {first} et {flow.line}."
            errors.append(TableError(flow.line, "flow_id", message))
        else:
            rows.append(flow)
    errors.sort(key=lambda error: error.line)
    return FlowTable(tuple(rows), tuple(errors), table.columns)


def parse_flow(row: Row, errors: list[TableError]) -> FlowRow | None:
    """Type one row; its faults are added to ``errors``, and None comes back where there is any."""
    cells = _Cells(row)
    flow = FlowRow(
        line=row.line,
        flow_id=cells.text("flow_id"),
        company_id=cells.text("company_id"),
        direction=cells.choice("direction", DIRECTIONS, required=True),
        label=cells.text("label"),
        family=cells.choice("family", FAMILIES),
        description=row["description"],
        quantity=cells.value("quantity", _quantity),
        unit=cells.text("unit", required=False),
        period=cells.choice("period", PERIODS, words=PERIOD_WORDS),
        ewc_code=cells.value("ewc_code", normalise_ewc_star) or "",
        naf_code=cells.value("naf_code", normalise_naf) or "",
        latitude=cells.value("latitude", _degrees(90)),
        longitude=cells.value("longitude", _degrees(180)),
        available_from=cells.value("available_from", parse_date),
        available_to=cells.value("available_to", parse_date),
    )
    _check_together(flow, cells)
    errors.extend(cells.errors)
    return None if cells.errors else flow


class _Cells:
    """Reads the cells of one row and keeps their faults."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.errors: list[TableError] = []

    def fault(self, column: str, message: str) -> None:
        self.errors.append(TableError(self.row.line, column, message))

    def text(self, column: str, *, required: bool = True) -> str:
        text = self.row[column]
        if required and not text:
            self.fault(column, f"La colonne «\u00a0{column}\u00a0» est vide.")
        elif len(text) > LONGEST.get(column, MAX_CELL):
            self.fault(column, f"Le texte dépasse {LONGEST[column]}\u00a0caractères.")
        return text

    def choice(
        self, column: str, values: tuple[str, ...], *, required: bool = False, words: dict[str, str] | None = None
    ) -> str:
        text = self.row[column]
        if not text:
            return self.text(column, required=required)
        key = _fold(text)
        for candidate in (key, (words or {}).get(key, ""), key.removesuffix("s")):
            if candidate in values:
                return candidate
        shown = ", ".join(values)
        self.fault(column, f"«\u00a0{text[:60]}\u00a0» n’est pas accepté\u00a0: {shown}.")
        return ""

    def value(self, column: str, read: Callable[[str], Any]) -> Any:
        text = self.row[column]
        if not text:
            return None
        try:
            return read(text)
        except ValueError:
            self.fault(column, f"«\u00a0{text[:60]}\u00a0» n’est pas {EXPECTED[column]}.")
            return None


EXPECTED = {
    "quantity": "une quantité (un nombre positif)",
    "ewc_code": "un code de la liste européenne des déchets (6\u00a0chiffres)",
    "naf_code": "un code NAF (par exemple 10.71C)",
    "latitude": "une latitude en degrés (de -90 à 90)",
    "longitude": "une longitude en degrés (de -180 à 180)",
    "available_from": "une date (AAAA-MM-JJ ou jj/mm/aaaa)",
    "available_to": "une date (AAAA-MM-JJ ou jj/mm/aaaa)",
}


def _check_together(flow: FlowRow, cells: _Cells) -> None:
    if flow.available_from and flow.available_to and flow.available_to < flow.available_from:
        cells.fault("available_to", "La fin de la période précède son début.")


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(c for c in folded if not unicodedata.combining(c)).split())


def _quantity(text: str) -> Decimal:
    number = parse_decimal(text)
    if number < 0 or number > Decimal(10) ** 15:
        raise ValueError(text)
    return number


def _degrees(bound: int) -> Callable[[str], float]:
    def read(text: str) -> float:
        degrees = float(parse_decimal(text))
        if not math.isfinite(degrees) or abs(degrees) > bound:
            raise ValueError(text)
        return degrees

    return read


def parse_date(text: str) -> date:
    """Read an ISO or dd/mm/yyyy date. Raises ValueError for another writing or an impossible day."""
    iso = ISO_DATE.fullmatch(text)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
        return date(year, month, day)
    french = FRENCH_DATE.fullmatch(text)
    if french:
        day, month, year = (int(part) for part in french.groups())
        return date(year, month, day)
    raise ValueError(f"not a date: {text!r}")


def normalise_ewc_star(text: str) -> str:
    """Write a waste code in spaced pairs, keeping the star of a hazardous one."""
    return normalise_ewc(text) + ("*" if "*" in text else "")


def normalise_naf(text: str) -> str:
    """Write a NAF code with its dot: "1071c" gives "10.71C". Raises ValueError for another shape."""
    found = NAF_CODE.fullmatch(text.replace(" ", "").upper())
    if found is None or not text.isascii():
        raise ValueError(f"not a NAF code: {text!r}")
    division, group, letter = found.groups()
    return f"{division}.{group}{letter or ''}"
