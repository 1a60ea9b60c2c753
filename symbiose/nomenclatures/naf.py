"""The French nomenclature of activities (NAF rév. 2): labels, sections and search."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from symbiose.nomenclatures.files import everyday_words, read_rows
from symbiose.nomenclatures.search import Entry, SearchIndex, compact_code


class Activity(NamedTuple):
    """A sub-class of the nomenclature."""

    code: str
    label: str
    section: str
    section_label: str


@cache
def _activities() -> dict[str, Activity]:
    return {
        compact_code(row["code"]): Activity(row["code"], row["libelle"], row["section"], row["libelle_section"])
        for row in read_rows("naf_rev2.csv")
    }


@cache
def _index() -> SearchIndex:
    words = everyday_words("naf_everyday.csv")
    return SearchIndex(
        Entry(activity.code, activity.label, words.get(activity.code, ())) for activity in _activities().values()
    )


@lru_cache(maxsize=2048)
def _search(text: str, limit: int) -> tuple[Activity, ...]:
    return tuple(_activities()[compact_code(entry.code)] for entry in _index().search(text, limit))


def search_naf(text: str, limit: int = 10) -> list[Activity]:
    """Find activities by code ("10.71", "1071C") or by everyday words ("boulanger"), best first."""
    return list(_search(text[:200], limit))


def find_naf(code: str) -> Activity | None:
    """Find an activity by its code, with or without its dot; None for an unknown one."""
    return _activities().get(compact_code(code))


def naf_label(code: str) -> str:
    """Give the label of an activity, or an empty text for an unknown code."""
    activity = find_naf(code)
    return activity.label if activity else ""


def naf_section(code: str) -> str:
    """Give the letter of the section (A to U) of a code, by its division where the sub-class is unknown."""
    activity = find_naf(code)
    if activity:
        return activity.section
    division = compact_code(code)[:2]
    return next((found.section for key, found in _activities().items() if key[:2] == division), "") if division else ""


def naf_section_label(code: str) -> str:
    """Give the label of the section of a code, or an empty text."""
    section = naf_section(code)
    return next((found.section_label for found in _activities().values() if found.section == section), "")


@cache
def naf_sections() -> dict[str, str]:
    """The sections of the nomenclature, letter and label, in its order."""
    return {activity.section: activity.section_label for activity in _activities().values()}


def sections_of_codes(codes: Iterable[str]) -> list[tuple[str, str]]:
    """The sections of these codes, as (letter, label), in order; what has none is left out."""
    labels = {naf_section(code): naf_section_label(code) for code in codes}
    return sorted((letter, label) for letter, label in labels.items() if letter)
