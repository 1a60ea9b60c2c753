"""Names of people as others typed them: « Mme Sylvie Garreau », « BERTIN Alain », « Monsieur Le Gall ». Pure."""

from __future__ import annotations

from typing import NamedTuple

TITLES = {
    "mme": "Mme",
    "mme.": "Mme",
    "madame": "Mme",
    "mlle": "Mme",
    "mademoiselle": "Mme",
    "m": "M.",
    "m.": "M.",
    "mr": "M.",
    "mr.": "M.",
    "monsieur": "M.",
}
PARTICLES = frozenset({"le", "la", "de", "du", "des", "d", "van", "von", "da", "di", "el", "ben", "saint"})


class PersonName(NamedTuple):
    title: str
    first_name: str
    last_name: str


def read_person(text: str) -> PersonName:
    """Part a name into title, first and last name; words in capitals are the last name wherever they stand."""
    words = text.split()
    title = TITLES.get(words[0].lower(), "") if words else ""
    rest = words[1:] if title else words
    first, last = _parted(rest)
    return PersonName(title, " ".join(first)[:60], " ".join(_calm(word) for word in last)[:80])


def _parted(words: list[str]) -> tuple[list[str], list[str]]:
    loud = [word for word in words if _is_loud(word)]
    if loud and len(loud) < len(words):
        return [word for word in words if word not in loud], loud
    if len(words) < 2:
        return [], words
    start = next((index for index, word in enumerate(words[1:], 1) if word.lower() in PARTICLES), len(words) - 1)
    return words[:start], words[start:]


def _is_loud(word: str) -> bool:
    return len(word) > 2 and word.isupper() and not word.endswith(".")


def _calm(word: str) -> str:
    return "-".join(part.capitalize() for part in word.split("-")) if _is_loud(word) else word
