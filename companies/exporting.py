"""The list of companies as CSV and XLSX, in the columns that the import reads back."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from django.http import HttpResponse
from openpyxl import Workbook

from companies.models import Company, Contact

if TYPE_CHECKING:
    from django.db.models import QuerySet

COLUMNS = [
    "siret", "company_id", "name", "trade_name", "naf", "workforce", "address", "postcode", "city", "insee",
    "latitude", "longitude", "park", "contact_name", "contact_role", "contact_email", "contact_phone",
    "preferred_channel",
]  # fmt: skip
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LIVE = ("=", "+", "-", "@", "\t", "\r")


def export_csv(companies: QuerySet[Company]) -> HttpResponse:
    """UTF-8 with its mark and semicolons: French Excel opens it as it is."""
    written = StringIO()
    writer = csv.writer(written, delimiter=";")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(companies))
    return _attached("\ufeff" + written.getvalue(), "text/csv; charset=utf-8", "entreprises.csv")


def export_xlsx(companies: QuerySet[Company]) -> HttpResponse:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Entreprises")
    sheet.append(COLUMNS)
    for row in _rows(companies):
        sheet.append(row)
    written = BytesIO()
    book.save(written)
    return _attached(written.getvalue(), XLSX, "entreprises.xlsx")


def _attached(content: str | bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)


def _rows(companies: Iterable[Company]) -> Iterator[list[str]]:
    for company in companies:
        yield [safe_cell(value) for value in _values(company)]


def safe_cell(value: object) -> str:
    """A text that no spreadsheet runs: what begins like a formula is led by an apostrophe."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(LIVE) else text


def _values(company: Company) -> list[object]:
    contact = next((person for person in company.contacts.all() if person.left_on is None), None)
    people = company.workforce_band if company.workforce is None else company.workforce
    person = (
        [f"{contact.title} {contact}".strip(), contact.role, contact.email, contact.phone] if contact else [""] * 4
    )
    return [
        company.siret, company.external_id, company.name, company.trade_name, company.naf_code, people,
        company.address, company.postcode, company.city, company.insee, _degrees(company.latitude),
        _degrees(company.longitude), company.park or "", *person,
    ]  # fmt: skip


def _person(contact: Contact) -> list[str]:
    named = f"{contact.title} {contact}".strip()
    return [named, contact.role, contact.email, contact.phone, contact.preferred_channel]


def _degrees(value: float | None) -> str:
    """A comma, so that a western longitude such as « -0,12 » is a number to a French reader and no formula."""
    return "" if value is None else f"{value:.5f}".replace(".", ",")
