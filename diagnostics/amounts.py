"""How an amount reads: « 30 t/an », « 4 personnes », « 2 jours/semaine »."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from symbiose.ui.french import amount, date_fr

PER = {"an": "/an", "mois": "/mois", "semaine": "/semaine"}
WRITTEN = {"m2": "m²", "m3": "m³", "u": "unité"}
SYMBOLS = frozenset("t kg g q kt L hL mL kWh MWh GWh MJ GJ tep kW MW m² m³ ha m km h € k€".split())  # noqa: SIM905


def amount_text(quantity: Decimal | float | None, unit: str, period: str) -> str:
    """« 30 t/an » ; empty without a quantity; a one-off bears no period."""
    if quantity is None:
        return ""
    return amount(quantity, _unit(unit, float(quantity))) + PER.get(period, "")


def until_text(day: date | None, today: date) -> str:
    """« avant le 30 juin », with the year when it is not this one."""
    return _("avant le %(day)s") % {"day": date_fr(day, year=day.year != today.year)} if day else ""


def _unit(unit: str, quantity: float) -> str:
    written = WRITTEN.get(unit, unit)
    if written in SYMBOLS or not written or quantity < 2 or written.endswith(("s", "x", ".")) or " " in written:
        return written
    return "demi-journées" if written == "demi-journée" else f"{written}s"
