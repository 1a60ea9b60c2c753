"""Broader groups: several subjects that a workshop may retain as one synergy."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

import numpy as np

from symbiose.lexicon.concepts import is_a
from synergies.matching.records import Kind
from synergies.matching.stage import Stage

AROUND_KM = 40.0
MOST_CENTRES = 500
THEMES_FILE = Path(__file__).parent / "data" / "themes.csv"


class Theme(NamedTuple):
    """A subject wider than a concept."""

    key: str
    kind: Kind
    title: str
    concepts: tuple[str, ...]


@cache
def themes() -> tuple[Theme, ...]:
    """The themes, in the order of the file."""
    with THEMES_FILE.open(encoding="utf-8", newline="") as stream:
        return tuple(
            Theme(row["theme"], cast(Kind, row["kind"]), row["title"], tuple(row["concepts"].split("|")))
            for row in csv.DictReader(stream)
        )


def of_theme(subject: str, theme: Theme) -> bool:
    """Tell whether a subject lies within a theme."""
    return bool(subject) and any(is_a(subject, concept) for concept in theme.concepts)


def theme_members(stage: Stage, theme: Theme, shared: Iterable[tuple[int, int]]) -> list[int]:
    """The positions of the flows that a theme holds together.

    For a mutualisation: needs, and wastes to be collected, whose subject lies within the theme. For a
    sharing: the flows of the chosen sharing pairs (``shared``) whose resource is of the theme's family.
    """
    if theme.kind == "partage":
        return _near(stage, sorted({position for pair in shared for position in _shared_in(stage, theme, pair)}))
    return _near(stage, [position for position, (topic, _) in enumerate(stage.topics) if of_theme(topic, theme)])


def _near(stage: Stage, positions: Sequence[int]) -> list[int]:
    """Keep the flows around the one that has most others around it; an unknown place is near."""
    if not positions:
        return []
    at = np.array(positions, dtype=np.int64)
    centres = at[:: max(1, -(-len(at) // MOST_CENTRES))]
    distance = stage.places.distances(centres[:, None], at[None, :])
    near = np.isnan(distance) | (distance <= AROUND_KM * stage.settings.reach_scale)
    return [int(position) for position in at[near[int(np.argmax(near.sum(axis=1)))]]]


def _shared_in(stage: Stage, theme: Theme, pair: tuple[int, int]) -> Sequence[int]:
    resource = next(position for position in pair if stage.flows[position].is_resource)
    family = {"Q00": "equipement", "S00": "espace", "K00": "competence", "T00": "transport"}[theme.concepts[0]]
    return pair if stage.flows[resource].family == family else ()
