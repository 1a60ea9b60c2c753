"""The balance as a table file: the cells that are told and nothing else."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import BytesIO, StringIO

from django.http import HttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook

from companies.spreadsheet_cells import safe_cell
from diagnostics.balance.tables import OUTLETS, Balance, Cell
from diagnostics.balance.words import SIDES, cell_name, cell_note, in_unit, kinds_text, unit_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Value = str | float | int


def export(balance: Balance, *, kind: str) -> HttpResponse:
    rows = [_columns(), *(_values(cell) for cell in balance.cells)]
    return _xlsx(rows) if kind == "xlsx" else _csv(rows)


def _columns() -> list[Value]:
    return [
        _("sens"), _("flux"), _("famille et code"), _("quantité"), _("unité"), _("entreprises"),
        _("nature du chiffre"), _("dont hors du territoire"), _("dont sur le territoire"), _("dont non précisé"),
    ]  # fmt: skip


def _values(cell: Cell) -> list[Value]:
    key = cell.key
    outlets: list[Value] = [
        in_unit(cell.splits[outlet], key.dimension) if outlet in cell.splits else "" for outlet in OUTLETS
    ]
    return [
        str(SIDES[key.side]),
        cell_name(key),
        cell_note(key),
        in_unit(cell.quantity, key.dimension),
        unit_of(key.dimension, once=key.once),
        cell.companies,
        kinds_text(cell),
        *outlets,
    ]


def _csv(rows: Iterable[list[Value]]) -> HttpResponse:
    """UTF-8 with its mark and semicolons: French Excel opens it as it is."""
    written = StringIO()
    csv.writer(written, delimiter=";").writerows([_text(value) for value in row] for row in rows)
    return _attached("\ufeff" + written.getvalue(), "text/csv; charset=utf-8", "bilan-de-flux.csv")


def _text(value: Value) -> str:
    return str(value).replace(".", ",") if isinstance(value, (int, float)) else safe_cell(value)


def _xlsx(rows: Iterable[list[Value]]) -> HttpResponse:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Bilan de flux")
    for row in rows:
        sheet.append([value if isinstance(value, (int, float)) else safe_cell(value) for value in row])
    written = BytesIO()
    book.save(written)
    return _attached(written.getvalue(), XLSX, "bilan-de-flux.xlsx")


def _attached(content: str | bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
