"""The map beside the list of companies: it obeys the same filter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from companies.engagement import EngagementLevel, with_engagement
from companies.models import Company
from companies.workforce import workforce_label
from symbiose.programmes.models import TerritoryCommune
from symbiose.ui.commune_map import MapPoint, commune_map
from symbiose.ui.communes import outlines

if TYPE_CHECKING:
    from symbiose.programmes.models import Membership

FORMS = {EngagementLevel.CORE: "core", EngagementLevel.ENGAGED: "engaged"}
# What one reads as points, and what a page may weigh; the rows of the page are always drawn.
MOST_INSIDE, MOST_OUTSIDE = 250, 100


def map_of(
    membership: Membership, everyone: QuerySet[Company], kept: QuerySet[Company], page: Iterable[Company]
) -> SafeString | str:
    """The communes and one point per company; those outside the filter stay as small circles."""
    territory = TerritoryCommune.objects.filter(programme=membership.programme_id).values_list("insee", flat=True)
    lived_in = everyone.exclude(insee="").order_by("insee").values_list("insee", flat=True).distinct()
    shapes = outlines([*territory, *lived_in])
    if not shapes:
        return ""
    slug = membership.programme.slug
    points = _inside(kept, page, slug) + _outside(everyone, kept, slug)
    named = frozenset(company.insee for company in page if company.insee)
    return commune_map(shapes, points, title=_("Les entreprises sur la carte"), named=named)


def _placed(companies: QuerySet[Company]) -> QuerySet[Company]:
    return companies.filter(latitude__isnull=False, longitude__isnull=False).order_by("pk")


def _inside(kept: QuerySet[Company], page: Iterable[Company], slug: str) -> list[MapPoint]:
    drawn = {company.pk for company in page} | set(_placed(kept).values_list("pk", flat=True)[:MOST_INSIDE])
    companies: QuerySet[Any] = with_engagement(_placed(Company.objects.filter(pk__in=drawn)))
    return [_point(company, slug, FORMS.get(company.engagement, "listed")) for company in companies]


def _outside(everyone: QuerySet[Company], kept: QuerySet[Company], slug: str) -> list[MapPoint]:
    others = _placed(everyone.exclude(pk__in=kept.order_by().values("pk")))
    return [_point(company, slug, "other") for company in others[:MOST_OUTSIDE]]


def _point(company: Company, slug: str, form: str) -> MapPoint:
    assert company.latitude is not None  # see _placed
    assert company.longitude is not None
    people = workforce_label(company.workforce_band, company.workforce)
    return MapPoint(
        key=str(company.pk),
        longitude=company.longitude,
        latitude=company.latitude,
        label=str(company),
        detail=", ".join(part for part in [company.city, people] if part),
        form=form,
        url=reverse("companies:detail", kwargs={"programme_slug": slug, "pk": company.pk}),
        insee=company.insee,
    )
