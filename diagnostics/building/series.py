"""The templates of a programme as a list shows them: one row per series, whatever its number of versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count

from diagnostics.models import Diagnostic, Questionnaire, Survey, Template

if TYPE_CHECKING:
    from diagnostics.models.templates import TemplateQuerySet


@dataclass(frozen=True, slots=True)
class Series:
    """All versions of one template: the one in use, the one being written, how often it was used."""

    current: Template | None
    draft: Template | None
    used: int
    versions: int

    @property
    def shown(self) -> Template:
        """The version that its row opens: the one in use, else the draft."""
        found = self.current or self.draft
        assert found is not None
        return found

    @property
    def is_archived(self) -> bool:
        return self.shown.archived_at is not None


def series_of(templates: TemplateQuerySet) -> list[Series]:
    """One row per series, by kind then title; the questions themselves are not read."""
    grouped: dict[UUID, list[Template]] = {}
    for template in templates.defer("schema").order_by("number"):
        grouped.setdefault(template.series, []).append(template)
    used = use_counts(grouped)
    rows = [_series(versions, used[series]) for series, versions in grouped.items()]
    return sorted(rows, key=lambda row: (KIND_ORDER.index(row.shown.kind), row.shown.title.lower()))


KIND_ORDER: list[str] = [Template.Kind.DIAGNOSTIC, Template.Kind.QUESTIONNAIRE, Template.Kind.SURVEY]


def use_counts(series: Iterable[UUID]) -> Counter[UUID]:
    """How many visits, questionnaires and surveys asked the questions of each series."""
    counts: Counter[UUID] = Counter()
    for model in (Diagnostic, Questionnaire, Survey):
        users = model._default_manager.filter(template__series__in=list(series))
        rows = users.order_by().values_list("template__series").annotate(n=Count("pk"))
        counts.update(dict(rows))
    return counts


def _series(versions: list[Template], used: int) -> Series:
    published = [template for template in versions if template.published_at]
    drafts = [template for template in versions if not template.published_at]
    return Series(
        current=published[-1] if published else None,
        draft=drafts[-1] if drafts else None,
        used=used,
        versions=len(published),
    )
