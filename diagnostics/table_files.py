"""Rows as a file to take away, CSV or XLSX; no cell is a live formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

from django.http import HttpResponse
from openpyxl import Workbook

from companies.spreadsheet_cells import safe_cell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Value = str | float | int


def table_file(rows: Iterable[Sequence[Value]], *, name: str, kind: str, title: str) -> HttpResponse:
    """The rows, heads first, as « name.xlsx » when `kind` says so, else « name.csv »."""
    if kind == "xlsx":
        return _attached(_xlsx(rows, title), XLSX, f"{name}.xlsx")
    return _attached(_csv(rows), "text/csv; charset=utf-8", f"{name}.csv")


def _csv(rows: Iterable[Sequence[Value]]) -> str:
    """UTF-8 with its mark and semicolons: French Excel opens it as it is."""
    written = StringIO()
    csv.writer(written, delimiter=";").writerows([_text(value) for value in row] for row in rows)
    return "\ufeff" + written.getvalue()


def _text(value: Value) -> str:
    """Numbers take a comma, as French spreadsheets read them."""
    return safe_cell(value) if isinstance(value, str) else str(value).replace(".", ",")


def _xlsx(rows: Iterable[Sequence[Value]], title: str) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append([safe_cell(value) if isinstance(value, str) else value for value in row])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _attached(content: str | bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
