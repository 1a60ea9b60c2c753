"""Contacts as holders of personal links and recipients of messages."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from companies.models import Contact
from symbiose.holders import CONTACT, Holder

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme

MOST_AT_ONE_ADDRESS = 10  # the assistant of several companies


def holder_of(contact: Contact) -> Holder:
    return Holder(
        kind=CONTACT,
        uuid=contact.uuid,
        name=str(contact),
        email=contact.email,
        language=contact.language,
        formal_name=contact.formal_name,
        preferred_channel=contact.preferred_channel,
        company_uuid=contact.company.uuid,
        company_name=str(contact.company),
        company_city=contact.company.city,
    )


def contact_holder(holder_uuid: uuid.UUID) -> Holder | None:
    """The person behind a uuid; None when they have left, were erased, or their company was archived."""
    people = Contact.objects.current().filter(uuid=holder_uuid, company__archived_at__isnull=True)
    contact = people.select_related("company").first()
    return holder_of(contact) if contact else None


def contacts_of(programme: Programme) -> Iterable[Holder]:
    people = Contact.objects.current().filter(programme=programme, company__archived_at__isnull=True)
    return [holder_of(contact) for contact in people.select_related("company").order_by("company__name", "pk")]


def contacts_at(email: str) -> Iterable[tuple[Programme, Holder]]:
    """The people of companies who receive mail at an address: one in each programme where they take part."""
    people = Contact.objects.current().filter(email__iexact=email, company__archived_at__isnull=True)
    found = people.select_related("company", "programme").order_by("pk")[:MOST_AT_ONE_ADDRESS]
    return [(contact.programme, holder_of(contact)) for contact in found]
