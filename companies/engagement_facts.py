"""The facts behind a company's level of engagement, level by level; each app registers those that it owns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.engagement import EngagementLevel, condition_of
from companies.models import Company, Interaction

SHOWN = 6


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact, as its page would name it."""

    text: str
    on: date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The rows that make a level hold; `brief` ones are counted on the company's page."""

    rows: Callable[[Company], QuerySet[Any]]
    line: Callable[[Any], FactLine]
    words: Callable[[int], str]
    brief: bool = False


@dataclass(frozen=True, slots=True)
class LevelFact:
    level: str
    label: str
    holds: bool
    counted: str = ""
    lines: tuple[FactLine, ...] = ()


_EVIDENCE: dict[EngagementLevel, Evidence] = {}


def register_evidence(evidence: dict[EngagementLevel, Evidence]) -> None:
    _EVIDENCE.update(evidence)


def engagement_facts(company: Company) -> list[LevelFact]:
    """Whether the fact of each level holds, in the order of the method, and which facts they are."""
    held = _held(company)
    return [_level(level, company, holds=held[level]) for level in EngagementLevel]


def engagement_in_brief(company: Company) -> str:
    """« 2 synergies retenues, 3 rencontres »; empty where there is nothing yet."""
    kept = [evidence for level in EngagementLevel if (evidence := _EVIDENCE.get(level)) and evidence.brief]
    counted = [(evidence, evidence.rows(company).count()) for evidence in kept]
    return ", ".join(evidence.words(count) for evidence, count in counted if count)


def _held(company: Company) -> dict[EngagementLevel, bool]:
    conditions = {level: condition_of(level) for level in EngagementLevel}
    known = {f"level_{level.value}": condition for level, condition in conditions.items() if condition is not None}
    row = Company.objects.filter(pk=company.pk).annotate(**known).values(*known).get()
    return {level: bool(row.get(f"level_{level.value}")) for level in EngagementLevel}


def _level(level: EngagementLevel, company: Company, *, holds: bool) -> LevelFact:
    evidence = _EVIDENCE.get(level)
    if evidence is None:
        return LevelFact(level.value, str(level.label), holds)
    rows = list(evidence.rows(company)[: SHOWN + 1])
    count = len(rows) if len(rows) <= SHOWN else evidence.rows(company).count()
    lines = tuple(evidence.line(row) for row in rows[:SHOWN])
    return LevelFact(level.value, str(level.label), holds, evidence.words(count) if count else "", lines)


def day_of(instant: datetime | None) -> date | None:
    return timezone.localdate(instant) if instant else None


def _exchange(interaction: Interaction) -> FactLine:
    kind = str(interaction.get_kind_display()).capitalize()
    who = interaction.created_by
    text = _("%(kind)s de %(who)s") % {"kind": kind, "who": who} if who else kind
    return FactLine(text, day_of(interaction.happened_at))


def _exchanges(company: Company) -> QuerySet[Interaction]:
    return Interaction.objects.contacts().filter(company=company).select_related("created_by")


def _words(count: int) -> str:
    return ngettext("%(n)s échange", "%(n)s échanges", count) % {"n": count}


def register() -> None:
    register_evidence({EngagementLevel.CONTACTED: Evidence(_exchanges, _exchange, _words)})
