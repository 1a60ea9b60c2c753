"""Understand each flow: what it names, what it may serve as or asks for, and what binds it.

Concepts of the flow's own words come first; the NAF code of the company adds a weak guess where the
words say little; the waste code adds hazard. Every later stage works on ``Understood`` only.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from symbiose.lexicon.classify import suggest_family
from symbiose.lexicon.concepts import DATA_DIR, collections_of, concepts, is_a, uses_of
from symbiose.lexicon.guessing import guess_concepts
from symbiose.lexicon.reading import MATERIALS, read_concepts
from symbiose.lexicon.tags import read_tags
from symbiose.lexicon.waste_codes import is_hazardous, normalise_ewc
from synergies.matching.records import FlowRecord

RESOURCE, NEED = "ressource", "besoin"
PHYSICAL = MATERIALS | {"energie", "eau"}
COLLECTION = "V01"
COLLECTION_SURE = 0.45
BROADER_SERVES, BROADER_ASKS, BROADER_SHARES = 0.6, 0.55, 0.5
USE_OF_NARROWER = 0.7
CLEAR_WORDS = 0.5
GUESS_BESIDE_WORDS = 0.4
FAMILY_ROOTS = {"eau": "W00", "energie": "E00", "transport": "T00", "espace": "S00", "equipement": "Q00"}
HAZARDOUS_KINDS = ("D15", "D30", "D17", "D32", "D19", "D20", "D12", "M47", "M48", "M49", "M50")
ANIMALS, NAMED_ANIMALS = "elevage", 0.4
NOT_FEED = ("M60", "M59", "M63", "abreuvement", "chimie_calcium", "D03", "D04", "recup_eau_contenant")
HUSBANDRY = {"M63": 0.7, "M60": 0.35}
DEFAULT_HEAT = {RESOURCE: ("E02", 0.6), NEED: ("E01", 0.6)}
Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Understood:
    """A flow and what the engine makes of it.

    ``names``: concepts of its words; ``kinds``: these and all that they are kinds of; ``serves``: what a
    resource may stand in for; ``asks``: what a need accepts; ``shares``: what it has in common with a like
    flow; ``collects``: collection services that would take a waste, or that a need calls for.
    """

    flow: FlowRecord
    family: str
    names: Vector
    kinds: Vector
    serves: Vector
    asks: Vector
    shares: Vector
    collects: Vector
    tags: frozenset[str]
    hazardous: bool
    wants_collection: bool
    waste_code: str

    @property
    def is_resource(self) -> bool:
        return self.flow.direction == RESOURCE

    @property
    def is_physical(self) -> bool:
        return self.family in PHYSICAL

    def has(self, kind: str, *, least: float = 0.0) -> bool:
        """Tell whether the flow names a concept of a kind, with at least a weight."""
        return kind in self.kinds and self.kinds[kind] >= least


def understand(flow: FlowRecord) -> Understood:
    """Read one flow."""
    family = flow.family or suggest_family(flow.label, flow.direction)
    names = dict(read_concepts(flow.label, flow.description, family))
    sure = {key: weight for key, weight in names.items() if weight >= CLEAR_WORDS}
    for key, weight in guess_concepts(flow.label, family):
        names[key] = max(names.get(key, 0.0), weight)
    _add_guesses(names, flow, family)
    wants_collection = _wants_collection(flow, names, family)
    collects = _collections(names, flow, family, wants_collection=wants_collection)
    for key, weight in collects.items() if wants_collection else ():
        names[key] = max(names.get(key, 0.0), weight)
    tags = read_tags(flow.label, flow.description)
    return Understood(
        flow=flow,
        family=family,
        names=names,
        kinds=_kinds(sure or names),
        serves=_serves(names) if flow.direction == RESOURCE else {},
        asks=_broadened(names, BROADER_ASKS) if flow.direction == NEED else {},
        shares=_broadened(names, BROADER_SHARES),
        collects=collects,
        tags=tags,
        hazardous=_is_hazardous(flow, family, names, tags),
        wants_collection=wants_collection,
        waste_code=_waste_code(flow.ewc_code),
    )


def _kinds(names: Vector) -> dict[str, float]:
    """Each concept named and each broader one, with the best weight under which it is named."""
    found: dict[str, float] = {}
    for key, weight in names.items():
        for kind in (key, *concepts()[key].ancestors):
            if weight > found.get(kind, -1.0):
                found[kind] = weight
    return found


def _add_guesses(names: dict[str, float], flow: FlowRecord, family: str) -> None:
    best = max(names.values(), default=0.0)
    if family in MATERIALS:
        share = 1.0 if best < CLEAR_WORDS else GUESS_BESIDE_WORDS
        for key, weight in _naf_guesses(flow.naf_code, flow.direction):
            names[key] = max(names.get(key, 0.0), weight * share)
    if family in MATERIALS and flow.direction == NEED and names.get(ANIMALS, 0.0) >= NAMED_ANIMALS:
        _add_husbandry(names)
    if family == "energie" and not any(weight >= CLEAR_WORDS and is_a(key, "E00") for key, weight in names.items()):
        key, weight = DEFAULT_HEAT[flow.direction]
        names[key] = max(names.get(key, 0.0), weight)
    root = FAMILY_ROOTS.get(family)
    if root and (family == "eau" or best < CLEAR_WORDS):
        names[root] = 1.0


def _add_husbandry(names: dict[str, float]) -> None:
    """What is sought for animals, where the words do not say, is feed rather than litter."""
    told = any(names.get(key, 0.0) >= CLEAR_WORDS for key in NOT_FEED)
    for key, weight in HUSBANDRY.items() if not told else ():
        names[key] = max(names.get(key, 0.0), weight)


@cache
def _naf_priors() -> tuple[tuple[str, str, str, float], ...]:
    with (DATA_DIR / "naf_priors.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return tuple((row["prefix"], row["direction"], row["concept"], float(row["weight"])) for row in rows)


@cache
def _naf_guesses(naf_code: str, direction: str) -> tuple[tuple[str, float], ...]:
    if not naf_code:
        return ()
    return tuple(
        (concept, weight)
        for prefix, side, concept, weight in _naf_priors()
        if side == direction and naf_code.startswith(prefix)
    )


def _wants_collection(flow: FlowRecord, names: Vector, family: str) -> bool:
    """A need to be rid of something; to learn how is a skill, and no collection."""
    if flow.direction != NEED or family in {"competence", "equipement", "espace"}:
        return False
    return any(weight >= COLLECTION_SURE and is_a(key, COLLECTION) for key, weight in names.items())


def _collections(names: Vector, flow: FlowRecord, family: str, *, wants_collection: bool) -> dict[str, float]:
    """The collections that a waste calls for, or that a need to be rid of something names or implies."""
    if not wants_collection and not (flow.direction == RESOURCE and family in MATERIALS):
        return {}
    found: dict[str, float] = {}
    for key, weight in names.items():
        if wants_collection and is_a(key, COLLECTION):
            found[key] = max(found.get(key, 0.0), weight * concepts()[key].says)
        elif concepts()[key].family in MATERIALS:
            sure = min(1.0, weight / 0.75) * 0.9 if wants_collection else weight
            for collection, confidence in collections_of(key):
                found[collection] = max(found.get(collection, 0.0), sure * confidence)
    return found


def _serves(names: Vector) -> dict[str, float]:
    """What a resource may stand in for: itself, what is broader, and its uses."""
    found = _broadened(names, BROADER_SERVES)
    for key, weight in names.items():
        for use in uses_of(key):
            _raise(found, use.target, weight * use.confidence)
            for broader in concepts()[use.target].ancestors[:1]:
                _raise(found, broader, weight * use.confidence * USE_OF_NARROWER)
    return found


def _broadened(names: Vector, step: float) -> dict[str, float]:
    found: dict[str, float] = {}
    for key, weight in names.items():
        _raise(found, key, weight)
        share = step
        for broader in concepts()[key].ancestors:
            _raise(found, broader, weight * share)
            share *= step
    return found


def _raise(found: dict[str, float], key: str, weight: float) -> None:
    worth = weight * concepts()[key].says
    if worth > found.get(key, 0.0):
        found[key] = worth


def _is_hazardous(flow: FlowRecord, family: str, names: Vector, tags: frozenset[str]) -> bool:
    if flow.direction != RESOURCE or family not in MATERIALS | {"eau"}:
        return False
    named = any(weight >= CLEAR_WORDS and is_a(key, kind) for key, weight in names.items() for kind in HAZARDOUS_KINDS)
    return named or "hazardous" in tags or is_hazardous(flow.ewc_code)


def _waste_code(text: str) -> str:
    try:
        return normalise_ewc(text) if text else ""
    except ValueError:
        return ""
