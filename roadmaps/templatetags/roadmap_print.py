"""How the printed roadmap writes its dates, amounts and states. Filters only; they compute nothing."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.translation import gettext_lazy as _

from roadmaps.document import FigureKind, NextMeeting, StepState, SynergyKind, Weather
from symbiose.ui import french

register = template.Library()

WORDS = {
    SynergyKind.MUTUALISATION: _("Mutualisation"),
    SynergyKind.SHARING: _("Partage"),
    SynergyKind.SUBSTITUTION: _("Substitution"),
    Weather.SUN: _("Soleil"),
    Weather.CLOUD: _("Nuage"),
    Weather.STORM: _("Orage"),
    FigureKind.ESTIMATED: _("estimé"),
    FigureKind.DECLARED: _("déclaré"),
    FigureKind.MEASURED: _("mesuré"),
    StepState.DONE: _("Faite"),
    StepState.IN_PROGRESS: _("En cours"),
    StepState.UPCOMING: _("À venir"),
    StepState.BLOCKED: _("Bloquée"),
    StepState.LATE: _("En retard"),
}


@register.filter
def word(value: SynergyKind | Weather | FigureKind | StepState) -> str:
    """Name a mark: no mark is printed without its word."""
    return str(WORDS[value])


@register.filter
def euros(value: Decimal) -> str:
    return french.eur(value)


@register.filter
def deducted(value: Decimal) -> str:
    return french.eur(-value)


@register.filter
def quantity(value: Decimal, unit: str = "") -> str:
    return french.amount(value, unit)


@register.filter
def full_date(value: date) -> str:
    return french.date_fr(value)


@register.filter
def table_date(value: date, year: int | None = None) -> str:
    """Write a date short; the year is left out when it is the document's."""
    return french.date_short(value, current_year=year)


@register.filter
def meeting(value: NextMeeting | str) -> str:
    """« mercredi 15 mars 2017, 8 h 30, par téléphone », or the text that was typed."""
    if isinstance(value, str):
        return value.rstrip(".")
    day = french.date_fr(value.at, weekday=True)
    hour = french.hour(value.at) if isinstance(value.at, datetime) else ""
    return ", ".join(part for part in (day, hour, value.place.rstrip(" .")) if part)
