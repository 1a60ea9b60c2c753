"""Read what a line of a diagnostic is about: the concepts of its words, each with a weight.

The head of a French noun phrase comes first and its purpose after "pour", so place gives weight. What
follows "sans", "non" or "hors" is what the thing is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from symbiose.lexicon.concepts import concepts, term_index
from symbiose.lexicon.phrases import Word, singular
from symbiose.lexicon.quantities import find_unit
from symbiose.lexicon.words import STOP_WORDS, stem, tokens

PURPOSE = frozenset({"pour", "afin", "destiné", "destinée", "destinés", "destinées", "servant", "vers", "depuis"})
NEGATIONS = frozenset({"sans", "non", "hors", "pas", "sauf", "ni", "aucun", "aucune", "excepté"})
HEAD, LATER, IN_PURPOSE, IN_DESCRIPTION = 1.0, 0.8, 0.7, 0.5
ONE_WORD, INSIDE = 0.95, 0.35
CLAUSES = re.compile(r"[,;:()/\n]|(?<!\d)\.")
MATERIALS = frozenset({"matiere", "dechet"})
# How well a concept of one family fits a flow filed under another; what is not listed fits little.
CROSS_FAMILY = {
    frozenset(pair): fit
    for pair, fit in (
        (("achat", "matiere"), 0.85),
        (("achat", "dechet"), 0.8),
        (("achat", "energie"), 0.95),
        (("achat", "equipement"), 0.7),
        (("achat", "service"), 0.8),
        (("achat", "competence"), 0.8),
        (("achat", "transport"), 0.6),
        (("service", "competence"), 0.9),
        (("service", "equipement"), 0.85),
        (("service", "transport"), 0.7),
        (("service", "dechet"), 0.75),
        (("service", "matiere"), 0.6),
        (("service", "energie"), 0.5),
        (("service", "espace"), 0.5),
        (("competence", "equipement"), 0.45),
        (("competence", "transport"), 0.5),
        (("equipement", "espace"), 0.7),
        (("equipement", "transport"), 0.7),
        (("equipement", "dechet"), 0.5),
        (("equipement", "matiere"), 0.5),
        (("equipement", "energie"), 0.5),
        (("energie", "matiere"), 0.85),
        (("energie", "dechet"), 0.85),
        (("energie", "eau"), 0.5),
        (("eau", "equipement"), 0.5),
        (("eau", "dechet"), 0.5),
        (("eau", "matiere"), 0.4),
        (("espace", "transport"), 0.5),
    )
}
UNFIT = 0.3


class Segment(NamedTuple):
    """A stretch of text that weighs alike."""

    words: tuple[Word, ...]
    weight: float
    is_head: bool


class Mention(NamedTuple):
    """Concepts named at one place of the text."""

    concepts: tuple[str, ...]
    weight: float
    length: int


def family_fit(flow_family: str, concept_family: str) -> float:
    """How well a concept of a family fits a flow filed under another, from 0 to 1."""
    if not flow_family or flow_family == concept_family or {flow_family, concept_family} <= MATERIALS:
        return 1.0
    return CROSS_FAMILY.get(frozenset((flow_family, concept_family)), UNFIT)


@lru_cache(maxsize=4_096)
def segments(label: str, description: str) -> tuple[Segment, ...]:
    """Cut a label and its description into stretches, the head of the label first."""
    head, purpose = _split_purpose(label)
    found = [Segment(tuple(_words(head)), HEAD, is_head=True)]
    if purpose:
        found.append(Segment(tuple(_words(purpose)), IN_PURPOSE, is_head=False))
    found += [
        Segment(tuple(_words(tokens(clause))), IN_DESCRIPTION, is_head=False)
        for clause in CLAUSES.split(description)
        if clause.strip()
    ]
    return tuple(found)


def _split_purpose(label: str) -> tuple[list[str], list[str]]:
    words = tokens(label)
    for index, word in enumerate(words):
        if word in PURPOSE and index:
            return words[:index], words[index:]
    return words, []


def _words(words: Sequence[str]) -> Iterator[Word]:
    negated = False
    for word in words:
        if word in NEGATIONS:
            if word not in STOP_WORDS:
                yield Word(stem(word), singular(word))
            negated = True
        elif word not in STOP_WORDS:
            yield Word(stem(word), singular(word), negated)
            negated = False


def mentions(text: Sequence[Segment]) -> list[Mention]:
    """Find the concepts named in a text, in its order; what is negated is left out."""
    found: list[Mention] = []
    for segment in text:
        found += _segment_mentions(segment, segment.words)
        plain = _without_amounts(segment.words)
        if len(plain) < len(segment.words):
            found += [mention for mention in _segment_mentions(segment, plain) if mention.length > 1]
    return found


def _segment_mentions(segment: Segment, words: Sequence[Word]) -> list[Mention]:
    found: list[Mention] = []
    weight = segment.weight
    for hit in term_index().find(words):
        if words[hit.start].negated:
            continue
        found.append(Mention(hit.meanings, weight * hit.sure * (ONE_WORD if hit.length == 1 else 1.0), hit.length))
        if hit.length > 1:
            found += _inner_mentions(words[hit.start : hit.start + hit.length], weight)
        if segment.is_head:
            weight = LATER
    return found


def _inner_mentions(words: Sequence[Word], weight: float) -> list[Mention]:
    """The single words of a phrase still tell a material: "palettes plastiques" are of plastic."""
    hits = (hit for word in words if not word.negated for hit in term_index().find([word]))
    materials = ((tuple(key for key in hit.meanings if concepts()[key].family in MATERIALS), hit.sure) for hit in hits)
    return [Mention(keys, weight * INSIDE * sure, 1) for keys, sure in materials if keys]


def _without_amounts(words: Sequence[Word]) -> tuple[Word, ...]:
    """Leave out a number and the unit after it: "déplacer 600 kg de fromages" is "déplacer des fromages"."""
    kept: list[Word] = []
    after_number = False
    for word in words:
        is_number = word.stem.isdigit()
        if not is_number and not (after_number and find_unit(word.stem)):
            kept.append(word)
        after_number = is_number
    return tuple(kept)


@lru_cache(maxsize=50_000)
def _read(label: str, description: str, family: str) -> tuple[tuple[str, float], ...]:
    weights: dict[str, float] = {}
    for mention in mentions(segments(label, description)):
        for key in mention.concepts:
            weight = mention.weight * family_fit(family, concepts()[key].family)
            weights[key] = max(weights.get(key, 0.0), weight)
    return tuple(sorted(weights.items(), key=lambda item: (-item[1], item[0])))


def read_concepts(label: str, description: str = "", family: str = "") -> Mapping[str, float]:
    """Give the concepts that a flow names, with a weight from 0 to 1, the surest first."""
    return dict(_read(label, description, family))
