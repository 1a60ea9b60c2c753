"""The table of companies: its columns, and its rows as typed values with the faults of each cell."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.utils.translation import gettext as _

from companies.derived import words_key
from companies.siret import normalise_siret
from companies.spreadsheet_cells import typed_cell
from companies.workforce import read_workforce
from symbiose.nomenclatures.naf import find_naf
from symbiose.tables import Column, Row, TableError

COLUMNS = {
    "siret": Column(),
    "company_id": Column(),
    "name": Column(required=True),
    "trade_name": Column(),
    "naf": Column(aliases=("naf_code",)),
    "workforce": Column(aliases=("tranche_effectifs",)),
    "address": Column(),
    "postcode": Column(),
    "city": Column(aliases=("commune",)),
    "insee": Column(),
    "latitude": Column(),
    "longitude": Column(),
    "park": Column(),
    "contact_name": Column(),
    "contact_role": Column(),
    "contact_email": Column(),
    "contact_phone": Column(),
    "preferred_channel": Column(),
}
LONGEST = {
    "company_id": 60,
    "name": 160,
    "trade_name": 160,
    "address": 200,
    "city": 80,
    "park": 120,
    "contact_name": 140,
    "contact_role": 120,
    "contact_phone": 30,
}
LONGEST_EMAIL = 254
CHANNELS = {
    "email": "email",
    "e mail": "email",
    "mail": "email",
    "courriel": "email",
    "telephone": "telephone",
    "tel": "telephone",
    "portable": "telephone",
    "visite": "visite",
    "courrier": "courrier",
}
POSTCODE = re.compile(r"\d{5}", re.ASCII)
INSEE = re.compile(r"\d[\dAB]\d{3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class CompanyRecord:
    """One line of the file; empty text or None: not given."""

    line: int
    name: str
    siret: str
    company_id: str
    trade_name: str
    naf: str
    workforce_band: str
    workforce: int | None
    address: str
    postcode: str
    city: str
    insee: str
    latitude: float | None
    longitude: float | None
    park: str
    contact_name: str
    contact_role: str
    contact_email: str
    contact_phone: str
    preferred_channel: str

    @property
    def has_contact(self) -> bool:
        return bool(self.contact_name or self.contact_role or self.contact_email or self.contact_phone)


def read_record(row: Row, errors: list[TableError]) -> CompanyRecord | None:
    """Type one row; its faults are added to `errors`, and None comes back where there is any."""
    cells = _Cells(row)
    band, people = cells.value("workforce", _workforce) or ("", None)
    record = CompanyRecord(
        line=row.line,
        name=cells.text("name", required=True),
        siret=cells.value("siret", normalise_siret) or "",
        company_id=cells.text("company_id"),
        trade_name=cells.text("trade_name"),
        naf=cells.value("naf", _naf) or "",
        workforce_band=band,
        workforce=people,
        address=cells.text("address"),
        postcode=cells.value("postcode", _postcode) or "",
        city=cells.text("city"),
        insee=cells.value("insee", _insee) or "",
        latitude=cells.value("latitude", _degrees("latitude", 90)),
        longitude=cells.value("longitude", _degrees("longitude", 180)),
        park=cells.text("park"),
        contact_name=cells.text("contact_name"),
        contact_role=cells.text("contact_role"),
        contact_email=cells.value("contact_email", _email) or "",
        contact_phone=cells.text("contact_phone"),
        preferred_channel=cells.value("preferred_channel", _channel) or "",
    )
    _check_together(record, cells)
    errors.extend(cells.errors)
    return None if cells.errors else record


class _Cells:
    """Reads the cells of one row and keeps their faults."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.errors: list[TableError] = []

    def fault(self, column: str, message: str) -> None:
        self.errors.append(TableError(self.row.line, column, message))

    def text(self, column: str, *, required: bool = False) -> str:
        text = " ".join(typed_cell(self.row[column]).split())
        if required and not text:
            self.fault(column, _("Le nom de l’entreprise manque."))
        elif len(text) > LONGEST[column]:
            message = _("Le texte a %(count)d caractères\u00a0; %(most)d au plus.")
            self.fault(column, message % {"count": len(text), "most": LONGEST[column]})
        return text

    def value(self, column: str, read: Callable[[str], Any]) -> Any:
        text = typed_cell(self.row[column].strip())
        if not text:
            return None
        try:
            return read(text)
        except ValueError as fault:
            self.fault(column, str(fault))
            return None


def _check_together(record: CompanyRecord, cells: _Cells) -> None:
    if not cells.row["siret"] and not record.city:
        cells.fault("city", _("Il faut un SIRET ou une commune pour reconnaître l’entreprise."))
    if bool(cells.row["latitude"]) != bool(cells.row["longitude"]):
        missing = "longitude" if cells.row["latitude"] else "latitude"
        cells.fault(missing, _("La latitude et la longitude vont ensemble."))


def _shown(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def _workforce(text: str) -> tuple[str, int | None]:
    try:
        return read_workforce(text)
    except ValueError:
        message = _("«\u00a0%(text)s\u00a0» n’est ni une tranche de l’INSEE (00 à 53), ni un nombre de salariés.")
        raise ValueError(message % {"text": _shown(text)}) from None


def _naf(text: str) -> str:
    activity = find_naf(text) if len(text) <= 12 else None
    if activity is None:
        message = _("Le code NAF «\u00a0%(text)s\u00a0» n’existe pas (exemple\u00a0: 10.71C).")
        raise ValueError(message % {"text": _shown(text)})
    return activity.code


def _postcode(text: str) -> str:
    code = text.replace(" ", "")
    padded = code.zfill(5) if len(code) == 4 and code.isascii() and code.isdigit() else code  # Excel drops the zero
    if not POSTCODE.fullmatch(padded):
        raise ValueError(_("Le code postal «\u00a0%(text)s\u00a0» n’a pas 5 chiffres.") % {"text": _shown(text)})
    return padded


def _insee(text: str) -> str:
    code = text.strip().upper()
    padded = code.zfill(5) if len(code) == 4 else code
    if not INSEE.fullmatch(padded):
        message = _("«\u00a0%(text)s\u00a0» n’est pas un code INSEE de commune (exemple\u00a0: 72334).")
        raise ValueError(message % {"text": _shown(text)})
    return padded


def _degrees(column: str, most: int) -> Callable[[str], float]:
    def read(text: str) -> float:
        try:
            degrees = float(Decimal(text.replace(",", ".").replace("\u2212", "-").strip()))
        except (InvalidOperation, OverflowError):
            degrees = math.nan
        if not abs(degrees) <= most:
            message = _("«\u00a0%(text)s\u00a0» n’est pas une %(column)s en degrés (de \u2212%(most)d à %(most)d).")
            raise ValueError(message % {"text": _shown(text), "column": column, "most": most})
        return degrees

    return read


def _email(text: str) -> str:
    try:
        validate_email(text)
        MaxLengthValidator(LONGEST_EMAIL)(text)
    except ValidationError:
        message = _("«\u00a0%(text)s\u00a0» n’est pas une adresse de courriel.")
        raise ValueError(message % {"text": _shown(text)}) from None
    return text.lower()


def _channel(text: str) -> str:
    channel = CHANNELS.get(words_key(text))
    if channel is None:
        message = _("«\u00a0%(text)s\u00a0» n’est pas accepté\u00a0: email, telephone, visite ou courrier.")
        raise ValueError(message % {"text": _shown(text)})
    return channel
