"""A company's level of engagement: the furthest fact that holds, never typed.

The levels are PRODUCT's, in order. Each app registers the condition of the levels whose facts it owns, as an
`Exists` over its own tables whose outer row is the company.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import models
from django.db.models import Case, QuerySet, Value, When
from django.db.models.expressions import Combinable, Exists
from django.db.models.query_utils import Q
from django.utils.translation import gettext_lazy as _


class EngagementLevel(models.TextChoices):
    IDENTIFIED = "identified", _("identifiée")
    CONTACTED = "contacted", _("contactée")
    INFORMED = "informed", _("informée")
    VOLUNTEER = "volunteer", _("volontaire")
    DIAGNOSED = "diagnosed", _("diagnostiquée")
    ANSWERED = "answered", _("a répondu")
    IN_WORKSHOP = "in_workshop", _("en atelier")
    ENGAGED = "engaged", _("engagée")
    CORE = "core", _("noyau dur")


Condition = Callable[[], "Exists | Q | Combinable"]
_CONDITIONS: dict[str, Condition] = {}


def register_level(level: EngagementLevel, condition: Condition) -> None:
    _CONDITIONS[level] = condition


def condition_of(level: EngagementLevel) -> Exists | Q | Combinable | None:
    condition = _CONDITIONS.get(level)
    return condition() if condition else None


def with_engagement(companies: QuerySet) -> QuerySet:  # type: ignore[type-arg]  # any company queryset
    """Annotate `engagement` with the furthest level whose fact holds."""
    furthest_first = [level for level in reversed(EngagementLevel) if level in _CONDITIONS]
    whens = [When(_CONDITIONS[level](), then=Value(level.value)) for level in furthest_first]
    level = Case(*whens, default=Value(EngagementLevel.IDENTIFIED.value), output_field=models.CharField())
    annotated: QuerySet = companies.annotate(engagement=level)  # type: ignore[type-arg]  # any company queryset
    return annotated
