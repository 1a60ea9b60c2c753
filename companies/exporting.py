"""The list of companies as CSV and XLSX, in the columns that the import reads back."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from django.http import HttpResponse
from openpyxl import Workbook

from companies.models import Company, Contact
from companies.spreadsheet_cells import safe_cell
from companies.workforce import BANDS

if TYPE_CHECKING:
    from django.db.models import QuerySet

COLUMNS = [
    "siret", "company_id", "name", "trade_name", "naf", "workforce", "address", "postcode", "city", "insee",
    "latitude", "longitude", "park", "contact_name", "contact_role", "contact_email", "contact_phone",
    "preferred_channel",
]  # fmt: skip
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export_csv(companies: QuerySet[Company]) -> HttpResponse:
    """UTF-8 with its mark and semicolons: French Excel opens it as it is."""
    written = StringIO()
    writer = csv.writer(written, delimiter=";")
    writer.writerow(COLUMNS)
    writer.writerows([_text_cell(value) for value in _values(company)] for company in companies)
    return _attached("\ufeff" + written.getvalue(), "text/csv; charset=utf-8", "entreprises.csv")


def export_xlsx(companies: QuerySet[Company]) -> HttpResponse:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Entreprises")
    sheet.append(COLUMNS)
    for company in companies:
        sheet.append([value if isinstance(value, float) else safe_cell(value) for value in _values(company)])
    written = BytesIO()
    book.save(written)
    return _attached(written.getvalue(), XLSX, "entreprises.xlsx")


def _attached(content: str | bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)


def _text_cell(value: object) -> str:
    """Numbers take a comma, as French spreadsheets read them."""
    return safe_cell(str(value).replace(".", ",") if isinstance(value, float) else value)


def _values(company: Company) -> list[object]:
    contact = next((person for person in company.contacts.all() if person.left_on is None), None)
    person = _person(contact) if contact else [""] * 5
    return [
        company.siret, company.external_id, company.name, company.trade_name, company.naf_code, _people(company),
        company.address, company.postcode, company.city, company.insee, company.latitude,
        company.longitude, company.park or "", *person,
    ]  # fmt: skip


def _person(contact: Contact) -> list[str]:
    named = f"{contact.title} {contact}".strip()
    return [named, contact.role, contact.email, contact.phone, contact.preferred_channel]


def _people(company: Company) -> str:
    """The number, else the band; « 12,0 » where the number 12 would read as INSEE's band 12."""
    if company.workforce is None:
        return company.workforce_band
    number = str(company.workforce)
    return f"{number},0" if number in BANDS else number
