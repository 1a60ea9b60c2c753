"""The companies as their list and map show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from companies.engagement import EngagementLevel, with_engagement
from companies.models import Company, Interaction
from companies.workforce import workforce_cell, workforce_label
from symbiose.nomenclatures.naf import naf_label
from symbiose.programmes.models import TerritoryCommune
from symbiose.ui.commune_map import MapPoint, commune_map
from symbiose.ui.communes import outlines

if TYPE_CHECKING:
    from django_filters import FilterSet

    from symbiose.programmes.models import Membership

LATE_AFTER_DAYS = 18
FORMS = {EngagementLevel.CORE: "core", EngagementLevel.ENGAGED: "engaged"}


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

    sentence: str
    query: str


def chips_of(filterset: FilterSet, asked: QueryDict) -> list[Chip]:
    """« Engagement : engagée, noyau dur » for each filter in force; the search has its own field."""
    chips = []
    for name, bound in filterset.form.fields.items():
        values = [value for value in asked.getlist(name) if value]
        if name != "q" and values:
            words = dict(bound.choices)
            shown = ", ".join(str(words.get(value, _named(bound, value))) for value in values)
            rest = asked.copy()
            rest.pop(name, None)
            rest.pop("page", None)
            chips.append(Chip(f"{bound.label} : {shown}", rest.urlencode()))
    return chips


def _named(field: Any, value: str) -> str:
    """The name of a chosen object, whose choices are keyed by themselves."""
    queryset = getattr(field, "queryset", None)
    found = queryset.filter(pk=value).first() if queryset is not None and value.isdigit() else None
    return str(found or value)


def map_of(
    membership: Membership, everyone: QuerySet[Company], kept: QuerySet[Company], page: Iterable[Company]
) -> SafeString | str:
    """The communes and one point per company; those outside the filter stay as small circles."""
    territory = TerritoryCommune.objects.filter(programme=membership.programme_id).values_list("insee", flat=True)
    shapes = outlines([*territory, *everyone.exclude(insee="").values_list("insee", flat=True).distinct()])
    if not shapes:
        return ""
    inside = set(kept.values_list("pk", flat=True))
    placed = with_engagement(everyone.exclude(latitude__isnull=True).exclude(longitude__isnull=True))
    points = [_point(company, membership.programme.slug, inside) for company in placed[:2000]]
    named = frozenset(company.insee for company in page if company.insee)
    return commune_map(shapes, points, title=_("Les entreprises sur la carte"), named=named)


def _point(company: Any, slug: str, inside: set[int]) -> MapPoint:
    people = workforce_label(company.workforce_band, company.workforce)
    return MapPoint(
        key=str(company.pk),
        longitude=company.longitude,
        latitude=company.latitude,
        label=str(company),
        detail=", ".join(part for part in [company.city, people] if part),
        form=FORMS.get(company.engagement, "other") if company.pk in inside else "other",
        url=reverse("companies:detail", kwargs={"programme_slug": slug, "pk": company.pk}),
        insee=company.insee,
    )
