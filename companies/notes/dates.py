"""Dates as people say them in a note: « jeudi 16 », « demain », « le 3 mars », « dans 15 jours », « fin mars ». Pure.

The clock is given, not read. A date said without a year is read twice: as it comes next, and as it was last;
the sentence around it tells which is meant.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from companies.notes.words import flat

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("janvier", "janv"),
            ("fevrier", "fev", "fevr"),
            ("mars",),
            ("avril", "avr"),
            ("mai",),
            ("juin",),
            ("juillet", "juil"),
            ("aout",),
            ("septembre", "sept"),
            ("octobre", "oct"),
            ("novembre", "nov"),
            ("decembre", "dec"),
        ),
        start=1,
    )
    for name in names
}
COUNTED = (
    "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze",
)  # fmt: skip
NUMBERS = {word: number for number, word in enumerate(COUNTED, start=1)} | {
    "une": 1,
    "vingt": 20,
    "trente": 30,
    "quelques": 3,
}
FAR = timedelta(days=92)
LIFETIME = 50  # years within which a programme speaks

_WEEKDAY = "|".join(WEEKDAYS)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_COUNT = r"\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True))
_MOMENT = r"(?: (?:matin|midi|soir|apres-midi))?"
_CLOCK = re.compile(
    r"(?:,? (?:a|vers|des|pour))? ?"
    r"\b(?:(?P<hour>[01]?\d|2[0-3]) ?(?:h|heures?|:) ?(?P<minute>[0-5]\d)?(?!\w)|(?P<noon>midi))\b"
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a sentence: its place, the day as it comes next and as it was last, and the hour where given."""

    start: int
    end: int
    coming: date
    past: date | None = None
    at: time | None = None

    @property
    def is_past_only(self) -> bool:
        return self.past == self.coming


@dataclass(frozen=True, slots=True)
class _Days:
    coming: date
    past: date | None = None


_Reader = Callable[["re.Match[str]", date], "_Days | None"]


def find_dates(text: str, *, today: date) -> list[FoundDate]:
    """The dates of a sentence, in order; they never overlap."""
    plain = flat(text)
    found: list[FoundDate] = []
    for start, end, days in sorted(_readings(plain, today), key=lambda hit: (hit[0], -hit[1])):
        if not found or start >= found[-1].end:
            found.append(_with_hour(plain, FoundDate(start, end, days.coming, days.past)))
    return found


def _readings(plain: str, today: date) -> Iterator[tuple[int, int, _Days]]:
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(plain):
            try:
                days = read(match, today)
            except (ValueError, OverflowError):  # the 31st of a short month, a year out of reach
                continue
            if days is not None:
                yield match.start(), match.end(), days


def _with_hour(plain: str, day: FoundDate) -> FoundDate:
    clock = _CLOCK.match(plain, day.end)
    if clock is None:
        return day
    hour = 12 if clock["noon"] else int(clock["hour"])
    return FoundDate(day.start, clock.end(), day.coming, day.past, time(hour, int(clock["minute"] or 0)))


def _fixed(days: int) -> _Reader:
    def read(_match: re.Match[str], today: date) -> _Days:
        day = today + timedelta(days=days)
        return _Days(day, day if days <= 0 else None)

    return read


def _count(text: str) -> int:
    return int(text) if text.isdigit() else NUMBERS[text]


def _shifted(match: re.Match[str], today: date, sign: int) -> date:
    count, unit = _count(match["count"]) * sign, match["unit"]
    if unit.startswith("jour"):
        return today + timedelta(days=count)
    if unit.startswith("semaine"):
        return today + timedelta(weeks=count)
    months = count * (12 if unit.startswith("an") else 1)
    return add_months(today, months)


