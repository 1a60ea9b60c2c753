"""Words that bind: what is hazardous, treated, unfit, or meant for people, animals and soils."""

from __future__ import annotations

import csv
from functools import cache, lru_cache

from symbiose.lexicon.concepts import DATA_DIR
from symbiose.lexicon.phrases import PhraseIndex
from symbiose.lexicon.reading import segments


@cache
def _index() -> PhraseIndex[str]:
    with (DATA_DIR / "tags.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return PhraseIndex((term, row["tag"]) for row in rows for term in row["terms"].split("|"))


@lru_cache(maxsize=50_000)
def read_tags(label: str, description: str = "") -> frozenset[str]:
    """Give the tags of a text; "non souillé" and "sans amiante" give none."""
    found: set[str] = set()
    for segment in segments(label, description):
        for hit in _index().find(segment.words):
            if not segment.words[hit.start].negated and hit.sure == 1.0:
                found.update(hit.meanings)
    return frozenset(found)
