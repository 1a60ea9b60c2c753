from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from symbiose.lexicon.words import search_key
from synergies.models import Kind, Proposal


class ProposalFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter has no types
    """Search a proposal by what it says or by the company; keep one kind."""

    q = django_filters.CharFilter(label=_("Mot, entreprise…"), method="search")
    kind = django_filters.ChoiceFilter(label=_("Nature"), choices=Kind.choices)

    class Meta:
        model = Proposal
        fields = ["q", "kind"]

    def search(self, queryset: QuerySet[Proposal], name: str, value: str) -> QuerySet[Proposal]:
        by_company = queryset.filter(flows__company__search_text__contains=search_key(value))
        by_words = queryset.filter(title__icontains=value) | queryset.filter(explanation__icontains=value)
        return queryset.filter(pk__in=by_company.values("pk")) | queryset.filter(pk__in=by_words.values("pk"))
