"""The number of companies, and the first levels of engagement."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from companies.engagement import EngagementLevel, register_level
from companies.models import Company, Interaction
from symbiose.programmes.figures import Figure, register_figures

if TYPE_CHECKING:
    from symbiose.programmes.models import Membership, Programme


def companies_at(programme: Programme, at: datetime | None) -> QuerySet[Company]:
    """Companies of the programme, archived ones left out."""
    companies = Company.objects.filter(programme=programme)
    if at is None:
        return companies.active()
    return companies.filter(Q(archived_at__isnull=True) | Q(archived_at__gt=at), created_at__lte=at)


def is_contacted() -> Exists:
    """Whether somebody called, visited or wrote to the outer company."""
    return Exists(Interaction.objects.contacts().filter(company=OuterRef("pk")))


def _visible(rows: QuerySet[Any], membership: Membership) -> QuerySet[Any]:
    return rows.filter(pk__in=Company.objects.visible_to(membership).values("pk"))


def register() -> None:
    register_level(EngagementLevel.IDENTIFIED, lambda: Q(pk__isnull=False))
    register_level(EngagementLevel.CONTACTED, is_contacted)
    register_figures(Figure("companies", _("entreprises dans le programme"), companies_at, _visible, 1))
