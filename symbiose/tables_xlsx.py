"""Read the first sheet of an XLSX workbook, after looking at what it unpacks to.

A workbook is a zip of XML: it is judged by content (members, unpacked size, document types) before
openpyxl opens it, in read-only mode, with defusedxml installed. Rows and columns are bounded by
what is read, never by what the file claims.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl

from symbiose.tables_faults import FileFault, RawRow

MAX_MEMBERS = 500
MAX_UNPACKED = 60_000_000
MAX_ROW_INDEX = 200_000
NOT_XLSX = "Le fichier n’est pas un classeur XLSX lisible."
TOO_LARGE = "Le classeur est trop gros une fois décompressé."
CHUNK = 1 << 20


def xlsx_rows(data: bytes, *, max_columns: int) -> Iterator[RawRow]:
    """Yield the rows of the first sheet as text; dates as ISO, whole numbers without decimals.

    Raises FileFault for what is not a workbook, is too large unpacked, or carries a document type.
    """
    check_archive(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl raises a dozen kinds on a broken workbook
        raise FileFault(NOT_XLSX) from error
    try:
        sheet = next((sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), None)
        if sheet is None:
            raise FileFault("Le classeur n’a pas de feuille visible.")
        yield from _sheet_rows(sheet, max_columns)
    finally:
        book.close()


def check_archive(data: bytes) -> None:
    """Refuse an archive that is none, has too many members, unpacks too large or declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive)
    except FileFault:
        raise
    except Exception as error:  # zlib, struct, RuntimeError (password), NotImplementedError (method)…
        raise FileFault(NOT_XLSX) from error


def _check_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    names = {member.filename for member in members}
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise FileFault(NOT_XLSX)
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise FileFault(TOO_LARGE)
    left = MAX_UNPACKED
    for member in members:
        with archive.open(member) as stream:
            left -= _check_member(stream, left)


def _check_member(stream: Any, left: int) -> int:
    """Unpack one member piece by piece; give its true size."""
    size, tail = 0, b""
    while piece := stream.read(CHUNK):
        size += len(piece)
        if size > left:
            raise FileFault(TOO_LARGE)
        window = (tail + piece).replace(b"\x00", b"").upper()
        if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
            raise FileFault("Le classeur contient une déclaration XML refusée (DOCTYPE).")
        tail = piece[-32:]
    return size


def _sheet_rows(sheet: Any, max_columns: int) -> Iterator[RawRow]:
    sheet.reset_dimensions()
    try:
        for index, values in enumerate(sheet.iter_rows(max_col=max_columns + 1, values_only=True), start=1):
            if index > MAX_ROW_INDEX:
                raise FileFault(f"La feuille a plus de {MAX_ROW_INDEX}\u00a0lignes.", index)
            yield RawRow(index, _texts(values))
    except FileFault:
        raise
    except Exception as error:  # a sheet may break in its midst
        raise FileFault(NOT_XLSX) from error


def _texts(values: tuple[Any, ...]) -> list[str]:
    texts = [cell_text(value) for value in values]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def cell_text(value: Any) -> str:
    """Write a cell as a person would have typed it in a CSV."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()
