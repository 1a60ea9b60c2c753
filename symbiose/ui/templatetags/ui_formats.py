"""Filters that write numbers, money, dates, hours and sentences the French way. An empty value stays empty."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.ui import french

register = template.Library()

MARKUP = re.compile(r"(<[^>]*>|&#?\w+;)")
ORDINAL = re.compile(r"\b(1)(er|re)\b|\b(\d{1,3})(e)\b")
TONNE = 1
NEAR_DAYS = 300


def _decimal(value: Any) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value if isinstance(value, date) else None


def _is_far(day: date, today: date | None) -> bool:
    """Whether a date needs its year: « 18 octobre » is understood in February, not two winters later."""
    return abs((day - (today or timezone.localdate())).days) > NEAR_DAYS


@register.filter
def amount(value: Any, places: int | None = None) -> str:
    """« 1 234,5 »; `|amount:0` rounds."""
    exact = _decimal(value)
    return "" if exact is None else french.number(exact, places)


@register.filter
def quantity(value: Any, unit: str = "") -> str:
    """« 14 t/an »: a number and its unit, kept together."""
    exact = _decimal(value)
    return "" if exact is None else french.amount(exact, str(unit))


@register.filter
def eur(value: Any) -> str:
    """« 1 630 € »; cents are written only where there are some."""
    exact = _decimal(value)
    if exact is None:
        return ""
    return french.eur(exact, 0 if exact == exact.to_integral_value() else 2)


@register.filter
def tonnes(value: Any) -> str:
    """« 1,48 t », and « 462 kg » under one tonne. The value is in tonnes."""
    exact = _decimal(value)
    if exact is None:
        return ""
    if 0 < abs(exact) < TONNE:
        return french.amount(exact * 1000, "kg", 0)
    return french.amount(exact, "t")


@register.filter
def signed(value: Any, unit: str = "") -> str:
    """« + 2 », « 0 », and a minus sign for a fall."""
    exact = _decimal(value)
    return "" if exact is None else french.signed(exact, unit)


@register.filter
def date_fr(value: Any, today: date | None = None) -> SafeString:
    """« 6 février », with the year when it is ten months from ``today`` or more; « 1er » is raised."""
    day = _day(value)
    return SafeString("") if day is None else _raise_ordinals(french.date_fr(day, year=_is_far(day, today)))


@register.filter
def date_long(value: Any, today: date | None = None) -> SafeString:
    """« lundi 6 février »."""
    day = _day(value)
    if day is None:
        return SafeString("")
    return _raise_ordinals(french.date_fr(day, year=_is_far(day, today), weekday=True))


@register.filter
def date_short(value: Any, today: date | None = None) -> SafeString:
    """« 4 nov. », « 18 nov. 2016 »."""
    day = _day(value)
    if day is None:
        return SafeString("")
    return _raise_ordinals(french.date_short(day, current_year=None if _is_far(day, today) else day.year))


@register.filter
def month_short(value: Any) -> str:
    day = _day(value)
    return french.SHORT_MONTHS[day.month - 1] if day else ""


@register.filter
def hour_fr(value: Any) -> str:
    """« 14 h 32 », « 8 h », in the programme's time."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return french.hour(value) if isinstance(value, (datetime, time)) else ""


@register.filter
def days_since(value: Any, today: date | None = None) -> int | str:
    """The number of days from a date to today; negative when it is to come."""
    day = _day(value)
    return "" if day is None else ((today or timezone.localdate()) - day).days


@register.filter
def days_fr(value: Any) -> str:
    """« 18 jours » from a number of days."""
    if value is None or value == "":
        return ""
    return ngettext("%(n)s jour", "%(n)s jours", abs(int(value))) % {"n": value}


@register.filter
def ago_fr(value: Any, today: date | None = None) -> str:
    """« aujourd’hui », « hier », « il y a 18 jours », « dans 3 jours »."""
    days = days_since(value, today)
    if isinstance(days, str):
        return ""
    if days in (0, 1):
        return _("aujourd’hui") if days == 0 else _("hier")
    words = days_fr(abs(days))
    return _("il y a %(days)s") % {"days": words} if days > 0 else _("dans %(days)s") % {"days": words}


@register.filter
def typo(value: Any) -> SafeString:
    """French typography on text: U+00A0 before : ; ! ? », between number and unit; ’; « »; 2<sup>e</sup>.

    Text is escaped; of safe markup, only what stands between the tags is touched.
    """
    if value is None:
        return SafeString("")
    if not hasattr(value, "__html__"):
        return _raise_ordinals(french.typography(str(value)))
    pieces = MARKUP.split(str(value))
    return mark_safe("".join(p if MARKUP.fullmatch(p) else _typo_of_safe(p) for p in pieces))  # nosec B308 B703


@register.filter
def quoted(value: Any) -> SafeString:
    """A person's words between « and »."""
    text = str(value or "").strip().strip('«»"“” \u00a0')
    return _raise_ordinals(f"«{french.NBSP}{french.typography(text)}{french.NBSP}»") if text else SafeString("")


def _raise_ordinals(text: str) -> SafeString:
    return mark_safe(ORDINAL.sub(_raised, escape(text)))  # nosec B308 B703: escaped here


def _typo_of_safe(text: str) -> str:
    return ORDINAL.sub(_raised, french.typography(text))


def _raised(found: re.Match[str]) -> str:
    return f"{found[1] or found[3]}<sup>{found[2] or found[4]}</sup>"
