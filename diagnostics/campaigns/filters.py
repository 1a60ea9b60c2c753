from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.filters import CompanyFilter
from companies.models import Company
from diagnostics.models import Diagnostic, Questionnaire
from symbiose.nomenclatures.naf import naf_section, sections_of_codes
from symbiose.programmes.models import Membership, Park

MONTHS = {"6": 183, "12": 366, "24": 731}
VISITED = [
    ("any", _("visitée")),
    ("6", _("visitée depuis moins de six mois")),
    ("12", _("visitée depuis moins d’un an")),
    ("24", _("visitée depuis moins de deux ans")),
    ("never", _("pas encore visitée")),
]
ANSWERED = [
    ("unsent", _("n’a pas reçu ces questions")),
    ("silent", _("n’y a pas répondu")),
    ("never", _("n’a jamais répondu à un questionnaire")),
]


class RecipientFilter(CompanyFilter):
    """To whom a questionnaire may go: what the list of companies knows, and what was visited, asked, answered."""

    section = django_filters.ChoiceFilter(
        label=_("Activité"),
        choices=[],
        widget=forms.RadioSelect,
        empty_label=_("toutes les activités"),
        method="by_section",
    )
    park = django_filters.ChoiceFilter(
        label=_("Zone d’activités"),
        choices=[],
        widget=forms.RadioSelect,
        empty_label=_("toutes les zones"),
        field_name="park",
    )
    visited = django_filters.ChoiceFilter(
        label=_("Visite"), choices=VISITED, widget=forms.RadioSelect, empty_label=_("peu importe"), method="by_visit"
    )
    answered = django_filters.ChoiceFilter(
        label=_("Réponse"),
        choices=ANSWERED,
        widget=forms.RadioSelect,
        empty_label=_("peu importe"),
        method="by_answer",
    )

    class Meta:
        model = Company
        fields = ["q", "visited", "answered", "chamber", "city", "park", "section", "size", "engagement"]

    def __init__(self, *args: Any, membership: Membership, series: Any, **kwargs: Any) -> None:
        super().__init__(*args, membership=membership, **kwargs)
        self.series = series
        del self.filters["quiet"]
        companies = Company.objects.visible_to(membership).active()
        self.codes = set(companies.exclude(naf_code="").order_by().values_list("naf_code", flat=True).distinct())
        self.filters["section"].extra["choices"] = sections_of_codes(self.codes)
        parks = Park.objects.filter(programme=membership.programme_id)
        self.filters["park"].extra["choices"] = [(str(park.pk), str(park)) for park in parks]

    def by_section(self, companies: QuerySet[Company], name: str, value: str) -> QuerySet[Company]:
        return companies.filter(naf_code__in=[code for code in self.codes if naf_section(code) == value])

    def by_visit(self, companies: QuerySet[Company], name: str, value: str) -> QuerySet[Company]:
        visits = Diagnostic.objects.completed().filter(company=OuterRef("pk"))
        if value == "never":
            return companies.filter(~Exists(visits))
        if value in MONTHS:
            visits = visits.filter(visit_on__gte=timezone.localdate() - timedelta(days=MONTHS[value]))
        return companies.filter(Exists(visits))

    def by_answer(self, companies: QuerySet[Company], name: str, value: str) -> QuerySet[Company]:
        asked = Questionnaire.objects.filter(company=OuterRef("pk"))
        if value == "unsent":
            return companies.filter(~Exists(asked.filter(template__series=self.series)))
        if value == "silent":
            return companies.filter(~Exists(asked.submitted().filter(template__series=self.series)))
        return companies.filter(~Exists(asked.submitted()))


def default_choice() -> dict[str, str]:
    """What a new campaign begins with: the companies visited that these questions have not reached."""
    return {"visited": "any", "answered": "unsent"}
