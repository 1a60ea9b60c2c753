from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import F, OrderBy, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.derived import words_key
from companies.engagement import EngagementLevel, with_engagement
from companies.models import Company, CompanyQuerySet
from companies.workforce import SIZES, people_expression, size_condition
from symbiose.programmes.models import Membership, Partner

QUIET = [("15", _("15 jours")), ("30", _("un mois")), ("90", _("trois mois"))]
ORDERS = {"name": "name_key", "city": "city", "workforce": "people", "contact": "last_contact_at"}


class CompanyFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter has no types
    """What the list, the map and the export all obey."""

    q = django_filters.CharFilter(label=_("Nom, activité, personne…"), method="by_words")
    city = django_filters.ChoiceFilter(
        label=_("Commune"), choices=[], widget=forms.RadioSelect, empty_label=_("toutes les communes")
    )
    chamber = django_filters.ChoiceFilter(
        label=_("Chambre"),
        choices=[],
        widget=forms.RadioSelect,
        empty_label=_("toutes les chambres"),
        field_name="chambers",
    )
    size = django_filters.ChoiceFilter(
        label=_("Effectif"),
        choices=[(word, label) for word, label, _low, _high in SIZES],
        widget=forms.RadioSelect,
        empty_label=_("tous les effectifs"),
        method="by_size",
    )
    engagement = django_filters.MultipleChoiceFilter(
        label=_("Engagement"),
        choices=EngagementLevel.choices,
        widget=forms.CheckboxSelectMultiple,
        method="by_engagement",
    )
    quiet = django_filters.ChoiceFilter(
        label=_("Sans nouvelles depuis"),
        choices=QUIET,
        widget=forms.RadioSelect,
        empty_label=_("peu importe"),
        method="by_silence",
    )

    class Meta:
        model = Company
        fields = ["q", "city", "chamber", "size", "engagement", "quiet"]

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        companies = Company.objects.visible_to(membership).active()
        cities = companies.exclude(city="").order_by().values_list("city", flat=True).distinct()
        self.filters["city"].extra["choices"] = [(city, city) for city in sorted(cities, key=words_key)]
        chambers = Partner.objects.filter(programme=membership.programme_id, kind=Partner.Kind.CHAMBER)
        self.filters["chamber"].extra["choices"] = [(str(chamber.pk), str(chamber)) for chamber in chambers]

    def by_words(self, companies: CompanyQuerySet, name: str, value: str) -> CompanyQuerySet:
        return companies.search(value)

    def by_size(self, companies: CompanyQuerySet, name: str, value: str) -> CompanyQuerySet:
        return companies.filter(size_condition(value))

    def by_engagement(self, companies: CompanyQuerySet, name: str, value: list[str]) -> QuerySet[Company]:
        return with_engagement(companies).filter(engagement__in=value) if value else companies

    def by_silence(self, companies: CompanyQuerySet, name: str, value: str) -> CompanyQuerySet:
        return companies.quiet_since(timezone.now() - timedelta(days=int(value)))


def ordered(companies: CompanyQuerySet, key: str) -> QuerySet[Company]:
    """The list in the order asked for; what is not known comes last, and an unknown key reads by name."""
    name = key.removeprefix("-")
    column = F(ORDERS.get(name, "name_key"))
    # The days of silence are shown, the instant is sorted: the longest silence is the earliest instant.
    falls = key.startswith("-") != (name == "contact")
    first = OrderBy(column, descending=falls, nulls_last=True)
    return companies.with_last_contact().annotate(people=people_expression()).order_by(first, "name_key", "pk")
