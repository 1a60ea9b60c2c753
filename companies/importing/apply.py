"""Write a plan: in bulk, with history and journal, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from companies.derived import derive, words_key
from companies.importing.planning import Action, ImportPlan, PlannedRow
from companies.models import Company, Contact
from companies.services import DERIVED, PLACE, forget_place
from symbiose.journal.models import Fact
from symbiose.programmes.models import Park, Partner

if TYPE_CHECKING:
    from symbiose.accounts.models import User
    from symbiose.programmes.models import Programme

BATCH = 500
COMPANY_COLUMNS = (
    "siret",
    "external_id",
    "name",
    "trade_name",
    "naf_code",
    "workforce",
    "address",
    "postcode",
    "city",
    "park",
    "version",
    *DERIVED,
)
CONTACT_COLUMNS = (
    "title",
    "first_name",
    "last_name",
    "role",
    "email",
    "phone",
    "preferred_channel",
    "name_key",
    "version",
)


def apply_plan(plan: ImportPlan, *, programme: Programme, actor: User | None, chambers: Iterable[Partner]) -> None:
    parks = _parks(plan, programme)
    created, updated = plan.of(Action.CREATED), plan.of(Action.UPDATED)
    people = _people(updated)
    for row in created + updated:
        _fill_company(row, programme, parks, people.get(row.company.pk, []))
    for row in created:
        row.company.created_by = actor
    bulk_create_with_history([row.company for row in created], Company, batch_size=BATCH, default_user=actor)
    bulk_update_with_history(
        [row.company for row in updated], Company, COMPANY_COLUMNS, batch_size=BATCH, default_user=actor
    )
    _join_chambers([row.company for row in created], chambers)
    _write_contacts(created + updated, people, actor)
    _record(created, "company_created", programme, actor)
    _record(updated, "company_updated", programme, actor)


def _parks(plan: ImportPlan, programme: Programme) -> dict[str, Park]:
    """The programme's business parks by folded name, those that the file brings made on the way."""
    parks = {words_key(park.name): park for park in Park.objects.filter(programme=programme)}
    for row in plan.rows:
        name = row.changes.get("park")
        if name and words_key(name) not in parks:
            park = Park.objects.create(programme=programme, name=name, city=row.record.city)
            parks[words_key(name)] = park
    return parks


def _people(updated: list[PlannedRow]) -> dict[int, list[Contact]]:
    people: dict[int, list[Contact]] = {}
    ids = [row.company.pk for row in updated]
    for start in range(0, len(ids), BATCH):
        for contact in Contact.objects.current().filter(company__in=ids[start : start + BATCH]):
            people.setdefault(contact.company_id, []).append(contact)
    return people


def _fill_company(row: PlannedRow, programme: Programme, parks: dict[str, Park], people: list[Contact]) -> None:
    company, changes = row.company, dict(row.changes)
    company.programme = programme
    if "park" in changes:
        changes["park"] = parks[words_key(changes["park"])]
    moved = set(changes) & set(PLACE) and "latitude" not in changes
    if moved and row.action is Action.UPDATED:
        forget_place(company, keep_insee="insee" in changes)
    for name, value in changes.items():
        setattr(company, name, value)
    if row.action is Action.UPDATED:
        company.version += 1
    derive(company, people=[*map(str, people), row.record.contact_name])


def _join_chambers(companies: list[Company], chambers: Iterable[Partner]) -> None:
    through = Company.chambers.through
    rows = [through(company_id=company.pk, partner_id=chamber.pk) for chamber in chambers for company in companies]
    through.objects.bulk_create(rows, batch_size=BATCH)


def _write_contacts(rows: list[PlannedRow], people: dict[int, list[Contact]], actor: User | None) -> None:
    new: list[Contact] = []
    known: list[Contact] = []
    for row in rows:
        if not row.contact_changes:
            continue
        contact = row.contact or _new_contact(row, people.get(row.company.pk, []), actor)
        for name, value in row.contact_changes.items():
            setattr(contact, name, value)
        contact.name_key = words_key(contact.last_name)
        if row.contact:
            contact.version += 1
        (known if row.contact else new).append(contact)
    bulk_create_with_history(new, Contact, batch_size=BATCH, default_user=actor)
    bulk_update_with_history(known, Contact, CONTACT_COLUMNS, batch_size=BATCH, default_user=actor)


def _new_contact(row: PlannedRow, people: list[Contact], actor: User | None) -> Contact:
    has_main = any(person.is_primary for person in people)
    return Contact(
        programme_id=row.company.programme_id, company=row.company, created_by=actor, is_primary=not has_main
    )


def _record(rows: list[PlannedRow], kind: str, programme: Programme, actor: User | None) -> None:
    facts = [
        Fact(
            programme=programme,
            kind=kind,
            subject_kind="company",
            subject_uuid=row.company.uuid,
            company_uuid=row.company.uuid,
            created_by=actor,
            data={"origin": "import"},
        )
        for row in rows
    ]
    Fact.objects.bulk_create(facts, batch_size=BATCH)
