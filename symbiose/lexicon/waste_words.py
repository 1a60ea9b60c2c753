"""Suggest codes of the waste list for the words that people use."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from functools import cache, lru_cache

from symbiose.lexicon.concepts import concepts
from symbiose.lexicon.phrases import PhraseIndex, content_words
from symbiose.lexicon.reading import read_concepts, segments
from symbiose.lexicon.waste_codes import LIST_FILE, waste_codes

EVERYDAY_FILE = LIST_FILE.parent / "ewc_everyday.csv"
BY_PHRASE, BY_CONCEPT, BY_LABEL = 1.0, 0.7, 0.4
LEAST = 0.2
UNNAMED = "99"


@cache
def everyday_phrases() -> tuple[tuple[str, str], ...]:
    """What people call wastes, each phrase with its code."""
    with EVERYDAY_FILE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return tuple((phrase, row["code"]) for row in rows for phrase in row["words"].split("|"))


@cache
def _everyday() -> PhraseIndex[str]:
    return PhraseIndex(everyday_phrases())


def code_of_concept(key: str) -> str:
    """The code to which most words of a concept lead, empty without any."""
    codes = _codes_of_concepts().get(key, {})
    return max(codes, key=lambda code: (_preferred(code, codes[code]), code), default="")


@cache
def _codes_of_concepts() -> dict[str, dict[str, float]]:
    """The codes that a concept's own words lead to, with the share of its words that do."""
    table: dict[str, dict[str, float]] = {}
    for concept in concepts().values():
        if concept.family not in {"matiere", "dechet"}:
            continue
        counts: Counter[str] = Counter()
        for term in concept.terms:
            for hit in _everyday().find(content_words(term)):
                if hit.sure == 1.0 and hit.length == len(content_words(term)):
                    counts.update(hit.meanings)
        most = max(counts.values(), default=1)
        table[concept.id] = {code: count / most for code, count in counts.items()}
    return table


@cache
def _label_words() -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for code in waste_codes().values():
        if code.level == "rubrique" and not code.code.endswith(UNNAMED):
            for word in content_words(code.label):
                found[word.stem].add(code.code)
    return dict(found)


@lru_cache(maxsize=10_000)
def suggest_ewc(label: str, limit: int = 3) -> tuple[tuple[str, float], ...]:
    """Give the likeliest waste codes of a label, with a score, best first; none where nothing speaks for one."""
    scores: defaultdict[str, float] = defaultdict(float)
    for segment in segments(label, ""):
        for hit in _everyday().find(segment.words):
            if not segment.words[hit.start].negated:
                weight = segment.weight * hit.sure * BY_PHRASE * (0.7 + 0.3 * hit.length) / (1 + 0.25 * hit.start)
                for code in hit.meanings:
                    scores[code] = max(scores[code], weight)
    for key, weight in read_concepts(label, "", "dechet").items():
        for code, share in _codes_of_concepts().get(key, {}).items():
            scores[code] += BY_CONCEPT * weight * share
    _add_official_words(label, scores)
    ranked = sorted(scores.items(), key=lambda item: (-_preferred(*item), item[0]))
    return tuple((code, round(score, 4)) for code, score in ranked[:limit] if score >= LEAST)


def _add_official_words(label: str, scores: defaultdict[str, float]) -> None:
    words = content_words(label)
    table = _label_words()
    counts: defaultdict[str, float] = defaultdict(float)
    for word in words:
        codes = table.get(word.stem, set())
        for code in codes:
            counts[code] += 1.0 / (1 + len(codes) / 10)
    for code, count in counts.items():
        scores[code] += BY_LABEL * count / max(1, len(words))


def _preferred(code: str, score: float) -> float:
    """Prefer, among equals, a code that is not hazardous."""
    return score - 0.05 * waste_codes()[code].hazardous
