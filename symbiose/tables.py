"""Read a table that a person hands in (CSV or XLSX) into rows of text, or say in French what is wrong with it.

Pure: bytes in, values out. The importers of companies and flows and the matching commands share it,
so that every file meets the same limits and the same words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from symbiose.tables_csv import csv_rows
from symbiose.tables_faults import FileFault, RawRow
from symbiose.tables_xlsx import xlsx_rows

MAX_BYTES = 20_000_000
MAX_ROWS = 50_000
MAX_COLUMNS = 200
MAX_CELL = 10_000
MAX_ERRORS = 500
FOREIGN_SIGNATURES = {
    b"%PDF": "un PDF",
    b"\x89PNG": "une image",
    b"\xff\xd8\xff": "une image",
    b"GIF8": "une image",
    b"\xd0\xcf\x11\xe0": "un ancien classeur XLS (enregistrez-le au format XLSX ou CSV)",
    b"\x1f\x8b": "une archive",
    b"Rar!": "une archive",
    b"7z\xbc\xaf": "une archive",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a file may bring, under its name or one of its aliases."""

    required: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableError:
    """One fault, at a line of the file (the header is line 1), in a column where there is one."""

    line: int
    column: str
    message: str

    def __str__(self) -> str:
        where = f"ligne {self.line}" + (f", colonne {self.column}" if self.column else "")
        return f"{where}\u00a0: {self.message}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of data: every column of the file by its own name, as stripped text."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Give the text of a column, empty where the file has none."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, and its faults; rows that bear a fault are not among the rows."""

    rows: tuple[Row, ...] = ()
    errors: tuple[TableError, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    """The state of one reading."""

    names: dict[int, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    errors: list[TableError] = field(default_factory=list)

    def fault(self, line: int, column: str, message: str) -> None:
        if len(self.errors) < MAX_ERRORS:
            self.errors.append(TableError(line, column, message))


def read_table(
    data: bytes,
    *,
    filename: str,
    columns: Mapping[str, Column],
    require_any: Sequence[Sequence[str]] = (),
    max_rows: int = MAX_ROWS,
    allow_empty: bool = False,
) -> Table:
    """Read a CSV or XLSX file whose first line names its columns.

    CSV may be UTF-8 (with or without BOM), UTF-16 or Windows-1252, delimited by comma, semicolon or
    tab. The columns may come in any order; letter case, accents, spaces and hyphens of their names
    do not matter. ``require_any`` lists groups of columns of which the file needs at least one.
    Never raises on the content of a file: what is wrong comes back as errors.
    """
    reading = _Reading()
    try:
        _fill(reading, _raw_rows(data, filename, _spellings(columns)), columns, require_any, max_rows)
    except FileFault as fault:
        reading.fault(fault.line, "", fault.message)
    if not reading.errors and not reading.rows and not allow_empty:
        reading.fault(1, "", "Le fichier ne contient aucune ligne sous l’en-tête.")
    return Table(tuple(reading.rows), tuple(reading.errors), tuple(reading.names.values()))


def column_key(name: str) -> str:
    """Fold the name of a column: accents, letter case, spaces and hyphens do not count."""
    folded = unicodedata.normalize("NFKD", name.replace("\ufeff", "")).casefold()
    plain = "".join(c for c in folded if not unicodedata.combining(c)).strip()
    return "_".join(plain.replace("-", " ").replace("_", " ").replace("’", " ").replace("'", " ").split())


def _spellings(columns: Mapping[str, Column]) -> dict[str, str]:
    """Every accepted spelling of a column, folded, with the column's own name."""
    return {column_key(spelling): name for name, column in columns.items() for spelling in (name, *column.aliases)}


def _raw_rows(data: bytes, filename: str, spellings: Mapping[str, str]) -> Iterator[RawRow]:
    if not data.strip():
        raise FileFault("Le fichier est vide.")
    if len(data) > MAX_BYTES:
        raise FileFault(f"Le fichier dépasse {MAX_BYTES // 1_000_000}\u00a0Mo.")
    for signature, name in FOREIGN_SIGNATURES.items():
        if data.startswith(signature):
            raise FileFault(f"Le fichier n’est ni un CSV ni un XLSX\u00a0: c’est {name}.")
    if data.startswith(b"PK\x03\x04") or filename.lower().endswith((".xlsx", ".xlsm")):
        return xlsx_rows(data, max_columns=MAX_COLUMNS)
    return csv_rows(data, known=lambda name: column_key(name) in spellings)


def _fill(
    reading: _Reading,
    raw: Iterator[RawRow],
    columns: Mapping[str, Column],
    require_any: Sequence[Sequence[str]],
    max_rows: int,
) -> None:
    header = next((row for row in raw if any(row.cells)), None)
    if header is None:
        raise FileFault("Le fichier est vide.")
    _read_header(reading, header, columns, require_any)
    if reading.errors:
        return
    for row in raw:
        if not any(row.cells):
            continue
        if len(reading.rows) >= max_rows:
            raise FileFault(f"Le fichier a plus de {max_rows}\u00a0lignes\u00a0: partagez-le.", row.line)
        _read_row(reading, row)


def _read_header(
    reading: _Reading, header: RawRow, columns: Mapping[str, Column], require_any: Sequence[Sequence[str]]
) -> None:
    if len(header.cells) > MAX_COLUMNS:
        raise FileFault(f"L’en-tête a plus de {MAX_COLUMNS}\u00a0colonnes.", header.line)
    spellings = _spellings(columns)
    for index, title in enumerate(header.cells):
        if title:
            _read_title(reading, header.line, index, title, spellings)
    present = set(reading.names.values())
    for name in _missing(columns, present):
        reading.fault(header.line, name, f"La colonne «\u00a0{name}\u00a0» manque.")
    for group in require_any:
        if not present & set(group):
            names = " ou ".join(f"«\u00a0{name}\u00a0»" for name in group)
            reading.fault(header.line, group[0], f"Il faut au moins une colonne parmi {names}.")


def _missing(columns: Mapping[str, Column], present: set[str]) -> Iterable[str]:
    return (name for name, column in columns.items() if column.required and name not in present)


def _read_title(reading: _Reading, line: int, index: int, title: str, spellings: Mapping[str, str]) -> None:
    shown = title[:60]
    name = spellings.get(column_key(title))
    if name is None:
        reading.fault(line, shown, f"La colonne «\u00a0{shown}\u00a0» est inconnue.")
    elif name in reading.names.values():
        reading.fault(line, shown, f"La colonne «\u00a0{name}\u00a0» est donnée deux fois.")
    else:
        reading.names[index] = name


def _read_row(reading: _Reading, row: RawRow) -> None:
    faults = len(reading.errors)
    cells = {}
    for index, text in enumerate(row.cells):
        name = reading.names.get(index)
        if name is None:
            if text:
                reading.fault(row.line, "", f"La cellule {index + 1} n’a pas de colonne dans l’en-tête.")
            continue
        problem = _cell_problem(text)
        if problem:
            reading.fault(row.line, name, problem)
        cells[name] = text
    if len(reading.errors) == faults:
        reading.rows.append(Row(row.line, cells))


def _cell_problem(text: str) -> str:
    if len(text) > MAX_CELL:
        return f"La cellule dépasse {MAX_CELL}\u00a0caractères."
    if any(unicodedata.category(c) == "Cc" and c not in "\n\r\t" for c in text):
        return "La cellule contient un caractère de contrôle."
    return ""
