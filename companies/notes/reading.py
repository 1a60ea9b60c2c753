"""What the parser needs of a programme: its companies and people, as a member may name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from companies.models import Company, Contact
from companies.notes.names import KnownCompany, KnownPerson
from companies.notes.parser import NoteReading, read_note
from companies.notes.words import words_of

if TYPE_CHECKING:
    from symbiose.programmes.models import Membership


def read_for(membership: Membership, text: str, company: Company | None) -> NoteReading:
    """Read a note with the names that this member may see; two queries whatever the programme's size."""
    visible = Company.objects.visible_to(membership).active()
    rows = list(visible.values_list("pk", "name", "trade_name", "city"))
    people = Contact.objects.current().filter(company__in=visible)
    return read_note(
        text,
        today=timezone.localdate(),
        companies=[KnownCompany(pk, _names(name, trade)) for pk, name, trade, _city in rows],
        people=[
            KnownPerson(pk, company_pk, _folded(last), "".join(_folded(first)[:1]))
            for pk, company_pk, last, first in people.values_list("pk", "company", "last_name", "first_name")
        ],
        places=frozenset(word for *_names_of, city in rows for word in _folded(city)),
        company=company.pk if company else None,
    )


def _names(*names: str) -> tuple[tuple[str, ...], ...]:
    return tuple(_folded(name) for name in names if name)


def _folded(text: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words_of(text))
