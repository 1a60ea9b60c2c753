"""Bounds beyond which an amount deserves a question: a table with its sources (data/plausibility.csv). Pure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from symbiose.nomenclatures.files import read_rows

PER_PERSON, PER_SITE, PER_WORKFORCE = "salarié", "site", "effectif"


class Bound(NamedTuple):
    """The most that is plausible: per person (and year), per site (and year), or the workforce itself."""

    dimension: str
    families: frozenset[str]  # empty: all
    per: str
    most: float  # in the dimension's base unit
    words: str
    source: str

    def most_for(self, workforce: int | None) -> float | None:
        """The bound of a site of that size; None where the size is needed and not known."""
        if self.per == PER_SITE:
            return self.most
        return self.most * workforce if workforce else None


@cache
def bounds() -> tuple[Bound, ...]:
    return tuple(
        Bound(
            row["dimension"],
            frozenset(filter(None, row["families"].split("|"))),
            row["per"],
            float(row["most"]),
            row["words"],
            row["source"],
        )
        for row in read_rows("plausibility.csv")
    )


def exceeded(*, amount: float, dimension: str, family: str, workforce: int | None) -> Iterator[Bound]:
    """The bounds that a yearly amount (in base units) passes, in the order of the table; no family is any family."""
    for bound in bounds():
        fits = bound.dimension == dimension and (not bound.families or not family or family in bound.families)
        most = bound.most_for(workforce) if fits else None
        if most is not None and amount > most:
            yield bound