def add_months(day: date, months: int) -> date:
    """The same day some months later, the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _in_some_time(match: re.Match[str], today: date) -> _Days:
    return _Days(_shifted(match, today, 1))


def _some_time_ago(match: re.Match[str], today: date) -> _Days:
    day = _shifted(match, today, -1)
    return _Days(day, day)


def _weekday(match: re.Match[str], today: date) -> _Days:
    wanted = WEEKDAYS.index(match["weekday"])
    ahead = (wanted - today.weekday()) % 7 or (0 if match["this"] else 7)
    behind = (today.weekday() - wanted) % 7 or 7
    last = today - timedelta(days=behind)
    if match["word"] == "dernier":
        return _Days(last, last)
    extra = {"en huit": 7, "en quinze": 14}.get(match["word"] or "", 0)
    return _Days(today + timedelta(days=ahead + extra), None if extra or match["word"] else last)


def _weekday_and_day(match: re.Match[str], today: date) -> _Days | None:
    wanted, number = WEEKDAYS.index(match["weekday"]), int(match["day"])
    coming = _nearest_weekday(today, number, wanted, 1)
    past = _nearest_weekday(today, number, wanted, -1)
    return _Days(coming or _same_number(today, number, 1), past or _same_number(today, number, -1))


def _nearest_weekday(today: date, number: int, weekday: int, step: int) -> date | None:
    """The nearest day with this number that falls on this weekday, within three months; else it was a slip."""
    for months in range(4):
        try:
            day = add_months(today.replace(day=1), step * months).replace(day=number)
        except ValueError:
            continue
        if day.weekday() == weekday and timedelta() <= (day - today) * step <= FAR:
            return day
    return None


def _same_number(today: date, number: int, step: int) -> date:
    """The next (or last) day of a month with this number. Raises ValueError for none."""
    for months in range(3):
        month = add_months(today.replace(day=1), step * months)
        if number <= monthrange(month.year, month.month)[1]:
            day = month.replace(day=number)
            if (day - today) * step >= timedelta():
                return day
    raise ValueError(number)


def _day_of_month(match: re.Match[str], today: date) -> _Days:
    number = int(match["day"])
    return _Days(_same_number(today, number, 1), _same_number(today, number, -1))


def _day_and_month(match: re.Match[str], today: date) -> _Days:
    return _dated(int(match["day"]), MONTHS[match["month"]], match["year"], today)


def _in_figures(match: re.Match[str], today: date) -> _Days:
    return _dated(int(match["day"]), int(match["month"]), match["year"], today)


def _dated(day: int, month: int, year: str | None, today: date) -> _Days:
    if year:
        written = date(int(year) + (2000 if len(year) == 2 else 0), month, day)
        if abs(written.year - today.year) > LIFETIME:
            raise ValueError(written)
        return _Days(written, written if written <= today else None)
    coming = next(found for found in _years(day, month, range(today.year, today.year + 9)) if found >= today)
    past = next(found for found in _years(day, month, range(today.year, today.year - 9, -1)) if found <= today)
    return _Days(coming, past)


def _years(day: int, month: int, years: range) -> Iterator[date]:
    """The day in each of these years, the 29th of February only in those that have one. Raises ValueError."""
    if month == 2 and day == 29:
        yield from (date(year, 2, 29) for year in years if monthrange(year, 2)[1] == 29)
        return
    yield from (date(year, month, day) for year in years)


def _part_of_month(match: re.Match[str], today: date) -> _Days:
    month = MONTHS[match["month"]]
    year = int(match["year"]) if match["year"] else today.year
    day = _day_in_part(match["part"].strip(" -"), year, month)
    if day < today and not match["year"]:
        day = _day_in_part(match["part"].strip(" -"), year + 1, month)
    return _Days(day)


def _day_in_part(part: str, year: int, month: int) -> date:
    if part.startswith("fin"):
        return date(year, month, monthrange(year, month)[1])
    return date(year, month, 15 if part.startswith(("mi", "courant")) else 1)


def _end_of_month(_match: re.Match[str], today: date) -> _Days:
    return _Days(today.replace(day=monthrange(today.year, today.month)[1]))


def _end_of_week(_match: re.Match[str], today: date) -> _Days:
    return _Days(today + timedelta(days=(4 - today.weekday()) % 7))


def _end_of_year(_match: re.Match[str], today: date) -> _Days:
    return _Days(date(today.year, 12, 31))


def _next_week(_match: re.Match[str], today: date) -> _Days:
    return _Days(today + timedelta(days=7 - today.weekday()))


def _next_month(_match: re.Match[str], today: date) -> _Days:
    return _Days(add_months(today.replace(day=1), 1))


def _last_week(_match: re.Match[str], today: date) -> _Days:
    day = today - timedelta(days=today.weekday() + 7)
    return _Days(day, day)


_SPECS: tuple[tuple[str, _Reader], ...] = (
    (r"(?:apres|apr)[- ]demain" + _MOMENT, _fixed(2)),
    (r"(?<!apres[- ])demain" + _MOMENT, _fixed(1)),
    (r"aujourd'hui|ce matin|cet apres-midi|ce midi|ce soir|tout a l'heure", _fixed(0)),
    (r"avant[- ]hier" + _MOMENT, _fixed(-2)),
    (r"(?<!avant[- ])hier" + _MOMENT, _fixed(-1)),
    (rf"(?:dans|d'ici|sous) (?P<count>{_COUNT}) (?P<unit>jours?|semaines?|mois|ans?)", _in_some_time),
    (rf"il y a (?P<count>{_COUNT}) (?P<unit>jours?|semaines?|mois|ans?)", _some_time_ago),
    (
        rf"(?P<this>ce )?(?P<weekday>{_WEEKDAY})(?: (?P<word>prochain|dernier|en huit|en quinze))?{_MOMENT}"
        r"(?! \d{1,2}(?!\d| ?(?:h|heures?|:)))",
        _weekday,
    ),
    (
        rf"(?P<weekday>{_WEEKDAY}) (?P<day>\d{{1,2}})(?! ?(?:h|heures?|:|/|\.\d)| (?:{_MONTH})\b)(?:er)?",
        _weekday_and_day,
    ),
    (
        rf"(?:(?:{_WEEKDAY}) )?(?:le )?(?P<day>\d{{1,2}})(?:er)? (?P<month>{_MONTH})\b\.?(?: (?P<year>\d{{4}}))?",
        _day_and_month,
    ),
    (r"(?:le )?(?P<day>\d{1,2})[/.](?P<month>\d{1,2})(?:[/.](?P<year>\d{4}|\d{2}))?(?![\d/]|[.,]\d)", _in_figures),
    (r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", _in_figures),
    (r"le (?P<day>\d{1,2})(?:er)?(?= ?(?:$|[,;.!?)]|(?:a|vers|au|pour|et) ))", _day_of_month),
    (rf"(?P<part>fin|debut|mi|courant|en)[ -](?:de )?(?P<month>{_MONTH})\b(?: (?P<year>\d{{4}}))?", _part_of_month),
    (r"fin (?:du|de) mois|a la fin du mois", _end_of_month),
    (r"(?:en )?fin de (?:la )?semaine|cette semaine", _end_of_week),
    (r"(?:la )?semaine prochaine", _next_week),
    (r"(?:le )?mois prochain", _next_month),
    (r"(?:la )?semaine derniere", _last_week),
    (r"fin d'annee|fin de l'annee", _end_of_year),
)
_PATTERNS = tuple((re.compile(rf"(?<![\w/])(?:{pattern})(?!\w)"), read) for pattern, read in _SPECS)
