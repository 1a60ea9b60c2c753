"""The balance as it is read, on screen and on paper: a sentence first, the drawing, the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from diagnostics.balance.cells import CellKey, Side
from diagnostics.balance.tables import OUTLETS, Balance, Cell
from diagnostics.balance.words import (
    SIDES,
    UNADDED,
    UNITS,
    cell_name,
    cell_note,
    companies_text,
    kinds_text,
    quantity_text,
    unit_of,
)
from symbiose.ui.sankey import Paint, Stream, Words, gathered, sankey

OUTSIDE, TERRITORY, UNKNOWN = OUTLETS
ORDERS = {"name": "name", "companies": "companies", "quantity": "rank"}
DRAWN = frozenset(UNITS) - UNADDED - {"argent"}
WASTE = "dechet"


@dataclass(frozen=True, slots=True)
class Row:
    """One cell. `rank` orders quantities inside a dimension, `cell` names it in the address of its facts."""

    cell: str
    name: str
    note: str
    quantity: str
    rank: tuple[str, float]
    companies: int
    kinds: str


@dataclass(frozen=True, slots=True)
class Table:
    """One side of the balance, with a total for each dimension that has several cells."""

    side: str
    title: str
    once: bool
    rows: tuple[Row, ...]
    totals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leaving:
    """Where one kind of waste is treated; an empty text where telling it would betray a company."""

    name: str
    note: str
    quantity: str
    outside: str
    territory: str
    unknown: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the Sankey draws, of one dimension."""

    dimension: str
    unit: str
    sources: tuple[Stream, ...]
    ends: tuple[Stream, ...]

    @property
    def title(self) -> str:
        """The data in words, for who does not see the drawing."""
        into = ", ".join(f"{stream.name} {stream.words}" for stream in self.sources) or _("rien")
        out = ", ".join(f"{stream.name} {stream.words}" for stream in self.ends) or _("rien")
        return _("Entre : %(into)s. Sort : %(out)s.") % {"into": into, "out": out}

    def drawn(self, companies: int, paint: Paint | None = None) -> SafeString:
        words = Words(_("Ce qui entre"), _("Ce qui sort"), companies_text(companies), self.title)
        return sankey(self.sources, self.ends, words, paint)


def cell_id(key: CellKey) -> str:
    period = "ponctuel" if key.once else "an"
    code = key.code.replace(" ", "") or "-"
    return ".".join([key.side, key.dimension, period, key.family or "-", code, key.detail])


def sentence(balance: Balance) -> str:
    """« Derrière ces chiffres, 12 entreprises : il y entre 1 420 t/an et 2 600 MWh/an, il en sort 812 t/an. »"""
    yearly = [cell for cell in balance.cells if not cell.key.once]
    said = [
        _("il y entre %(what)s") % {"what": _sums(yearly, Side.IN)} if _sums(yearly, Side.IN) else "",
        _("il en sort %(what)s") % {"what": _sums(yearly, Side.OUT)} if _sums(yearly, Side.OUT) else "",
    ]
    companies = companies_text(balance.companies)
    facts = ", ".join(part for part in said if part)
    if not facts:
        return _("Derrière ces chiffres, %(companies)s.") % {"companies": companies}
    return _("Derrière ces chiffres, %(companies)s : %(facts)s.") % {"companies": companies, "facts": facts}


def _sums(cells: Iterable[Cell], side: Side) -> str:
    sums = _by_dimension(cell for cell in cells if cell.key.side == side and cell.key.dimension in DRAWN)
    words = [quantity_text(total, dimension) for dimension, (total, _count) in sums.items()]
    return _(" et ").join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _by_dimension(cells: Iterable[Cell]) -> dict[str, tuple[float, int]]:
    """The total of each dimension and how many cells make it, in the order of the table of units."""
    sums: dict[str, tuple[float, int]] = defaultdict(lambda: (0.0, 0))
    for cell in cells:
        total, count = sums[cell.key.dimension]
        sums[cell.key.dimension] = (total + cell.quantity, count + 1)
    return {dimension: sums[dimension] for dimension in UNITS if dimension in sums}


def tables_of(balance: Balance, order: str = "") -> list[Table]:
    """One table for each side, then what happens once; a side without a cell is left out."""
    found = [_table(balance, side, once=once, order=order) for once in (False, True) for side in Side]
    return [table for table in found if table.rows]


