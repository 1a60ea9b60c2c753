"""The European list of waste (EWC): labels and search."""

from __future__ import annotations

from functools import cache, lru_cache

from symbiose.lexicon.waste_codes import WasteCode, is_hazardous, normalise_ewc, waste_codes
from symbiose.nomenclatures.files import everyday_words
from symbiose.nomenclatures.search import Entry, SearchIndex

__all__ = ["WasteCode", "ewc_label", "is_hazardous", "normalise_ewc", "search_ewc"]
ENTRY_LEVEL = "rubrique"
NOT_ELSEWHERE = "99"


@cache
def _index() -> SearchIndex:
    words = everyday_words("ewc_everyday.csv")
    return SearchIndex(
        Entry(code.code, code.label, words.get(code.code, ()), _preference(code))
        for code in waste_codes().values()
        if code.level == ENTRY_LEVEL
    )


def _preference(code: WasteCode) -> float:
    """Prefer, among equals, what is not hazardous and is named."""
    return -0.3 * code.hazardous - 0.5 * code.code.endswith(NOT_ELSEWHERE)


@lru_cache(maxsize=2048)
def _search(text: str, limit: int) -> tuple[WasteCode, ...]:
    return tuple(waste_codes()[entry.code] for entry in _index().search(text, limit))


def search_ewc(text: str, limit: int = 10) -> list[WasteCode]:
    """Find entries of the list by code ("15 01", "150101") or by everyday words ("vieux cartons"), best first."""
    return list(_search(text[:200], limit))


def ewc_label(code: str) -> str:
    """Give the official label of a code as typed, or an empty text for an unknown one."""
    try:
        known = waste_codes().get(normalise_ewc(code))
    except ValueError:
        return ""
    return known.label if known else ""
