"""The companies as their list shows them, and the filters in force as sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils import timezone

from companies.models import Company, Interaction
from companies.workforce import workforce_cell
from symbiose.nomenclatures.naf import naf_label

if TYPE_CHECKING:
    from django_filters import FilterSet


LATE_AFTER_DAYS = 18


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """One row: `silence_days` is None when nobody has spoken yet."""

    company: Company
    trade: str
    people: str
    engagement: str
    silence_days: int | None
    last_kind: str

    @property
    def is_late(self) -> bool:
        return self.silence_days is not None and self.silence_days >= LATE_AFTER_DAYS


def company_rows(companies: Iterable[Any]) -> list[CompanyRow]:
    return [_row(company) for company in companies]


def _row(company: Any) -> CompanyRow:
    activity = company.activity or naf_label(company.naf_code)
    chambers = [str(chamber) for chamber in company.chambers.all()]
    last = company.last_contact_at
    return CompanyRow(
        company=company,
        trade=", ".join(part for part in [activity, *chambers] if part),
        people=workforce_cell(company.workforce_band, company.workforce),
        engagement=company.engagement,
        silence_days=(timezone.now() - last).days if last else None,
        last_kind=str(Interaction.Kind(company.last_contact_kind).label) if last else "",
    )


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, as a readable sentence; `query` is the address without it."""

    name: str
    sentence: str
    query: str


def chips_of(filterset: FilterSet, asked: QueryDict) -> list[Chip]:
    """« Engagement : engagée, noyau dur » for each filter in force; the search has its own field."""
    chips = []
    for name, field in filterset.form.fields.items():
        words = {str(value): str(label) for value, label in getattr(field, "choices", []) if value}
        shown = [words[value] for value in asked.getlist(name) if value in words]
        if shown:
            rest = asked.copy()
            rest.pop(name, None)
            rest.pop("page", None)
            chips.append(Chip(name, _sentence(name, str(field.label), shown), rest.urlencode()))
    return chips


def _sentence(name: str, label: str, shown: list[str]) -> str:
    words = ", ".join(shown)
    return f"{label} {words}" if name == "quiet" else f"{label} : {words}"
