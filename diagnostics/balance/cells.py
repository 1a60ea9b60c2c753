"""The cells of the balance: lines added up by side, dimension, family and waste code, as finely as secrecy allows.

Pure. Cells are decided on the whole programme, once for all filters and readers; they share no line, so a total is
the sum of the cells that are told, and nothing is learnt from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeVar

from diagnostics.balance.disclosure import is_tellable

FLOWING = frozenset({"matiere", "dechet", "energie", "eau"})
BOUGHT = FLOWING | {"achat"}


class Side(StrEnum):
    """On which side of the balance a line stands."""

    IN = "entrants"
    OUT = "sortants"
    NEEDS = "besoins"
    SHARED = "partage"


class Detail(StrEnum):
    """How finely a cell could be told."""

    CODE = "code"
    CHAPTER = "chapitre"
    FAMILY = "famille"
    MIXED = "divers"


class Record(NamedTuple):
    """One line of a company, as the balance adds it up. `quantity` is in the base unit of its dimension.

    `groups` are the words by which a filter can choose it: « park:3 », « city:Rouez », « outlet:outside »…
    """

    line: int
    company: int
    side: Side
    family: str
    code: str
    dimension: str
    once: bool
    quantity: float
    groups: frozenset[str] = frozenset()


class CellKey(NamedTuple):
    """What a cell adds up. Dimensions are never mixed, nor what happens once with what comes every year."""

    side: Side
    dimension: str
    once: bool
    family: str
    code: str
    detail: Detail


K = TypeVar("K", bound=Hashable)


def side_of(direction: str, family: str) -> Side:
    if direction == "besoin":
        return Side.IN if family in BOUGHT else Side.NEEDS
    return Side.OUT if family in FLOWING else Side.SHARED


def cells_of(records: Iterable[Record]) -> tuple[dict[CellKey, list[Record]], int]:
    """The cells that may be told, and the number of companies' lines that none of them holds.

    From the finest: the waste code; what is left of a chapter; what is left of the family; what is left of a side.
    """
    counted = [record for record in records if record.quantity > 0]
    told: dict[CellKey, list[Record]] = {}
    left = counted
    for detail, key in _STEPS:
        left = _tell(left, key, detail, told)
    return told, len(left)


def _tell(
    records: Sequence[Record],
    key: Callable[[Record], CellKey | None],
    detail: Detail,
    told: dict[CellKey, list[Record]],
) -> list[Record]:
    """Tell the cells that may be told at one level of detail; what is left goes on to the next."""
    gathered = _gathered(records, key)
    left = list(gathered.pop(None, []))
    for cell, found in gathered.items():
        if cell is not None and is_tellable(sums_of(found)):
            told[cell] = found
        else:
            left += found
    return left


def _gathered(records: Iterable[Record], key: Callable[[Record], K]) -> dict[K, list[Record]]:
    found: dict[K, list[Record]] = defaultdict(list)
    for record in records:
        found[key(record)].append(record)
    return found


def sums_of(records: Iterable[Record]) -> dict[int, float]:
    """What each company brings."""
    sums: dict[int, float] = defaultdict(float)
    for record in records:
        sums[record.company] += record.quantity
    return sums


def _by_code(record: Record) -> CellKey | None:
    return _key(record, record.family, record.code, Detail.CODE) if len(record.code) > 2 else None


def _by_chapter(record: Record) -> CellKey | None:
    return _key(record, record.family, record.code[:2], Detail.CHAPTER) if record.code else None


def _by_family(record: Record) -> CellKey:
    return _key(record, record.family, "", Detail.FAMILY)


def _by_side(record: Record) -> CellKey:
    return _key(record, "", "", Detail.MIXED)


def _key(record: Record, family: str, code: str, detail: Detail) -> CellKey:
    return CellKey(record.side, record.dimension, record.once, family, code, detail)


_STEPS: tuple[tuple[Detail, Callable[[Record], CellKey | None]], ...] = (
    (Detail.CODE, _by_code),
    (Detail.CHAPTER, _by_chapter),
    (Detail.FAMILY, _by_family),
    (Detail.MIXED, _by_side),
)
