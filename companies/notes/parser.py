"""Read a note: one sentence in which the company, the person, the dates and the next step are found. Pure.

It proposes, a person confirms: nothing here decides. Companies, people and the day are given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from companies.notes.dates import FoundDate, find_dates
from companies.notes.names import PERSON, KnownCompany, KnownPerson, Named, find_companies, find_people
from companies.notes.next_steps import announces, step_title
from companies.notes.words import Word, flat, words_of

LONGEST_NOTE = 4000
CLAUSE_END = re.compile(
    r"[,;!?\n]|(?<=\w\w)\.(?=\s|$)| ?:(?=\s|$)| (?=(?:puis|ensuite) )| et (?=(?:a )?(?:re)?[a-z]{3,}(?:er|ir)\b)"
)
VISIT = frozenset(
    [
        "vu",
        "vue",
        "vus",
        "rencontre",
        "rencontres",
        "passe",
        "passee",
        "visite",
        "croise",
        "recu",
        "recue",
        "venu",
        "venue",
    ]
)
CALL = frozenset(["appele", "appelee", "telephone", "rappele", "joint", "jointe", "contacte", "contactee"])
EMAIL = frozenset(["ecrit", "courriel", "mail", "email", "relance", "relancee", "envoye"])
CALL_PHRASES = re.compile(r"\b(?:eu au telephone|par telephone|au telephone|coup de fil|appel de|appel avec)\b")
PAST_TALK = (
    frozenset(
        ["eu", "discute", "echange", "parle", "fait", "assiste", "vient", "viens", "accepte", "refuse", "confirme"]
    )
    | VISIT
    | CALL
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of the sentence that was understood."""

    start: int
    end: int
    kind: str  # company, person or date


@dataclass(frozen=True, slots=True)
class NextStep:
    title: str
    on: date | None
    at: time | None = None


@dataclass(frozen=True, slots=True)
class NoteReading:
    """What was understood. Several `companies`: it asks which; none: it asks for one."""

    text: str
    kind: str
    marks: tuple[Mark, ...] = ()
    companies: tuple[int, ...] = ()
    person: int | None = None
    happened_on: date | None = None
    happened_time: time | None = None
    step: NextStep | None = None


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    dates: tuple[FoundDate, ...]
    is_past: bool


def read_note(
    text: str,
    *,
    today: date,
    companies: Iterable[KnownCompany] = (),
    people: Iterable[KnownPerson] = (),
    places: frozenset[str] = frozenset(),
    company: int | None = None,
) -> NoteReading:
    """Read one note; `company` is the one on whose page it is written, `places` words that name nobody."""
    words = words_of(text)
    dates = find_dates(text, today=today)
    clauses = _clauses(text, words, dates, today)
    persons = find_people(words, people)
    if company is None:
        named, persons = _who(find_companies(words, companies, places), _surest(persons))
    else:
        named, persons = [Named(company, 0, 0, 0)], [found for found in persons if found.company_pk == company]
    person = persons[0] if len({found.pk for found in persons}) == 1 else None
    happened = next((day for clause in clauses if clause.is_past for day in clause.dates), None)
    past = happened.past if happened else None
    marks = [Mark(found.start, found.end, "company") for found in named if found.end]
    marks += [Mark(found.start, found.end, "person") for found in persons]
    marks += [Mark(day.start, day.end, "date") for day in dates]
    return NoteReading(
        text=text,
        kind=_kind(text, words),
        marks=_apart(marks),
        companies=tuple(dict.fromkeys(found.pk for found in named)),
        person=person.pk if person else None,
        happened_on=past,
        happened_time=happened.at if happened and past else None,
        step=_step(_without_names(text, named), clauses),
    )


def _who(named: list[Named], persons: list[Named]) -> tuple[list[Named], list[Named]]:
    """The companies and people named, each narrowing the other."""
    if named and persons and persons[0].sureness >= PERSON:
        homes = {person.company_pk for person in persons}
        both = [found for found in named if found.pk in homes]
        named = both or ([] if named[0].sureness < PERSON else named)
    if not named:
        named = [Named(found.company_pk, 0, 0, found.sureness) for found in persons]
    homes = {found.pk for found in named}
    return named, [found for found in persons if found.company_pk in homes]


def _surest(found: list[Named]) -> list[Named]:
    best = max((named.sureness for named in found), default=0)
    return [named for named in found if named.sureness == best]


def _apart(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The marks in order, none over another."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return tuple(kept)


def _clauses(text: str, words: Sequence[Word], dates: Sequence[FoundDate], today: date) -> list[_Clause]:
    ends = [found for found in CLAUSE_END.finditer(flat(text)) if not _inside(found.start(), dates)]
    starts = [0, *(found.end() for found in ends)]
    stops = [*(found.start() for found in ends), len(text)]
    return [_clause(start, stop, words, dates, today) for start, stop in zip(starts, stops, strict=True)]


def _inside(place: int, dates: Sequence[FoundDate]) -> bool:
    return any(day.start <= place < day.end for day in dates)


def _clause(start: int, end: int, words: Sequence[Word], dates: Sequence[FoundDate], today: date) -> _Clause:
    own = tuple(day for day in dates if start <= day.start < end)
    told = not PAST_TALK.isdisjoint(_first_words(words, start, end))
    return _Clause(start, end, own, told or any(day.coming < today for day in own))


def _first_words(words: Sequence[Word], start: int, end: int) -> list[str]:
    return [word.folded for word in words if start <= word.start < end][:4]


def _kind(text: str, words: Sequence[Word]) -> str:
    """What the note tells of: a visit, a call, a mail, by its first words; else it is a note."""
    first = {word.folded for word in words[:4]}
    if CALL & first or CALL_PHRASES.search(flat(text)):
        return "call"
    if VISIT & first:
        return "visit"
    return "email" if EMAIL & first else "note"


def _without_names(text: str, named: Iterable[Named]) -> str:
    """The sentence with the names of its companies blanked: a step does not repeat whose it is."""
    for found in named:
        if not re.search(r"\b(?:chez|de|du|a|avec|pour) $", flat(text[: found.start])):
            text = text[: found.start] + " " * (found.end - found.start) + text[found.end :]
    return text


def _step(text: str, clauses: Sequence[_Clause]) -> NextStep | None:
    """The first thing to do with a date, else the first without."""
    ahead = [clause for clause in clauses if not clause.is_past]
    for clause in ahead:
        if clause.dates:
            return _dated_step(text, clause)
    undated = next((clause for clause in ahead if announces(text[clause.start : clause.end])), None)
    return NextStep(step_title(text[undated.start : undated.end]), None) if undated else None


def _dated_step(text: str, clause: _Clause) -> NextStep:
    day = clause.dates[0]
    before, after = text[clause.start : day.start], text[day.end : clause.end]
    title = step_title(before) if before.strip() else ""
    tail = after.strip(" .,;:!?")
    if tail and (not title or not announces(before)):
        title = step_title(f"{before.strip()} {tail}".strip())
    return NextStep(title or "Reprendre contact", day.coming, day.at)
