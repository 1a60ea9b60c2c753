"""How the fiche writes a line: « 30 t par an », « lundi et vendredi », « avant le 1er juin 2017 »."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from diagnostics.amounts import amount_text, until_text
from diagnostics.enums import Period
from diagnostics.models import Flow
from symbiose.ui.french import MONTHS, date_fr

ALL_MONTHS = 12
PER_SHORT = {Period.YEAR: "/an", Period.MONTH: "/mois", Period.WEEK: "/semaine"}


def amount_words(flow: Flow) -> str:
    """« 30 t par an »; empty without a quantity."""
    short = amount_text(flow.quantity, flow.unit, "")
    period = str(Period(flow.period).label) if flow.period in PER_SHORT else ""
    return f"{short} {period}".strip() if short else ""


def when_words(flow: Flow, today: date) -> str:
    """The months, else the dates, else « une fois »; the collection's rhythm where it was said. Empty else."""
    when = months_words(flow.months) or dates_words(flow, today)
    if not when and flow.period == Period.ONCE:
        when = _("une fois")
    return ", ".join(part for part in (when, flow.frequency) if part)


def months_words(months: Sequence[int]) -> str:
    """« toute l’année », « de mars à juin », « janvier et mars »."""
    known = sorted({month for month in months if isinstance(month, int) and 1 <= month <= ALL_MONTHS})
    if not known:
        return ""
    if len(known) == ALL_MONTHS:
        return _("toute l’année")
    if len(known) > 2 and known[-1] - known[0] == len(known) - 1:
        return _("de %(first)s à %(last)s") % {"first": MONTHS[known[0] - 1], "last": MONTHS[known[-1] - 1]}
    names = [MONTHS[month - 1] for month in known]
    return (
        names[0]
        if len(names) == 1
        else _("%(first)s et %(last)s")
        % {
            "first": ", ".join(names[:-1]),
            "last": names[-1],
        }
    )


def dates_words(flow: Flow, today: date) -> str:
    if flow.available_to:
        return until_text(flow.available_to, today)
    if flow.available_from and flow.available_from > today:
        return _("à partir du %(day)s") % {"day": date_fr(flow.available_from)}
    return ""
