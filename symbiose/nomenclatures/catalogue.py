"""One search over the three lists of reference: wastes, activities, producer schemes; by code or everyday word."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from symbiose.lexicon.waste_codes import waste_codes
from symbiose.lexicon.waste_words import suggest_ewc
from symbiose.nomenclatures.files import everyday_words, read_rows
from symbiose.nomenclatures.naf import search_naf
from symbiose.nomenclatures.references import ProducerScheme, producer_schemes
from symbiose.nomenclatures.search import Entry, SearchIndex, compact_code
from symbiose.nomenclatures.waste_list import search_ewc

LONGEST = 120
SURE_SUGGESTION = 0.6
CODE_STAR = "*"


class Found(NamedTuple):
    """One line of a list: `detail` says what a reader needs beside the label."""

    code: str
    label: str
    detail: str = ""
    hazardous: bool = False
    everyday: str = ""  # the word to begin a line with, where the label is too learned


class Group(NamedTuple):
    """What one list answers, and where that list comes from."""

    key: str
    short: str
    title: str
    source: str
    dated: str
    total: int
    entries: tuple[Found, ...]


class _List(NamedTuple):
    key: str
    short: str
    title: str
    source: str
    dated: str
    total: Callable[[], int]
    search: Callable[[str, int], Iterable[Found]]


def search_catalogue(text: str, *, limit: int = 8, only: str = "") -> list[Group]:
    """Search the lists (one of them when `only` names it); lists that know nothing of the text are left out."""
    return [group for group in _search(" ".join(text[:LONGEST].split()), limit, only) if group.entries]


def catalogue_lists() -> list[Group]:
    """The lists without any search, for a page that says what can be searched."""
    return [_group(one, ()) for one in LISTS]


def _group(one: _List, entries: tuple[Found, ...]) -> Group:
    return Group(one.key, one.short, one.title, one.source, one.dated, one.total(), entries)


@lru_cache(maxsize=512)
def _search(text: str, limit: int, only: str) -> tuple[Group, ...]:
    asked = [one for one in LISTS if only in {"", one.key}]
    return tuple(_group(one, tuple(one.search(text, limit)) if text else ()) for one in asked)


def _wastes(text: str, limit: int) -> list[Found]:
    """The lexicon's own proposals first, then what the list finds by code or word."""
    proposed = [] if text[:1].isdigit() else [code for code, score in suggest_ewc(text) if score >= SURE_SUGGESTION]
    codes = dict.fromkeys([*proposed, *(found.code for found in search_ewc(text, limit))])
    return [_waste(code) for code in list(codes)[:limit]]


def _waste(code: str) -> Found:
    known = waste_codes()[code]
    words = _waste_words().get(code, ())
    written = f"{code}{CODE_STAR if known.hazardous else ''}"
    return Found(written, known.label, "", known.hazardous, words[0] if words else "")


@cache
def _waste_words() -> dict[str, tuple[str, ...]]:
    return everyday_words("ewc_everyday.csv")


def _activities(text: str, limit: int) -> list[Found]:
    return [Found(found.code, found.label, found.section_label) for found in search_naf(text, limit)]


@cache
def _scheme_index() -> SearchIndex:
    words = everyday_words("rep_everyday.csv")
    return SearchIndex(
        Entry(scheme.code, f"{scheme.label} {scheme.examples}", words.get(scheme.code, ()))
        for scheme in producer_schemes().values()
    )


def _schemes(text: str, limit: int) -> list[Found]:
    by_code = [scheme for code, scheme in producer_schemes().items() if compact_code(code) == compact_code(text)]
    found = by_code or [producer_schemes()[entry.code] for entry in _scheme_index().search(text, limit)]
    return [_scheme(scheme) for scheme in found]


def _scheme(scheme: ProducerScheme) -> Found:
    parts = (scheme.examples, f"Éco-organismes\u00a0: {scheme.organisations}", scheme.note)
    detail = ". ".join(part[0].upper() + part[1:] for part in parts if part)
    return Found(scheme.code, scheme.label, detail, everyday=scheme.examples.split(",")[0])


def _naf_total() -> int:
    return len(read_rows("naf_rev2.csv"))


def _waste_total() -> int:
    return sum(1 for code in waste_codes().values() if code.level == "rubrique")


LISTS = (
    _List(
        "ewc",
        "Déchets",
        "Liste européenne des déchets",
        "décision 2000/532/CE modifiée par la décision 2014/955/UE",
        "en vigueur depuis le 1er juin 2015",
        _waste_total,
        _wastes,
    ),
    _List(
        "naf",
        "Activités",
        "Activités (NAF rév. 2)",
        "INSEE, décret 2007-1888",
        "en vigueur depuis le 1er janvier 2008",
        _naf_total,
        _activities,
    ),
    _List(
        "rep",
        "Filières REP",
        "Filières à responsabilité élargie du producteur (REP)",
        "relevé du projet ; les agréments changent : à vérifier auprès de l’ADEME",
        "relevé de 2026",
        lambda: len(producer_schemes()),
        _schemes,
    ),
)
