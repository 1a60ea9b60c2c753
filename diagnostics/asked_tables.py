"""The table of a question on the phone: a small card per row, each cell a field; and its answer in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from diagnostics.questionnaire.questions import ROW, Column, Kind, Question
from symbiose.ui.french import amount, date_fr

SPARE_ROWS = 2


@dataclass(frozen=True, slots=True)
class GridCell:
    column: Column
    name: str
    value: str
    choices: list[tuple[str, str]]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row; `key_name` and `key` carry the name by which its line is found again."""

    number: int
    key_name: str
    key: str
    cells: list[GridCell]
    is_folded: bool = False


def grid_of(
    question: Question,
    value: Any,
    *,
    posted: Mapping[str, Sequence[str]] | None = None,
    faults: Mapping[str, str] | None = None,
) -> list[GridRow]:
    """Every row that a table may have: those that hold something, two to fill, the others folded.

    `posted` is what was typed and refused: it stands in the place of the stored value.
    """
    if question.kind != Kind.TABLE:
        return []
    stored = value if isinstance(value, list) else []
    texts = [
        _typed(question, number, posted) if posted else _stored(stored, number) for number in range(question.rows)
    ]
    filled = max((number + 1 for number, row in enumerate(texts) if any(row.values())), default=0)
    return [_row(question, number, row, filled + SPARE_ROWS, faults or {}) for number, row in enumerate(texts)]


def _typed(question: Question, number: int, posted: Mapping[str, Sequence[str]]) -> dict[str, str]:
    names = (ROW, *(column.key for column in question.columns))
    return {name: next(iter(posted.get(_name(number, name), ())), "") for name in names}


def _stored(rows: Sequence[Mapping[str, Any]], number: int) -> dict[str, str]:
    row = rows[number] if number < len(rows) else {}
    return {key: typed_scalar(cell) for key, cell in row.items()}


def _row(question: Question, number: int, texts: Mapping[str, str], shown: int, faults: Mapping[str, str]) -> GridRow:
    cells = [
        GridCell(
            column,
            _name(number, column.key),
            texts.get(column.key, ""),
            cell_choices(column),
            faults.get(f"{number}-{column.key}", ""),
        )
        for column in question.columns
    ]
    return GridRow(number, _name(number, ROW), texts.get(ROW, ""), cells, number >= shown)


def _name(number: int, key: str) -> str:
    return f"answer-{number}-{key}"


def typed_scalar(value: Any) -> str:
    """A stored cell as a field shows it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.12g}".replace(".", ",") if isinstance(value, float) else str(value)


def cell_choices(column: Column) -> list[tuple[str, str]]:
    if column.kind == Kind.YES_NO:
        return [("yes", _("Oui")), ("no", _("Non"))]
    return [(option.key, option.label) for option in column.options]


def table_in_words(question: Question, value: Any) -> str:
    """« Cartons, 9 t ; films, 400 kg »."""
    rows = [row_in_words(question, row) for row in value or []]
    return " ; ".join(row for row in rows if row) or _("Rien de tout cela")


def row_in_words(question: Question, row: Mapping[str, Any]) -> str:
    cells = [(column, row[column.key]) for column in question.columns if row.get(column.key) not in (None, "")]
    return ", ".join(_cell_in_words(column, value) for column, value in cells)


def _cell_in_words(column: Column, value: Any) -> str:
    if column.kind == Kind.DATE:
        return date_fr(date.fromisoformat(value))
    if column.kind == Kind.NUMBER:
        return amount(value, {"m2": "m²", "m3": "m³"}.get(column.unit, column.unit))
    return dict(cell_choices(column)).get(typed_scalar(value), typed_scalar(value))
