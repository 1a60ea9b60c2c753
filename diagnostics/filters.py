from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from diagnostics.enums import Direction, Family
from diagnostics.models import Campaign, Diagnostic, Flow, Questionnaire
from symbiose.lexicon.words import search_key
from symbiose.programmes.models import Membership

LARGEST_KEY = 2**63 - 1  # of a row, on both databases


def by_company(queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
    """Keep the rows whose company's name, commune or people hold every word typed."""
    for word in search_key(value).split():
        queryset = queryset.filter(company__search_text__contains=word)
    return queryset


class DiagnosticFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter has no types
    """Search a visit by company; keep one state, or one adviser."""

    q = django_filters.CharFilter(label=_("Entreprise"), method=by_company)
    state = django_filters.ChoiceFilter(label=_("État"), choices=Diagnostic.State.choices)
    adviser = django_filters.NumberFilter(
        label=_("Conseiller"), field_name="adviser", min_value=1, max_value=LARGEST_KEY
    )

    class Meta:
        model = Diagnostic
        fields = ["q", "state", "adviser"]


class QuestionnaireFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter has no types
    q = django_filters.CharFilter(label=_("Entreprise"), method=by_company)
    state = django_filters.ChoiceFilter(label=_("État"), choices=Questionnaire.State.choices)
    campaign = django_filters.ModelChoiceFilter(label=_("Campagne"), queryset=Campaign.objects.none())

    class Meta:
        model = Questionnaire
        fields = ["q", "state", "campaign"]

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["campaign"].queryset = Campaign.objects.visible_to(membership)


class FlowFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter has no types
    """Search a line by its words or its company; keep one direction, one family."""

    q = django_filters.CharFilter(label=_("Mot, entreprise…"), method="search")
    direction = django_filters.ChoiceFilter(label=_("Sens"), choices=Direction.choices)
    family = django_filters.ChoiceFilter(label=_("Famille"), choices=Family.choices)

    class Meta:
        model = Flow
        fields = ["q", "direction", "family"]

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.membership = membership

    def search(self, queryset: QuerySet[Flow], name: str, value: str) -> QuerySet[Flow]:
        """A name that the reader may not see finds nothing."""
        found = by_company(Flow.objects.filter(programme=self.membership.programme_id), name, value)
        named = found.filter(company__in=Company.objects.visible_to(self.membership))
        words = Q()
        for word in search_key(value).split():
            words &= Q(search_text__contains=word)
        return queryset.filter(words | Q(pk__in=named.values("pk")))
