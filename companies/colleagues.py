"""« Transmettre à un collègue »: a contact names somebody of their company, who becomes a contact of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companies.holders import holder_of
from companies.models import Company, Contact
from companies.services import add_contact
from symbiose.holders import Holder

if TYPE_CHECKING:
    from symbiose.links.colleagues import Colleague


def make_colleague(holder: Holder, colleague: Colleague) -> Holder:
    """The colleague as a holder: a person of the company known by that email is found, not doubled."""
    assert holder.company_uuid is not None  # a contact belongs to a company
    company = Company.objects.get(uuid=holder.company_uuid)
    known = Contact.objects.current().filter(company=company, email__iexact=colleague.email)
    contact = known.select_related("company").first() or add_contact(
        company=company,
        first_name=colleague.first_name,
        last_name=colleague.last_name,
        email=colleague.email,
        role=colleague.role,
        language=holder.language,
        is_primary=False,
    )
    return holder_of(contact)
