"""Those who have not answered, as somebody who calls them needs them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from companies.models import Contact
from diagnostics.models import Questionnaire
from diagnostics.questionnaire.path import progress
from diagnostics.services.questionnaires import replies_of, schema_of


@dataclass(frozen=True, slots=True)
class Silent:
    """One company to call: whom, at which number, and how much is left to ask."""

    questionnaire: Questionnaire
    contact: Contact | None
    questions: int
    minutes: int

    @property
    def phone(self) -> str:
        return self.contact.phone if self.contact else ""

    @property
    def has_email(self) -> bool:
        return bool(self.contact and self.contact.email)


def silent_of(questionnaires: QuerySet[Questionnaire]) -> QuerySet[Questionnaire]:
    """Open ones, those without an address first: nobody wrote to them."""
    people = Contact.objects.current().order_by("-is_primary", "pk")
    found = questionnaires.open().filter(closed_at__isnull=True)  # type: ignore[attr-defined]  # our own queryset
    related = found.select_related("company", "programme", "template")
    ordered = related.order_by("company__name_key", "pk")
    return ordered.prefetch_related("answers", Prefetch("company__contacts", people, to_attr="people"))  # type: ignore[no-any-return]


def rows_of(questionnaires: Iterable[Questionnaire]) -> list[Silent]:
    return [_row(questionnaire) for questionnaire in questionnaires]


def _row(questionnaire: Questionnaire) -> Silent:
    people: list[Contact] = questionnaire.company.people  # type: ignore[attr-defined]  # prefetched
    state = progress(schema_of(questionnaire), replies_of(questionnaire))
    called = next((person for person in people if person.phone), people[0] if people else None)
    return Silent(questionnaire, called, state.remaining, state.minutes)
