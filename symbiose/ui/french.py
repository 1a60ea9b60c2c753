"""French typography and the French way of writing numbers, money, dates and hours.

Pure functions: no Django, no clock, no locale of the machine. The template filters and the PDFs
call them, so that nobody types a no-break space by hand. The narrow no-break space (U+202F) is
missing from the fonts of the product, hence U+00A0 everywhere.
"""

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

NBSP = "\u00a0"
MINUS = "\u2212"

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
SHORT_MONTHS = (
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juill.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

Number = int | float | Decimal


def number(value: Number, places: int | None = None) -> str:
    """Write a number the French way: « 1 234,5 »; a minus is U+2212.

    Without ``places`` the useful decimals are kept (two at most, none for a whole number).
    """
    exact = Decimal(str(value))
    if places is None:
        rounded = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
        digits = f"{abs(rounded):,f}".rstrip("0").rstrip(".")
    else:
        rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        digits = f"{abs(rounded):,f}"
    sign = MINUS if rounded < 0 else ""
    return sign + digits.replace(",", NBSP).replace(".", ",")


def amount(value: Number, unit: str = "", places: int | None = None) -> str:
    """Write a quantity and its unit, kept together: « 462 kg »."""
    return f"{number(value, places)}{NBSP}{unit}" if unit else number(value, places)


def eur(value: Number, places: int | None = 2) -> str:
    """Write an amount of money: « 422,90 € »."""
    return amount(value, "€", places)


def signed(value: Number, unit: str = "", places: int | None = None) -> str:
    """Write a change: « + 2 », « 0 », and U+2212 for a fall."""
    if not value:
        return amount(0, unit, places)
    sign, size = (MINUS, -value) if value < 0 else ("+", value)
    return f"{sign}{NBSP}{amount(size, unit, places)}"


def date_fr(day: date, *, year: bool = True, weekday: bool = False) -> str:
    """Write a date in full: « 27 février 2017 », « 1er mars », « mercredi 15 mars 2017 »."""
    parts = [_day_number(day), MONTHS[day.month - 1]]
    if weekday:
        parts.insert(0, WEEKDAYS[day.weekday()])
    if year:
        parts.append(str(day.year))
    return NBSP.join(parts)


def date_short(day: date, *, current_year: int | None = None) -> str:
    """Write a date for a table: « 18 nov. 2016 », « 20 janv. » when it falls in ``current_year``."""
    parts = [_day_number(day), SHORT_MONTHS[day.month - 1]]
    if day.year != current_year:
        parts.append(str(day.year))
    return NBSP.join(parts)


def _day_number(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)


def hour(moment: time | datetime) -> str:
    """Write an hour: « 8 h 30 », « 14 h »."""
    minutes = f"{NBSP}{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour}{NBSP}h{minutes}"


_UNITS = (
    "€|%|k€|M€|kg|g|t|tonnes?|km|m|cm|mm|m²|m³|m2|m3|ha|l|L|litres?|kWh|MWh|GWh|kW|kVA|h|min|s|j|jours?|ans?|mois"
    "|semaines?|heures?|minutes?|places?|pages?|personnes?|entreprises?|salariés?|communes?|participants?|étapes?"
)
_MONTH_NAMES = "|".join(re.escape(name) for name in sorted({*MONTHS, *SHORT_MONTHS}, key=len, reverse=True))
_BEFORE_NUMBER = "étapes?|versions?|page|n°|nos|article|phase|tranche|lot|groupe|salle|vague|annexe|figure|tableau"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"[\u202f\u2007\u2009]", NBSP),
        ("\u2011", "-"),
        (r"(?<=\w)['\u02bc](?=\w)", "’"),
        (r"\.\.\.", "…"),
        (r'"([^"\n]+)"', rf"«{NBSP}\1{NBSP}»"),
        (r"«[ \u00a0]*", f"«{NBSP}"),
        (r"[ \u00a0]*»", f"{NBSP}»"),
        (r"(?<=[^\s\u00a0]) +(?=[:;!?](?:\s|$|[\u00a0»)]))", NBSP),
        (r"(?<=\w)(?=[;!?](?:\s|$))", NBSP),
        (r"(?<=[\w)»])(?=:\s)", NBSP),
        (r"(?<=\d) (?=\d{3}(?!\d))", NBSP),
        (rf"(?<=\d) (?=(?:{_UNITS})(?!\w))", NBSP),
        (r"(?<=\d)\u00a0?h ?(?=\d\d(?!\d))", f"{NBSP}h{NBSP}"),
        (rf"(?<=\d) (?=(?:{_MONTH_NAMES})(?!\w))", NBSP),
        (rf"(?<=\d\w\w) (?=(?:{_MONTH_NAMES})(?!\w))", NBSP),
        (rf"(?<!\w)({_MONTH_NAMES}) (?=\d{{4}}(?!\d))", rf"\1{NBSP}"),
        (rf"(?i)(?<!\w)({_BEFORE_NUMBER}) (?=\d)", rf"\1{NBSP}"),
        (r"(?<![\w\u00a0])([+\u2212×]) (?=\d)", rf"\1{NBSP}"),
        (r"(?<![\w-])-(?=\d+(?:[.,]\d+)?[ \u00a0](?:€|%))", MINUS),
    )
)


def typography(text: str) -> str:
    """Set one run of plain text in French typography; running it twice changes nothing more.

    Apostrophes, guillemets, and U+00A0 where a line must not break: before : ; ! ? and »,
    after «, between number and unit, in thousands, hours and dates, after « étape » and « + ».
    It is given text, never markup: addresses (``http://``) and hours (``14:30``) are left alone.
    """
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
