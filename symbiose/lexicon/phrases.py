"""Find known phrases in a text, the longest first, whatever the endings and small words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from symbiose.lexicon.words import STOP_WORDS, fold, masculine, stem, stems, tokens

T = TypeVar("T")
COMMON_BEGINNING = 0.5
AS_WRITTEN, BY_STEM = 1.0, 0.6


class Word(NamedTuple):
    """A content word: its stem, its singular without accents, and whether a negation stands before it."""

    stem: str
    written: str
    negated: bool = False


class Found(NamedTuple, Generic[T]):
    """A phrase found: where it starts (counted in content words), how many words, what it stands for.

    ``sure`` is below 1 where a single word has only its stem in common with a known one.
    """

    start: int
    length: int
    meanings: tuple[T, ...]
    sure: float = 1.0


def singular(word: str) -> str:
    """Fold a word and drop the mark of its plural."""
    folded = fold(masculine(word))
    return folded[:-1] if len(folded) > 3 and folded[-1] in "sx" else folded


def content_words(text: str) -> list[Word]:
    """Cut a text into its content words."""
    return [Word(stem(token), singular(token)) for token in tokens(text) if token not in STOP_WORDS]


class PhraseIndex(Generic[T]):
    """Phrases and their meanings, kept by the stems of their content words.

    A phrase typed without accents is found too: both writings are kept, since stems differ. A single
    word that is known as written means only that: "lisiers" is no "lisière", although stems agree.
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        found: defaultdict[tuple[str, ...], dict[T, None]] = defaultdict(dict)
        written: defaultdict[str, dict[T, None]] = defaultdict(dict)
        self._written_of: defaultdict[str, dict[T, set[str]]] = defaultdict(dict)
        for text, meaning in phrases:
            for key in {tuple(stems(text)), tuple(stems(fold(text)))}:
                if key:
                    found[key][meaning] = None
                if len(key) == 1:
                    word = content_words(text)[0].written
                    written[word][meaning] = None
                    self._written_of[key[0]].setdefault(meaning, set()).add(word)
        self._meanings = {key: tuple(meanings) for key, meanings in found.items()}
        self._written = {word: tuple(meanings) for word, meanings in written.items()}
        self._longest = max((len(key) for key in self._meanings), default=0)

    def find(self, words: Sequence[Word]) -> list[Found[T]]:
        """Find phrases among words: the longest at each place, none inside another."""
        results: list[Found[T]] = []
        start = 0
        while start < len(words):
            found = self._longest_at(words, start)
            if found:
                results.append(found)
            start += found.length if found else 1
        return results

    def _longest_at(self, words: Sequence[Word], start: int) -> Found[T] | None:
        for length in range(min(self._longest, len(words) - start), 1, -1):
            meanings = self._meanings.get(tuple(word.stem for word in words[start : start + length]))
            if meanings:
                return Found(start, length, meanings)
        return self._single(words[start], start)

    def _single(self, word: Word, start: int) -> Found[T] | None:
        exact = self._written.get(word.written)
        if exact:
            return Found(start, 1, exact, AS_WRITTEN)
        near = tuple(
            meaning
            for meaning, known in self._written_of.get(word.stem, {}).items()
            if any(_begin_alike(word.written, other) for other in known)
        )
        return Found(start, 1, near, BY_STEM) if near else None


def _begin_alike(word: str, other: str) -> bool:
    shared = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    return shared >= COMMON_BEGINNING * max(len(word), len(other))
