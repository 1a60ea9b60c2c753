"""What a file would change: a plan of rows to create, to update and to leave, computed before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from companies.derived import words_key
from companies.importing.matching_rows import KnownCompanies, without_doubles
from companies.importing.records import COLUMNS, CompanyRecord, read_record
from companies.models import Company, Contact
from companies.people_names import read_person
from symbiose.tables import TableError, read_table

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme

PLAIN_FIELDS = {
    "siret": "siret",
    "external_id": "company_id",
    "name": "name",
    "trade_name": "trade_name",
    "naf_code": "naf",
    "address": "address",
    "postcode": "postcode",
    "city": "city",
    "insee": "insee",
}
ONE_OF = (("siret", "city"),)
MOST_ROWS = 10_000  # twice the largest territory; more would hold a page for longer than people wait
HEADER_LINE = 1


class Action(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(slots=True)
class PlannedRow:
    """One company of the file and what it becomes: new values by field, for itself and for its contact."""

    record: CompanyRecord
    company: Company
    action: Action
    changes: dict[str, Any] = field(default_factory=dict)
    contact: Contact | None = None
    contact_changes: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class ImportPlan:
    rows: list[PlannedRow] = field(default_factory=list)
    errors: list[TableError] = field(default_factory=list)
    lines: int = 0

    def of(self, action: Action) -> list[PlannedRow]:
        return [row for row in self.rows if row.action is action]

    @property
    def readable(self) -> bool:
        """Whether the file could be read at all: its header is right and it has lines."""
        return self.lines > 0

    @property
    def rejected(self) -> int:
        return len({error.line for error in self.errors if error.line > HEADER_LINE})


def plan_import(*, programme: Programme, data: bytes, filename: str) -> ImportPlan:
    """Read a file and compare it with the programme. Never raises on the content of a file; writes nothing."""
    table = read_table(data, filename=filename, columns=COLUMNS, require_any=ONE_OF, max_rows=MOST_ROWS)
    errors = list(table.errors)
    records = [record for row in table.rows if (record := read_record(row, errors))]
    known = KnownCompanies(Company.objects.filter(programme=programme).select_related("park"))
    records = without_doubles(records, known, errors)
    people = _people_by_company(programme) if any(record.has_contact for record in records) else {}
    plan = ImportPlan(lines=len(table.rows), errors=errors)
    for record in records:
        fault = _taken_id(record, known)
        if fault:
            errors.append(fault)
        else:
            plan.rows.append(_plan_row(record, known.find(record), people))
    errors.sort(key=lambda error: error.line)
    return plan


def _taken_id(record: CompanyRecord, known: KnownCompanies) -> TableError | None:
    """A fault where the external id of a line is that of another company than the line's own."""
    owner = known.by_external_id.get(record.company_id) if record.company_id else None
    if owner is None or owner == known.find(record):
        return None
    message = _("L’identifiant «\u00a0%(id)s\u00a0» est déjà celui de «\u00a0%(name)s\u00a0».")
    return TableError(record.line, "company_id", message % {"id": record.company_id, "name": owner.name})


def _people_by_company(programme: Programme) -> dict[int, list[Contact]]:
    people: dict[int, list[Contact]] = {}
    for contact in Contact.objects.current().filter(programme=programme):
        people.setdefault(contact.company_id, []).append(contact)
    return people


def _plan_row(record: CompanyRecord, company: Company | None, people: dict[int, list[Contact]]) -> PlannedRow:
    if company is None:
        row = PlannedRow(record, Company(), Action.CREATED, changes=_values(record))
    else:
        row = PlannedRow(record, company, Action.UNCHANGED, changes=_changes(company, record))
    if record.has_contact:
        row.contact = _same_person(record, people.get(company.pk, []) if company else [])
        row.contact_changes = _contact_changes(row.contact, record)
    if company and (row.changes or row.contact_changes):
        row.action = Action.UPDATED
    return row


def _values(record: CompanyRecord) -> dict[str, Any]:
    """The values that a line gives; what is empty in the file says nothing."""
    values: dict[str, Any] = {name: getattr(record, source) for name, source in PLAIN_FIELDS.items()}
    values = {name: value for name, value in values.items() if value}
    if record.workforce_band or record.workforce is not None:
        values |= {"workforce_band": record.workforce_band, "workforce": record.workforce}
    if record.latitude is not None:
        values |= {"latitude": record.latitude, "longitude": record.longitude}
    if record.park:
        values["park"] = record.park
    return values


def _changes(company: Company, record: CompanyRecord) -> dict[str, Any]:
    changes = {name: value for name, value in _values(record).items() if name != "park"}
    changes = {name: value for name, value in changes.items() if getattr(company, name) != value}
    if record.park and words_key(company.park.name if company.park else "") != words_key(record.park):
        changes["park"] = record.park
    return changes


def _same_person(record: CompanyRecord, people: list[Contact]) -> Contact | None:
    """The person of the company whom a line names: by email, else by name; without a name, the main contact."""
    email = record.contact_email
    same_email = next((person for person in people if email and person.email.lower() == email), None)
    if same_email or not record.contact_name:
        return same_email or (people[0] if people and not email else None)
    name = read_person(record.contact_name)
    wanted = words_key(f"{name.first_name} {name.last_name}")
    return next((person for person in people if words_key(str(person)) == wanted), None)


def _contact_changes(contact: Contact | None, record: CompanyRecord) -> dict[str, Any]:
    values = _contact_values(record)
    if contact is None:
        values.setdefault("last_name", (record.contact_role or _("Accueil"))[:80])
        return values
    return {name: value for name, value in values.items() if getattr(contact, name) != value}


def _contact_values(record: CompanyRecord) -> dict[str, Any]:
    name = read_person(record.contact_name)
    values = {
        "title": name.title,
        "first_name": name.first_name,
        "last_name": name.last_name,
        "role": record.contact_role,
        "email": record.contact_email,
        "phone": record.contact_phone,
        "preferred_channel": record.preferred_channel,
    }
    return {name: value for name, value in values.items() if value}
