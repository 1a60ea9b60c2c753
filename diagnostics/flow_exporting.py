"""The lines of the programme as CSV and XLSX, in the columns that the import reads back.

A line leaves as its reader sees it: its level holds, a company whose page the reader may not open has no key and no
place, and prices, providers and private notes are not among the columns.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO

from django.http import HttpResponse
from openpyxl import Workbook

from companies.spreadsheet_cells import safe_cell
from diagnostics.flow_forms import typed_amount
from diagnostics.models import Flow

COLUMNS = (
    "flow_id", "company_id", "direction", "family", "label", "description", "quantity", "unit", "period", "ewc_code",
    "naf_code", "latitude", "longitude", "available_from", "available_to",
)  # fmt: skip
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export_csv(flows: Iterable[Flow], named: frozenset[int]) -> HttpResponse:
    """UTF-8 with its mark and semicolons: French Excel opens it as it is."""
    written = StringIO()
    writer = csv.writer(written, delimiter=";")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(flows, named))
    return _attached("\ufeff" + written.getvalue(), "text/csv; charset=utf-8", "lignes.csv")


def export_xlsx(flows: Iterable[Flow], named: frozenset[int]) -> HttpResponse:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Lignes")
    sheet.append(COLUMNS)
    for row in _rows(flows, named):
        sheet.append(row)
    written = BytesIO()
    book.save(written)
    return _attached(written.getvalue(), XLSX, "lignes.xlsx")


def _rows(flows: Iterable[Flow], named: frozenset[int]) -> Iterator[list[object]]:
    for flow in flows:
        yield [safe_cell(value) for value in _values(flow, is_named=flow.company_id in named)]


def _values(flow: Flow, *, is_named: bool) -> list[object]:
    company = flow.company
    key = company.siret or company.external_id or company.name
    return [
        flow.external_id or str(flow.uuid),
        key if is_named else "",
        flow.direction,
        flow.family,
        flow.label,
        flow.description,
        typed_amount(flow.quantity),
        flow.unit,
        flow.period,
        flow.ewc_code,
        flow.naf_code,
        _degrees(flow.latitude) if is_named else "",
        _degrees(flow.longitude) if is_named else "",
        flow.available_from.isoformat() if flow.available_from else "",
        flow.available_to.isoformat() if flow.available_to else "",
    ]


def _degrees(value: float | None) -> str:
    return "" if value is None else str(value).replace(".", ",")


def _attached(content: str | bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
