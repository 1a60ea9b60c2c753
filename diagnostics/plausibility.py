"""Amounts that deserve a second look. A hint never stops anybody: it asks.

The bounds and their sources are a table: symbiose/nomenclatures/data/plausibility.csv.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from diagnostics.amounts import amount_text
from symbiose.nomenclatures.plausible import PER_PERSON, PER_WORKFORCE, Bound, exceeded
from symbiose.nomenclatures.units import base_amount, find_unit

HOURS_A_WEEK = 168


@dataclass(frozen=True, slots=True)
class Line:
    """What was typed on one line, and the size of the company."""

    family: str = ""
    quantity: float | None = None
    unit: str = ""
    period: str = ""
    workforce: int | None = None
    available_to: date | None = None


def hints(line: Line, today: date) -> list[str]:
    """Questions to ask before one leaves; an empty list when all looks right."""
    return list(_hints(line, today))


def _hints(line: Line, today: date) -> Iterator[str]:
    if line.available_to and line.available_to < today:
        yield _("La date est déjà passée : est-ce la bonne année ?")
    if line.quantity is None:
        return
    if not line.unit:
        yield _("De quelle unité s’agit-il ? Sans elle, la quantité ne compte pas.")
    elif find_unit(line.unit) is None:
        yield _("L’unité « %(unit)s » n’est pas connue : elle ne sera pas additionnée.") % {"unit": line.unit}
    if not line.period:
        yield _("Est-ce par an, ou une seule fois ?")
    yield from _size_hints(line)


def _size_hints(line: Line) -> Iterator[str]:
    total, dimension = base_amount(line.quantity, line.unit)
    if total is None:
        return
    times = {"mois": 12, "semaine": 52}.get(line.period, 1)
    found = exceeded(amount=total * times, dimension=dimension, family=line.family, workforce=line.workforce)
    first = next(found, None)
    if first:
        yield _question(line, first)
    if dimension == "duree" and line.period == "semaine" and total > HOURS_A_WEEK and line.family != "competence":
        yield _("Une semaine n’a que %(n)s heures : est-ce par mois, ou par an ?") % {"n": HOURS_A_WEEK}
    if dimension == "masse" and total and total < 1 and line.family != "equipement":
        yield _("C’est moins d’un kilo : l’unité est-elle la bonne ?")


def _question(line: Line, bound: Bound) -> str:
    """« 3 000 t/an pour 4 salariés ? », then why one asks."""
    if bound.per == PER_WORKFORCE:
        return _("C’est plus que les %(n)s salariés du site : est-ce le bon nombre ?") % {"n": line.workforce}
    if bound.per == PER_PERSON:
        return _(
            "%(amount)s pour %(n)s salariés ? C’est plus de %(bound)s et par an : l’unité est-elle la bonne ?"
        ) % {
            "amount": amount_text(line.quantity, line.unit, line.period),
            "n": line.workforce,
            "bound": bound.words,
        }
    return _("C’est plus de %(bound)s par an : l’unité est-elle la bonne ?") % {"bound": bound.words}
