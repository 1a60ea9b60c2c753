"""Key figures: each has one definition, registered by the app that owns its facts, and opens to them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Count, QuerySet, Value

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from symbiose.programmes.models import Membership, Programme

FactRows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure: the rows that it counts, as they stood at an instant (None: now).

    `rows(programme, at)` are all rows counted, the same for every role. `visible(rows, membership)`
    keeps those that the reader may see; the page adds « n non visibles ».
    """

    name: str
    label: str | _StrPromise
    rows: Callable[[Programme, datetime | None], FactRows]
    visible: Callable[[FactRows, Membership], FactRows]
    position: int = 100


_FIGURES: dict[str, Figure] = {}


def register_figures(*figures: Figure) -> None:
    for figure in figures:
        _FIGURES[figure.name] = figure


def all_figures() -> list[Figure]:
    return sorted(_FIGURES.values(), key=lambda figure: figure.position)


def figure_named(name: str) -> Figure:
    """Raises KeyError for an unknown name."""
    return _FIGURES[name]


def key_figures(
    programme: Programme, at: datetime | None = None, names: Collection[str] | None = None
) -> dict[str, int]:
    """The value of each key figure, as shown on the home page and printed by `manage.py figures`, in one query."""
    wanted = [figure for figure in all_figures() if names is None or figure.name in names]
    counts = [_count(figure, programme, at) for figure in wanted]
    found = dict(counts[0].union(*counts[1:], all=True).values_list("figure", "counted")) if counts else {}
    return {figure.name: found.get(figure.name, 0) for figure in wanted}


def _count(figure: Figure, programme: Programme, at: datetime | None) -> FactRows:
    name = Value(figure.name, output_field=CharField())
    rows: FactRows = figure.rows(programme, at).order_by().values(figure=name)
    counted: FactRows = rows.annotate(counted=Count("pk", distinct=True))
    return counted
