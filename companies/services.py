"""Changes to companies and their people: one verb, one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from companies.derived import derive, search_text, words_key
from companies.models import Company, Contact
from symbiose.journal.services import FactDetails, record_fact
from symbiose.links.services import revoke_links_of
from symbiose.programmes.edits import save_edit

if TYPE_CHECKING:
    from symbiose.accounts.models import User
    from symbiose.programmes.models import Partner, Programme

DERIVED = (
    "siren",
    "insee",
    "latitude",
    "longitude",
    "workforce_band",
    "name_key",
    "search_text",
)
PLACE = ("city", "postcode", "insee")


@transaction.atomic
def create_company(
    *, programme: Programme, actor: User | None = None, chambers: Iterable[Partner] = (), **fields: Any
) -> Company:
    """Add a company to a programme. Raises ValidationError for a SIRET or identifier that is taken."""
    company = Company(programme=programme, created_by=actor, **fields)
    derive(company)
    company.full_clean()
    company.save()
    company.chambers.set(chambers)
    record_fact(kind="company_created", subject=company, actor=actor, details=FactDetails(company_uuid=company.uuid))
    return company


@transaction.atomic
def update_company(
    *,
    company: Company,
    expected_version: int,
    fields: Iterable[str],
    chambers: Iterable[Partner] | None = None,
) -> Company:
    """Save the changed `fields` of a company. Raises EditConflict when somebody else changed it meanwhile."""
    changed = set(fields)
    if changed & set(PLACE) and not changed & {"latitude", "longitude"}:
        forget_place(company, keep_insee="insee" in changed)
    derive(company, people=people_of(company))
    save_edit(company, expected_version=expected_version, fields=sorted(changed | set(DERIVED)))
    if chambers is not None:
        company.chambers.set(chambers)
    return company


def forget_place(company: Company, *, keep_insee: bool = False) -> None:
    """Drop what followed from the former commune, to be worked out anew."""
    company.latitude = company.longitude = None
    if not keep_insee:
        company.insee = ""


def people_of(company: Company) -> list[str]:
    return [str(contact) for contact in company.contacts.current()]


@transaction.atomic
def archive_company(*, company: Company, actor: User) -> None:
    """Take a company out of the lists and figures; its facts stay. Its people's links die at once."""
    archived = Company.objects.active().filter(pk=company.pk).update(archived_at=timezone.now())
    if not archived:
        return
    for contact in company.contacts.all():
        revoke_links_of(kind="contact", holder_uuid=contact.uuid)
    record_fact(kind="company_archived", subject=company, actor=actor, details=FactDetails(company_uuid=company.uuid))


@transaction.atomic
def restore_company(*, company: Company, actor: User) -> None:
    """Bring an archived company back."""
    if Company.objects.filter(pk=company.pk, archived_at__isnull=False).update(archived_at=None):
        record_fact(
            kind="company_restored", subject=company, actor=actor, details=FactDetails(company_uuid=company.uuid)
        )


@transaction.atomic
def add_contact(*, company: Company, actor: User | None = None, **fields: Any) -> Contact:
    """Add a person to a company; the first one is its main contact, and there is one main contact."""
    contact = Contact(programme_id=company.programme_id, company=company, created_by=actor, **fields)
    contact.is_primary = contact.is_primary or not company.contacts.current().filter(is_primary=True).exists()
    contact.name_key = words_key(contact.last_name)
    contact.full_clean()
    contact.save()
    _settle_people(contact)
    record_fact(kind="contact_added", subject=contact, actor=actor, details=FactDetails(company_uuid=company.uuid))
    return contact


@transaction.atomic
def update_contact(*, contact: Contact, expected_version: int, fields: Iterable[str]) -> Contact:
    """Save the changed `fields` of a person. Raises EditConflict when somebody else changed them meanwhile."""
    contact.name_key = words_key(contact.last_name)
    save_edit(contact, expected_version=expected_version, fields=[*fields, "name_key"])
    _settle_people(contact)
    return contact


@transaction.atomic
def leave_contact(*, contact: Contact, actor: User, left_on: date | None = None) -> None:
    """Note that a person has left the company: they are written to no more, and their links die at once."""
    contact.left_on = left_on or timezone.localdate()
    contact.is_primary = False
    contact.save(update_fields=["left_on", "is_primary"])
    revoke_links_of(kind="contact", holder_uuid=contact.uuid)
    heir = contact.company.contacts.current().order_by("pk").first()
    if heir and not contact.company.contacts.current().filter(is_primary=True).exists():
        Contact.objects.filter(pk=heir.pk).update(is_primary=True)
    refresh_search(contact.company)
    record_fact(
        kind="contact_left", subject=contact, actor=actor, details=FactDetails(company_uuid=contact.company.uuid)
    )


def _settle_people(contact: Contact) -> None:
    """One main contact a company, and its people among the words by which it is found."""
    if contact.is_primary:
        contact.company.contacts.filter(is_primary=True).exclude(pk=contact.pk).update(is_primary=False)
    refresh_search(contact.company)


def refresh_search(company: Company) -> None:
    text = search_text(company, people_of(company))
    Company.objects.filter(pk=company.pk).update(search_text=text)
