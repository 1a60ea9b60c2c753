"""Key figures whose facts this app owns, and the engagement that comes of them (PRODUCT, Key figures)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from companies.engagement import EngagementLevel, register_level
from companies.models import Company
from diagnostics.models import Diagnostic, Flow, Questionnaire
from symbiose.programmes.figures import Figure, register_figures

if TYPE_CHECKING:
    from symbiose.programmes.models import Membership, Programme


def diagnosed_at(programme: Programme, at: datetime | None) -> QuerySet[Company]:
    """Companies with a completed diagnostic."""
    completed = Diagnostic.objects.completed().filter(programme=programme)
    if at is not None:
        completed = completed.filter(completed_at__lte=at)
    return Company.objects.filter(programme=programme, pk__in=completed.values("company"))


def answered_at(programme: Programme, at: datetime | None) -> QuerySet[Company]:
    """Companies with a submitted questionnaire."""
    submitted = Questionnaire.objects.submitted().filter(programme=programme)
    if at is not None:
        submitted = submitted.filter(submitted_at__lte=at)
    return Company.objects.filter(programme=programme, pk__in=submitted.values("company"))


def flows_at(programme: Programme, at: datetime | None) -> QuerySet[Flow]:
    """Current flows."""
    flows = Flow.objects.filter(programme=programme)
    if at is None:
        return flows.current()
    return flows.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=at), created_at__lte=at)


def has_a_visit_planned() -> Exists:
    return Exists(Diagnostic.objects.filter(company=OuterRef("pk")))


def is_diagnosed() -> Exists:
    return Exists(Diagnostic.objects.completed().filter(company=OuterRef("pk")))


def has_answered() -> Exists:
    return Exists(Questionnaire.objects.submitted().filter(company=OuterRef("pk")))


def _visible(rows: QuerySet[Any], membership: Membership) -> QuerySet[Any]:
    return rows.filter(pk__in=rows.model.objects.visible_to(membership).values("pk"))


def register() -> None:
    register_level(EngagementLevel.VOLUNTEER, has_a_visit_planned)
    register_level(EngagementLevel.DIAGNOSED, is_diagnosed)
    register_level(EngagementLevel.ANSWERED, has_answered)
    register_figures(
        Figure("diagnosed", _("entreprises diagnostiquées"), diagnosed_at, _visible, 60),
        Figure("answered", _("entreprises qui ont répondu au questionnaire"), answered_at, _visible, 70),
        Figure("flows", _("ressources et besoins recensés"), flows_at, _visible, 80),
    )
