"""The thesaurus: concepts with their words, the broader concept of each, and what feeds what."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from symbiose.lexicon.phrases import PhraseIndex

DATA_DIR = Path(__file__).parent / "data"
INHERITED_USE = 0.85
# How much sharing a concept says. A root says little: two needs of training are not one need.
GENERIC = {
    "M00": 0.0,
    "D00": 0.1,
    "elevage": 0.0,
    "E00": 0.15,
    "W00": 0.5,
    "Q00": 0.1,
    "K00": 0.1,
    "S00": 0.2,
    "V00": 0.05,
    "T00": 0.3,
    "A00": 0.1,
    "K02": 0.45,
    "V01": 0.25,
    "V11": 0.7,
    "M46": 0.5,
    "D09": 0.6,
    "D25": 0.7,
    "V23": 0.6,
    "K10": 0.8,
    "K17": 0.8,
    "animation": 0.6,
    "V24": 0.7,
    "outillage": 0.8,
    "location_groupee": 0.7,
    "maintenance_bat": 0.75,
    "formation_groupee": 0.5,
    "maintenance_groupee": 0.5,
}


class Concept(NamedTuple):
    """A thing or an activity, its words, and its broader concepts, the nearest first."""

    id: str
    family: str
    label: str
    terms: tuple[str, ...]
    ancestors: tuple[str, ...]

    @property
    def says(self) -> float:
        """How much two flows say that share this concept, from 0 to 1."""
        return GENERIC.get(self.id, 1.0)


class Use(NamedTuple):
    """What a thing may serve as: the concept it can stand in for, how surely, and on what condition."""

    target: str
    confidence: float
    condition: str


class _Draft:
    """A concept while its lines are read; several files may add words to one."""

    def __init__(self) -> None:
        self.family = ""
        self.label = ""
        self.broader = ""
        self.terms: dict[str, None] = {}

    def add(self, row: dict[str, str]) -> None:
        self.family = self.family or row["family"]
        self.label = self.label or row["preferred_label"]
        self.broader = self.broader or row["broader"]
        for term in (row["preferred_label"], *row["synonyms"].split("|")):
            if term:
                self.terms[term] = None


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA_DIR / name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


@cache
def concepts() -> dict[str, Concept]:
    """Every concept by its id: the base file first, then the files that extend it, by name."""
    drafts: dict[str, _Draft] = {}
    extensions = sorted(path.name for path in DATA_DIR.glob("thesaurus_*.csv") if path.stem != "thesaurus_base")
    for name in ("thesaurus_base.csv", *extensions):
        for row in _rows(name):
            drafts.setdefault(row["concept_id"], _Draft()).add(row)
    return {
        key: Concept(key, draft.family, draft.label, tuple(draft.terms), _ancestors(key, drafts))
        for key, draft in drafts.items()
    }


def _ancestors(key: str, drafts: dict[str, _Draft]) -> tuple[str, ...]:
    found: list[str] = []
    broader = drafts[key].broader
    while broader and broader not in found:
        found.append(broader)
        broader = drafts[broader].broader
    return tuple(found)


@cache
def term_index() -> PhraseIndex[str]:
    """The words of all concepts, to be found in texts."""
    return PhraseIndex((term, concept.id) for concept in concepts().values() for term in concept.terms)


def is_a(key: str, kind: str) -> bool:
    """Tell whether a concept is another one or narrower than it."""
    return key == kind or kind in concepts()[key].ancestors


@cache
def direct_uses() -> dict[str, tuple[Use, ...]]:
    """What each concept itself may serve as."""
    found: dict[str, list[Use]] = {}
    for name in sorted(path.name for path in DATA_DIR.glob("uses*.csv")):
        for row in _rows(name):
            found.setdefault(row["source"], []).append(Use(row["use"], float(row["confidence"]), row["condition"]))
    return {source: tuple(uses) for source, uses in found.items()}


@cache
def uses_of(key: str) -> tuple[Use, ...]:
    """What a concept may serve as, what it inherits from broader ones included, with less certainty."""
    best: dict[str, Use] = {}
    share = 1.0
    for source in (key, *concepts()[key].ancestors):
        for use in direct_uses().get(source, ()):
            if use.target not in best:
                best[use.target] = Use(use.target, use.confidence * share, use.condition)
        share *= INHERITED_USE
    return tuple(best.values())


@cache
def collections_of(key: str) -> tuple[tuple[str, float], ...]:
    """The services that collect a waste, with how surely; those of the nearest concept that has any."""
    table = _collections()
    for source in (key, *concepts()[key].ancestors):
        if source in table:
            return table[source]
    return ()


@cache
def _collections() -> dict[str, tuple[tuple[str, float], ...]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for row in _rows("collections.csv"):
        found.setdefault(row["waste"], []).append((row["collection"], float(row["confidence"])))
    return {waste: tuple(rows) for waste, rows in found.items()}
