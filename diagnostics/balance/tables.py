"""The balance of a group of companies: what may be told of each cell, and no more. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from diagnostics.balance.cells import CellKey, Record, cells_of
from diagnostics.balance.disclosure import Parts

# In this order the cells are parted: what comes first is told most often.
AXES = ("outlet", "source", "park", "city", "naf", "wave", "family", "kind")
OUTLETS = ("outlet:outside", "outlet:territory", "outlet:unknown")
KINDS = ("kind:measured", "kind:declared", "kind:estimated")


@dataclass(frozen=True, slots=True)
class Cell:
    """A sum that may be told. `splits` has the parts of it that may be told too, by group."""

    key: CellKey
    quantity: float
    companies: int
    lines: tuple[int, ...]
    splits: Mapping[str, float] = field(default_factory=dict)

    def share(self, group: str) -> float:
        return self.splits.get(group, 0.0)


@dataclass(frozen=True, slots=True)
class Balance:
    """`hidden`: how many cells of the group are kept back; `companies`: those behind what is told."""

    cells: tuple[Cell, ...]
    hidden: int
    companies: int

    @property
    def is_refused(self) -> bool:
        """Something is there, and nothing of it may be told."""
        return not self.cells and self.hidden > 0

    def total(self, cells: Iterable[Cell]) -> float:
        return sum(cell.quantity for cell in cells)


def balance(records: Sequence[Record], chosen: frozenset[str] = frozenset(), *, family: str = "") -> Balance:
    """The balance of the lines that bear every chosen group word; of one family when it is given.

    The cells and their parts depend on all the lines, never on what is chosen: see `disclosure`.
    """
    told, left_over = cells_of(records)
    cells: list[Cell] = []
    hidden = 0
    members: set[int] = set()
    for key, found in told.items():
        if family and key.family != family:
            continue
        selected = [place for place, record in enumerate(found) if chosen <= record.groups]
        if not selected:
            continue
        parts = parted(found)
        if parts.tells(selected):
            cells.append(_cell(key, found, selected, parts))
            members.update(found[place].company for place in selected)
        else:
            hidden += 1
    hidden += bool(left_over and _is_touched(records, told, chosen, family))
    return Balance(tuple(sorted(cells, key=_order)), hidden, len(members))


def parted(records: Sequence[Record]) -> Parts:
    """The parts of one cell, cut along each group that is offered, in an order that is the same for everybody."""
    parts = Parts([record.company for record in records], [record.quantity for record in records])
    for group in _cuts(records):
        parts.cut(group)
    return parts


def _cuts(records: Sequence[Record]) -> list[list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        for group in record.groups:
            places[group].append(place)
    order = {axis: number for number, axis in enumerate(AXES)}

    def rank(group: str) -> tuple[int, int, str]:
        return order.get(group.partition(":")[0], len(AXES)), -len(places[group]), group

    return [places[group] for group in sorted(places, key=rank)]


def _cell(key: CellKey, records: Sequence[Record], selected: list[int], parts: Parts) -> Cell:
    splits: dict[str, float] = {}
    for group in (*OUTLETS, *KINDS):
        inside = [place for place in selected if group in records[place].groups]
        if inside and parts.tells(inside):
            splits[group] = sum(records[place].quantity for place in inside)
    chosen = [records[place] for place in selected]
    return Cell(
        key=key,
        quantity=sum(record.quantity for record in chosen),
        companies=len({record.company for record in chosen}),
        lines=tuple(record.line for record in chosen),
        splits=splits,
    )


def _is_touched(
    records: Iterable[Record], told: Mapping[CellKey, list[Record]], chosen: frozenset[str], family: str
) -> bool:
    """Whether lines that no cell could hold are among the chosen ones."""
    held = {record.line for found in told.values() for record in found}
    left = (record for record in records if record.quantity > 0 and record.line not in held)
    return any(chosen <= record.groups and family in {"", record.family} for record in left)


def _order(cell: Cell) -> tuple[str, bool, str, float]:
    return cell.key.side, cell.key.once, cell.key.dimension, -cell.quantity
