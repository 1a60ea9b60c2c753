"""Which sums may be told without betraying a company: pure, no Django, no clock.

A sum may be told when at least three companies contribute to it and none of them makes 85 % of it or more. That is
the rule of the French statistical service for data on enterprises: « règle de fréquence », not fewer than 3 units,
and « règle de dominance », one unit for no more than 85 % of the value. Sources: Insee, Guide du secret statistique,
June 2024 (insee.fr, « secret statistique »), and InseeFrLab, Manuel de protection des tableaux, chapter « Règles ».

Secondary secrecy is had by construction. The lines of a cell are parted once for all readers and all filters into
`Parts`, each of which could be told alone. A selection (a park, a trade, an outlet…) is told only when it is made of
whole parts. So whatever one adds and subtracts from what is told, here and under other filters, is again a sum of
whole parts, each of three companies or more; what is hidden is no combination of what is told. The argument and what
it does not cover (two readings at different dates) are in docs/adr/0040-flow-balance-secrecy.md.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

LEAST_COMPANIES = 3
DOMINANT_SHARE = 0.85


def is_tellable(sums: Mapping[int, float]) -> bool:
    """Whether the total of these companies' quantities betrays none of them. Quantities are positive."""
    if len(sums) < LEAST_COMPANIES:
        return False
    return max(sums.values()) < DOMINANT_SHARE * sum(sums.values())


@dataclass(slots=True)
class _Part:
    members: set[int]
    sums: dict[int, float]
    lines: Counter[int]
    total: float
    largest: float


class Parts:
    """The lines of one cell, parted as finely as secrecy allows.

    `companies[i]` and `quantities[i]` (> 0) are those of line i. The first part is the whole cell; when even that may
    not be told there is no part, and `tells` says no to everything.
    """

    def __init__(self, companies: Sequence[int], quantities: Sequence[float]) -> None:
        if len(companies) != len(quantities) or any(quantity <= 0 for quantity in quantities):
            raise ValueError("each line needs a company and a positive quantity")
        self._companies, self._quantities = companies, quantities
        self._parts: dict[int, _Part] = {}
        self._part_of: dict[int, int] = {}
        whole = self._part(set(range(len(companies))))
        if is_tellable(whole.sums):
            self._add(whole)

    def cut(self, selection: Collection[int]) -> bool:
        """Part the cell along a selection of its lines; False, and nothing changed, when a piece would betray."""
        if not self._parts or not selection:
            return False
        pieces: list[tuple[int, _Part, _Part]] = []
        if len({self._companies[line] for line in selection}) < LEAST_COMPANIES:
            return False
        for place, inside in self._touched(selection).items():
            whole = self._parts[place]
            if len(inside) == len(whole.members):
                continue
            piece = self._part(inside)
            if not is_tellable(piece.sums) or not _remainder_is_tellable(whole, piece):
                return False
            pieces.append((place, piece, whole))
        for place, piece, whole in pieces:
            del self._parts[place]
            self._add(piece)
            self._add(self._part(whole.members - piece.members))
        return True

    def tells(self, selection: Collection[int]) -> bool:
        """Whether the sum of these lines may be told: they are whole parts, and at least one."""
        if not self._parts or not selection:
            return False
        touched = self._touched(selection)
        return all(len(inside) == len(self._parts[place].members) for place, inside in touched.items())

    def pieces(self) -> list[frozenset[int]]:
        """The parts, as sets of lines: all that a patient reader of every figure can come to know."""
        return [frozenset(part.members) for part in self._parts.values()]

    def _touched(self, selection: Iterable[int]) -> dict[int, set[int]]:
        touched: dict[int, set[int]] = defaultdict(set)
        for line in selection:
            touched[self._part_of[line]].add(line)
        return touched

    def _part(self, members: set[int]) -> _Part:
        sums: dict[int, float] = defaultdict(float)
        for line in members:
            sums[self._companies[line]] += self._quantities[line]
        lines = Counter(self._companies[line] for line in members)
        return _Part(members, sums, lines, sum(sums.values()), max(sums.values(), default=0.0))

    def _add(self, part: _Part) -> None:
        place = min(part.members)  # parts are disjoint: their first line names them
        self._parts[place] = part
        self._part_of.update(dict.fromkeys(part.members, place))


def _remainder_is_tellable(whole: _Part, piece: _Part) -> bool:
    """The same question of what is left of a part."""
    gone = sum(whole.lines[company] == lines for company, lines in piece.lines.items())
    if len(whole.sums) - gone < LEAST_COMPANIES:
        return False
    if whole.largest < DOMINANT_SHARE * (whole.total - piece.total):
        return True  # nobody weighs more in the remainder than in the whole
    return is_tellable(
        {
            company: quantity - piece.sums.get(company, 0.0)
            for company, quantity in whole.sums.items()
            if whole.lines[company] > piece.lines[company]
        }
    )
