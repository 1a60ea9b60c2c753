"""Search a nomenclature by code or by everyday words: accents, endings and word order do not count."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from symbiose.lexicon.words import fold, stems

CODE_HIT, EVERYDAY_WHOLE, EVERYDAY_PART, LABEL = 100.0, 8.0, 5.0, 3.0
PREFIX_SHARE = 0.6


class Entry(NamedTuple):
    """A line of a nomenclature that can be found: its code, label, everyday words, and a small preference."""

    code: str
    label: str
    everyday: tuple[str, ...] = ()
    preference: float = 0.0


class _Indexed(NamedTuple):
    entry: Entry
    compact: str
    label_words: frozenset[str]
    everyday_words: tuple[frozenset[str], ...]


class SearchIndex:
    """Entries prepared once for many searches."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = [
            _Indexed(
                entry,
                compact_code(entry.code),
                _words(entry.label),
                tuple(_words(phrase) for phrase in entry.everyday),
            )
            for entry in entries
        ]
        self._places = self._word_places()
        self._words = sorted(self._places)

    def _word_places(self) -> dict[str, set[int]]:
        """Where each word stands, so that a search scores only the entries that may answer."""
        places: dict[str, set[int]] = {}
        for place, entry in enumerate(self._entries):
            for word in entry.label_words.union(*entry.everyday_words):
                places.setdefault(word, set()).add(place)
        return places

    def _having(self, words: Iterable[str]) -> list[_Indexed]:
        """The entries that hold one of the words, or a word that begins with one."""
        found: set[int] = set()
        for word in words:
            for known in self._words[bisect_left(self._words, word) :]:
                if not known.startswith(word):
                    break
                found |= self._places[known]
        return [self._entries[place] for place in sorted(found)]

    def search(self, text: str, limit: int) -> list[Entry]:
        """Give the best entries first; every word of the text must be found, else the most words."""
        compact = compact_code(text)
        if compact[:1].isdigit():
            found = [entry.entry for entry in self._entries if entry.compact.startswith(compact)]
            return sorted(found, key=lambda entry: (len(entry.code), entry.code))[:limit]
        words = list(dict.fromkeys(stems(text)))
        if not words:
            return []
        scored = [(_score(entry, words), entry.entry) for entry in self._having(words)]
        hits = [(score, entry) for score, entry in scored if score > 0]
        hits.sort(key=lambda hit: (-hit[0], hit[1].code))
        return [entry for _, entry in hits[:limit]]


def compact_code(text: str) -> str:
    """Drop what people put between the characters of a code: spaces, dots, stars."""
    return "".join(c for c in text if c.isalnum()).upper()


def _words(text: str) -> frozenset[str]:
    return frozenset((*stems(text), *stems(fold(text))))


def _share(words: Sequence[str], known: frozenset[str]) -> float:
    """The share of the searched words that are known, a beginning of three letters counting in part."""
    total = 0.0
    for word in words:
        if word in known:
            total += 1.0
        elif len(word) >= 3 and any(candidate.startswith(word) for candidate in known):
            total += PREFIX_SHARE
    return total / len(words)


def _score(entry: _Indexed, words: Sequence[str]) -> float:
    best = 0.0
    for phrase in entry.everyday_words:
        share = _share(words, phrase)
        if share:
            closeness = min(1.0, len(words) / max(1, len(phrase)))
            best = max(best, (EVERYDAY_WHOLE if share == 1.0 else EVERYDAY_PART) * share * (0.6 + 0.4 * closeness))
    label = LABEL * _share(words, entry.label_words) * (1.0 + 1.0 / (4 + len(entry.label_words)))
    total = best + label
    return total + entry.entry.preference if total else 0.0
