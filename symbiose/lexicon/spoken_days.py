"""Days and seasons as they are said: « avant juin », « jusqu’au 30/06 », « dès mars », « de mai à septembre »."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import NamedTuple

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier|janv",
            "février|fevrier|févr",
            "mars",
            "avril|avr",
            "mai",
            "juin",
            "juillet|juil",
            "août|aout",
            "septembre|sept",
            "octobre|oct",
            "novembre|nov",
            "décembre|decembre|déc",
        ),
        start=1,
    )
    for name in names.split("|")
}
SEASONS = {
    "printemps": (3, 4, 5),
    "été": (6, 7, 8),
    "ete": (6, 7, 8),
    "automne": (9, 10, 11),
    "hiver": (12, 1, 2),
}
NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
MONTH = rf"(?:{NAME})\b\.?"
YEAR = r"(?:\s+(?:de\s+)?(?P<year>20\d\d))?"
DAY = rf"(?:(?P<day>\d{{1,2}})(?:er)?\s+)?(?P<month>{MONTH}){YEAR}"
NUMERIC = r"(?P<nday>\d{1,2})[/.](?P<nmonth>\d{1,2})(?:[/.](?P<nyear>20\d\d|\d\d))?"
WHEN = rf"(?:(?P<end>(?:la\s+)?fin\s+)?(?:de\s+)?(?:le\s+|l['’])?(?:{NUMERIC}|{DAY}))(?!\w)"
UNTIL = re.compile(rf"\b(?:avant|d['’]ici(?:\s+à|\s+au?)?|jusqu['’](?:à|en|au))\s+{WHEN}", re.IGNORECASE)
SINCE = re.compile(rf"\b(?:à\s+partir\s+d(?:e|u|['’])|dès|depuis)\s*{WHEN}", re.IGNORECASE)
SPAN = re.compile(rf"\b(?:de|d['’]|entre)\s*(?P<first>{MONTH})\s+(?:à|et|au)\s+(?P<last>{MONTH})", re.IGNORECASE)
IN_MONTHS = re.compile(
    rf"\b(?:en|surtout en)\s+(?P<months>{MONTH}(?:\s*(?:,|et)\s*{MONTH})*)(?!\s+20\d\d)(?!\w)", re.IGNORECASE
)
IN_SEASON = re.compile(r"\b(?:en|l['’]|au)\s?(?P<season>printemps|été|ete|automne|hiver)\b", re.IGNORECASE)


class SpokenDays(NamedTuple):
    """What was said of days, and the text without it. `until` of « avant juin » is the first of June."""

    rest: str
    since: date | None = None
    until: date | None = None
    months: tuple[int, ...] = ()


def read_days(text: str, *, today: date) -> SpokenDays:
    """Take days, months and seasons out of a text. A day without a year is the next one of that name."""
    rest, until = _taken(UNTIL, text, today)
    rest, since = _taken(SINCE, rest, today)
    if since and until and until < since:
        return SpokenDays(text)
    rest, months = _months(rest)
    return SpokenDays(rest, since, until, months)


def _taken(pattern: re.Pattern[str], text: str, today: date) -> tuple[str, date | None]:
    found = pattern.search(text)
    day = _day(found, today) if found else None
    if found is None or day is None:
        return text, None
    return f"{text[: found.start()]} {text[found.end() :]}", day


def _day(found: re.Match[str], today: date) -> date | None:
    parts = found.groupdict()
    month = int(parts["nmonth"]) if parts["nmonth"] else _month(parts["month"])
    year = int(parts["nyear"] or parts["year"] or 0)
    year += 2000 if 0 < year < 100 else 0
    if not 1 <= month <= 12:
        return None
    number = int(parts["nday"] or parts["day"] or 1)
    if parts["end"] or (_is_within(found) and not parts["day"] and not parts["nday"]):
        number = 0  # the last day
    return _next_such(number, month, year, today)


def _is_within(found: re.Match[str]) -> bool:
    """« Jusqu’en juin » lasts until its end, « avant juin » does not begin it."""
    return found.group().casefold().startswith(("jusqu'en", "jusqu’en"))


def _next_such(number: int, month: int, year: int, today: date) -> date | None:
    candidates = [year] if year else [today.year, today.year + 1]
    days = [_built(candidate, month, number) for candidate in candidates]
    return next((day for day in days if day and (year or day >= today)), None)


def _built(year: int, month: int, number: int) -> date | None:
    last = calendar.monthrange(year, month)[1]
    return date(year, month, number or last) if number <= last else None


def _month(text: str) -> int:
    return MONTHS[text.casefold().removesuffix(".")]


def _months(text: str) -> tuple[str, tuple[int, ...]]:
    found = SPAN.search(text)
    if found:
        first, last = _month(found["first"]), _month(found["last"])
        length = (last - first) % 12 + 1
        return _cut(text, found), tuple((first - 1 + step) % 12 + 1 for step in range(length))
    found = IN_MONTHS.search(text)
    if found:
        named = re.findall(MONTH, found["months"], re.IGNORECASE)
        return _cut(text, found), tuple(dict.fromkeys(_month(name) for name in named))
    found = IN_SEASON.search(text)
    return (_cut(text, found), SEASONS[found["season"].casefold()]) if found else (text, ())


def _cut(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"
