"""The facts behind a company's level of engagement, level by level."""

from __future__ import annotations

from dataclasses import dataclass

from companies.engagement import EngagementLevel, condition_of
from companies.models import Company


@dataclass(frozen=True, slots=True)
class LevelFact:
    level: str
    label: str
    holds: bool


def engagement_facts(company: Company) -> list[LevelFact]:
    """Whether the fact of each level holds, in the order of the method; one query."""
    conditions = {level: condition_of(level) for level in EngagementLevel}
    known = {f"level_{level.value}": condition for level, condition in conditions.items() if condition is not None}
    row = Company.objects.filter(pk=company.pk).annotate(**known).values(*known).get()
    return [
        LevelFact(level.value, str(level.label), bool(row.get(f"level_{level.value}"))) for level in EngagementLevel
    ]
