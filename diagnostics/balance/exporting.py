"""The balance as a table file: the cells that are told and nothing else."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from diagnostics.balance.tables import OUTLETS, Balance, Cell
from diagnostics.balance.words import SIDES, cell_name, cell_note, in_unit, kinds_text, unit_of
from diagnostics.table_files import Value, table_file


def export(balance: Balance, *, kind: str) -> HttpResponse:
    rows = [_columns(), *(_values(cell) for cell in balance.cells)]
    return table_file(rows, name="bilan-de-flux", kind=kind, title="Bilan de flux")


def _columns() -> list[Value]:
    return [
        _("sens"), _("flux"), _("famille et code"), _("quantité"), _("unité"), _("entreprises"),
        _("nature du chiffre"), _("dont hors du territoire"), _("dont sur le territoire"), _("dont non précisé"),
    ]  # fmt: skip


def _values(cell: Cell) -> list[Value]:
    key = cell.key
    outlets: list[Value] = [
        in_unit(cell.splits[outlet], key.dimension) if outlet in cell.splits else "" for outlet in OUTLETS
    ]
    return [
        str(SIDES[key.side]),
        cell_name(key),
        cell_note(key),
        in_unit(cell.quantity, key.dimension),
        unit_of(key.dimension, once=key.once),
        cell.companies,
        kinds_text(cell),
        *outlets,
    ]
