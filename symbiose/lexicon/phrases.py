"""Find known phrases in a text, the longest first, whatever the endings and small words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from symbiose.lexicon.words import fold, stems

T = TypeVar("T")


class Found(NamedTuple, Generic[T]):
    """A phrase found: where it starts (counted in content words), how many words, what it stands for."""

    start: int
    length: int
    meanings: tuple[T, ...]


class PhraseIndex(Generic[T]):
    """Phrases and their meanings, kept by the stems of their content words.

    A phrase typed without accents is found too: both writings are kept, since stems differ.
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        found: defaultdict[tuple[str, ...], dict[T, None]] = defaultdict(dict)
        for text, meaning in phrases:
            for key in {tuple(stems(text)), tuple(stems(fold(text)))}:
                if key:
                    found[key][meaning] = None
        self._meanings = {key: tuple(meanings) for key, meanings in found.items()}
        self._longest = max((len(key) for key in self._meanings), default=0)

    def find(self, words: Sequence[str]) -> list[Found[T]]:
        """Find phrases among stems: the longest at each place, none inside another."""
        results: list[Found[T]] = []
        start = 0
        while start < len(words):
            found = self._longest_at(words, start)
            if found:
                results.append(found)
            start += found.length if found else 1
        return results

    def _longest_at(self, words: Sequence[str], start: int) -> Found[T] | None:
        for length in range(min(self._longest, len(words) - start), 0, -1):
            meanings = self._meanings.get(tuple(words[start : start + length]))
            if meanings:
                return Found(start, length, meanings)
        return None