def _table(balance: Balance, side: Side, *, once: bool, order: str) -> Table:
    cells = [cell for cell in balance.cells if cell.key.side == side and cell.key.once == once]
    title = str(SIDES[side])
    return Table(
        side=side.value,
        title=_("%(side)s, une seule fois") % {"side": title} if once else title,
        once=once,
        rows=tuple(_ordered((_row(cell) for cell in cells), order)),
        totals=tuple(
            quantity_text(total, dimension, once=once)
            for dimension, (total, count) in _by_dimension(cells).items()
            if count > 1 and dimension not in UNADDED
        ),
    )


def _row(cell: Cell) -> Row:
    key = cell.key
    return Row(
        cell=cell_id(key),
        name=cell_name(key),
        note=cell_note(key),
        quantity=quantity_text(cell.quantity, key.dimension, once=key.once),
        rank=(unit_of(key.dimension), cell.quantity),
        companies=cell.companies,
        kinds=kinds_text(cell),
    )


def _ordered(rows: Iterable[Row], order: str) -> list[Row]:
    """As asked; else by dimension, the largest first. Quantities compare inside their dimension only."""
    field = ORDERS.get(order.removeprefix("-"), "")
    if not field:
        return list(rows)
    return sorted(rows, key=lambda row: getattr(row, field), reverse=order.startswith("-"))


def leaving_of(balance: Balance) -> list[Leaving]:
    """Where the territory's waste goes, by kind of waste; only where something of it may be told."""
    waste = [c for c in balance.cells if c.key.side == Side.OUT and c.key.family == WASTE and not c.key.once]
    return [_leaving(cell) for cell in waste if cell.share(OUTSIDE) or cell.share(TERRITORY)]


def _leaving(cell: Cell) -> Leaving:
    dimension = cell.key.dimension
    outside, territory, unknown = (
        quantity_text(cell.splits[outlet], dimension) if outlet in cell.splits else "" for outlet in OUTLETS
    )
    return Leaving(
        name=cell_name(cell.key),
        note=cell_note(cell.key),
        quantity=quantity_text(cell.quantity, dimension),
        outside=outside,
        territory=territory,
        unknown=unknown,
    )


def leaving_sentence(balance: Balance) -> str:
    """« 310 t/an de déchets au moins partent hors du territoire, sur 812 t/an. »"""
    waste = [
        cell
        for cell in balance.cells
        if cell.key.side == Side.OUT
        and cell.key.family == WASTE
        and not cell.key.once
        and cell.key.dimension == "masse"
    ]
    outside, whole = sum(cell.share(OUTSIDE) for cell in waste), sum(cell.quantity for cell in waste)
    if not outside:
        return ""
    amounts = {"outside": quantity_text(outside, "masse"), "whole": quantity_text(whole, "masse")}
    return _("Au moins %(outside)s de déchets partent hors du territoire, sur %(whole)s.") % amounts


def drawable(balance: Balance) -> list[tuple[str, str]]:
    """The dimensions that can be drawn, with their unit; the one with most cells first."""
    counts = {dimension: count for dimension, (_total, count) in _by_dimension(_flowing(balance)).items()}
    ordered = sorted(counts, key=lambda dimension: (-counts[dimension], dimension))
    return [(dimension, unit_of(dimension)) for dimension in ordered]


def _flowing(balance: Balance) -> list[Cell]:
    return [
        cell
        for cell in balance.cells
        if not cell.key.once and cell.key.side in {Side.IN, Side.OUT} and cell.key.dimension in DRAWN
    ]


def drawing_of(balance: Balance, dimension: str = "") -> Drawing | None:
    """The drawing of one dimension, by default the one with most to show."""
    choices = dict(drawable(balance))
    chosen = dimension if dimension in choices else next(iter(choices), "")
    if not chosen:
        return None
    cells = [cell for cell in _flowing(balance) if cell.key.dimension == chosen]
    return Drawing(
        dimension=chosen,
        unit=choices[chosen],
        sources=_streams([cell for cell in cells if cell.key.side == Side.IN]),
        ends=_streams([cell for cell in cells if cell.key.side == Side.OUT]),
    )


def _streams(cells: list[Cell]) -> tuple[Stream, ...]:
    streams = [
        Stream(cell_name(cell.key), cell.quantity, quantity_text(cell.quantity, cell.key.dimension)) for cell in cells
    ]
    dimension = cells[0].key.dimension if cells else ""
    return gathered(streams, _("Autres"), lambda size: quantity_text(size, dimension))
