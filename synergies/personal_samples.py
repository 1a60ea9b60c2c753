"""A person whose company has a lead to answer: for `list_urls` and the permission test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from companies.holders import holder_of
from companies.models import Contact
from symbiose.links.samples import token_of
from synergies.cards import leads_shown_to

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme
    from symbiose.programmes.url_samples import Finder


def _lead(programme: Programme) -> dict[str, Any] | None:
    contacts = Contact.objects.current().filter(programme=programme).select_related("company").order_by("pk")
    for contact in contacts:
        lead = leads_shown_to(contact.company).order_by("pk").first()
        if lead:
            return {**token_of(programme, holder_of(contact)), "pk": lead.pk}
    return None


SAMPLES: dict[str, Finder] = {"personal_synergies:lead_answer": _lead}
