"""The words of a sentence with their places, compared without accents or letter case. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from symbiose.lexicon.words import fold

WORD = re.compile(r"[^\W_]+")


class Word(NamedTuple):
    """One word: where it stands in the sentence, and its folded form."""

    start: int
    end: int
    folded: str
    is_capital: bool


def words_of(text: str) -> list[Word]:
    return [
        Word(found.start(), found.end(), fold(found.group()), found.group()[0].isupper())
        for found in WORD.finditer(text)
    ]


def flat(text: str) -> str:
    """The text in lower case without accents, each character at its own place: for patterns."""
    return "".join(_flat_character(character) for character in text)


def _flat_character(character: str) -> str:
    if character in "’\u02bc":
        return "'"
    if character.isspace():
        return " "
    decomposed = unicodedata.normalize("NFD", character.lower())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return bare if len(bare) == 1 else character
