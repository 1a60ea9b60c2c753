"""Guess the concepts of a text from single words, where no known phrase stands in it as such.

"Coller des étiquettes sur bouteilles" holds no term of the thesaurus whole, yet its words are those of
labelling and bottling. Each concept is the bag of the roots of its words; rare roots say more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from math import log

from symbiose.lexicon.concepts import concepts
from symbiose.lexicon.phrases import Word, content_words
from symbiose.lexicon.reading import Segment, family_fit, segments

MOST = 0.72
LEAST = 0.24
AT_MOST = 3
UNKNOWN_WORTH = 0.55
ONCE, EACH_MORE = 0.6, 0.1
PLACE = {True: 1.0, False: 0.8}
SHORTEST_ROOT = 4
SUFFIXES = (
    "issement",
    "issage",
    "ateur",
    "atric",
    "ation",
    "ition",
    "ement",
    "euse",
    "teur",
    "tion",
    "sion",
    "ment",
    "eur",
    "eus",
    "age",
    "oir",
    "ier",
    "ant",
    "ure",
    "ag",
    "ur",
    "er",
    "ir",
    "if",
)


@lru_cache(maxsize=100_000)
def root(stem: str) -> str:
    """Cut a stem to what verbs, trades and actions have in common: "soudeur", "soudure", "souder" give "soud"."""
    for suffix in SUFFIXES:
        if stem.endswith(suffix) and len(stem) - len(suffix) >= SHORTEST_ROOT:
            return stem[: -len(suffix)]
    return stem


@cache
def _bags() -> dict[str, dict[str, float]]:
    """For each root, the concepts that use it and how typical it is of each, from 0 to 1."""
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for concept in concepts().values():
        if not concept.says:
            continue
        counts: Counter[str] = Counter()
        for term in concept.terms:
            counts.update({root(word.stem) for word in content_words(term)})
        for key, count in counts.items():
            found[key][concept.id] = min(1.0, ONCE + EACH_MORE * (count - 1))
    return dict(found)


@cache
def _worth(key: str) -> float:
    """How much a root says: 1 where one concept uses it, less where many do."""
    spread = len(_bags().get(key, ()))
    total = log(len(concepts()))
    return max(0.05, 1.0 - log(spread) / total * 1.6) if spread else UNKNOWN_WORTH


def _useful(segments_: Iterable[Segment]) -> list[tuple[Word, float]]:
    return [
        (word, segment.weight)
        for segment in segments_
        for word in segment.words
        if not word.negated and not word.stem.isdigit() and len(word.stem) > 1
    ]


@lru_cache(maxsize=50_000)
def guess_concepts(label: str, family: str = "") -> tuple[tuple[str, float], ...]:
    """Give up to three concepts that the words of a label speak of, with a weight below that of a phrase."""
    words = _useful(segments(label, ""))
    total = sum(_worth(root(word.stem)) * weight for word, weight in words)
    if not total:
        return ()
    scores: defaultdict[str, float] = defaultdict(float)
    for key, weight in {root(word.stem): weight for word, weight in words}.items():
        for concept, typical in _bags().get(key, {}).items():
            scores[concept] += _worth(key) * weight * typical
    ranked = sorted(
        ((score / total * MOST * family_fit(family, concepts()[key].family), key) for key, score in scores.items()),
        key=lambda item: (-item[0], item[1]),
    )
    return tuple((key, round(weight, 4)) for weight, key in ranked[:AT_MOST] if weight >= LEAST)
