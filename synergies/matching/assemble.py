"""Put scored pairs and groups together into proposals: room, ranks, parts and sentences."""

from __future__ import annotations

import math
from collections.abc import Sequence
from hashlib import sha256
from itertools import combinations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from symbiose.lexicon.concepts import concepts
from synergies.matching.candidates import Candidates
from synergies.matching.choose import Room, take_groups, take_pairs
from synergies.matching.explain import explain_group, explain_pair
from synergies.matching.groups import SMALLEST, Members, find_groups
from synergies.matching.records import GroupProposal, Kind, PairProposal, Scope
from synergies.matching.score import MUTUALISATION, Scored, with_context
from synergies.matching.stage import Stage
from synergies.matching.themes import theme_members, themes

MOST_IN_THEME = 120
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class _Pair(NamedTuple):
    """A chosen pair, by positions."""

    a: int
    b: int
    kind: Kind
    score: float
    parts: dict[str, float]
    distance_km: float | None
    group_id: str | None


class Assembly:
    """Everything chosen in one run."""

    def __init__(self, stage: Stage, scored: Scored, *, top: int) -> None:
        self.stage = stage
        room = Room(len(stage.flows), top)
        meanings = _Meanings(scored, len(stage.flows))
        candidates = [(members, self._inside(members.positions, meanings)) for members in find_groups(stage, top=top)]
        candidates = [entry for entry in candidates if _mean(entry[1]) >= stage.settings.min_score]
        candidates.sort(key=lambda entry: (-_mean(entry[1]), entry[0].topic, entry[0].positions))
        taken = take_groups(
            room,
            [members.positions for members, _ in candidates],
            beside=stage.settings.max_group_size is not None,
        )
        self.chosen_groups = [candidates[number] for number in taken]
        self.pairs = [
            pair
            for members, inside in self.chosen_groups
            for pair in _pairs(inside, group_id=self._group_id(members.topic, members.positions))
        ]
        good = scored.take(np.flatnonzero(scored.score >= stage.settings.min_score))
        chosen = take_pairs(stage, room, good)
        self.pairs += _pairs(good.take(chosen), group_id=None)

    def _inside(self, positions: Sequence[int], meanings: _Meanings | None) -> Scored:
        """Score the pairs inside a group; where no concept gave a meaning, the common subject does."""
        pairs = list(combinations(positions, 2))
        sure = {position: self.stage.topics[position][1] for position in positions}
        first = np.array([a for a, _ in pairs], dtype=np.int64)
        second = np.array([b for _, b in pairs], dtype=np.int64)
        common = np.array([min(1.0, sure[a] * sure[b]) for a, b in pairs]) * self.stage.shares(first, second)
        known = meanings.of(first, second) if meanings else np.zeros(len(pairs))
        found = Candidates(first, second, np.maximum(common, known), np.zeros(len(pairs)))
        return with_context(self.stage, found, np.full(len(pairs), MUTUALISATION, dtype=np.int64))

    def _id(self, position: int) -> str:
        return self.stage.flows[position].flow.flow_id

    def _group_id(self, topic: str, positions: Sequence[int]) -> str:
        """A short name that depends on the subject and the members alone."""
        text = "\x1f".join((topic, *sorted(self._id(position) for position in positions)))
        return f"g-{sha256(text.encode()).hexdigest()[:12]}"

    def proposals(self) -> tuple[PairProposal, ...]:
        """Every pair in both directions, by flow, then rank."""
        rows: dict[int, list[tuple[_Pair, int]]] = {}
        for pair in self.pairs:
            rows.setdefault(pair.a, []).append((pair, pair.b))
            rows.setdefault(pair.b, []).append((pair, pair.a))
        sentences: dict[tuple[int, int], str] = {}
        found: list[PairProposal] = []
        for flow in sorted(rows):
            rows[flow].sort(key=lambda row: (-row[0].score, self._id(row[1])))
            for rank, (pair, other) in enumerate(rows[flow], start=1):
                key = (pair.a, pair.b)
                if key not in sentences:
                    sentences[key] = self._sentence(pair)
                found.append(self._proposal(flow, other, pair, rank, sentences[key]))
        return tuple(found)

    def _sentence(self, pair: _Pair) -> str:
        flows = self.stage.flows
        return explain_pair(flows[pair.a], flows[pair.b], pair.kind, pair.distance_km)

    def _proposal(self, flow: int, other: int, pair: _Pair, rank: int, sentence: str) -> PairProposal:
        giver = None
        if pair.kind != "mutualisation":
            giver = self._id(flow if self.stage.flows[flow].is_resource else other)
        return PairProposal(
            flow_a=self._id(flow),
            flow_b=self._id(other),
            kind=pair.kind,
            score=pair.score,
            rank=rank,
            parts=pair.parts,
            explanation=sentence,
            giver=giver,
            group_id=pair.group_id,
            distance_km=pair.distance_km,
        )

    def groups(self) -> tuple[GroupProposal, ...]:
        """The groups of one subject, then the broader ones."""
        found = [self._group(members, inside) for members, inside in self.chosen_groups]
        return (*found, *self._broader_groups(found))

    def _group(self, members: Members, inside: Scored) -> GroupProposal:
        flows = [self.stage.flows[position] for position in members.positions]
        label = concepts()[members.topic].label
        wastes = any(flow.is_resource for flow in flows) and not label.startswith(("collecte", "débarras"))
        title = f"collecte commune\u00a0: {label}" if wastes else label
        return self._proposal_of("mutualisation", "same", members, title[:1].upper() + title[1:], inside)

    def _broader_groups(self, same: Sequence[GroupProposal]) -> list[GroupProposal]:
        shared = [(pair.a, pair.b) for pair in self.pairs if pair.kind == "partage"]
        known = [set(group.company_ids) for group in same]
        found: list[GroupProposal] = []
        for theme in themes():
            positions = theme_members(self.stage, theme, shared)[:MOST_IN_THEME]
            members = self._one_per_company(theme.key, positions)
            companies = {self.stage.flows[position].flow.company_id for position in members.positions}
            if len(companies) >= SMALLEST and companies not in known:
                inside = self._inside(members.positions, None)
                found.append(self._proposal_of(theme.kind, "broader", members, theme.title, inside))
        return found

    def _one_per_company(self, topic: str, positions: Sequence[int]) -> Members:
        first: dict[int, int] = {}
        others: list[int] = []
        for position in positions:
            company = int(self.stage.companies[position])
            if first.setdefault(company, position) != position:
                others.append(position)
        return Members(topic, tuple(sorted(first.values())), tuple(others))

    def _proposal_of(self, kind: Kind, scope: Scope, members: Members, title: str, inside: Scored) -> GroupProposal:
        flows = [self.stage.flows[position] for position in members.positions]
        known = inside.distance[~np.isnan(inside.distance)]
        radius = float(known.max()) if len(known) else None
        return GroupProposal(
            group_id=self._group_id(members.topic, members.positions),
            kind=kind,
            scope=scope,
            concept=members.topic,
            title=title,
            flow_ids=tuple(flow.flow.flow_id for flow in flows),
            company_ids=tuple(flow.flow.company_id for flow in flows),
            score=round(_mean(inside), 6),
            parts=_mean_parts(inside),
            explanation=explain_group(title, flows, radius),
            radius_km=None if radius is None else round(radius, 3),
            other_flow_ids=tuple(self._id(position) for position in members.others),
        )


def _mean(inside: Scored) -> float:
    return float(inside.score.mean()) if len(inside) else 0.0


def _mean_parts(inside: Scored) -> dict[str, float]:
    return {
        "meaning": round(float(inside.pairs.meaning.mean()), 4),
        "quantity": round(float(inside.quantity.mean()), 4),
        "distance": round(float(inside.near.mean()), 4),
        "time": round(float(inside.time.mean()), 4),
    }


class _Meanings:
    """The meanings of the mutualisations scored, to be looked up by pair."""

    def __init__(self, scored: Scored, size: int) -> None:
        mutual = np.flatnonzero(scored.kinds == MUTUALISATION)
        self.size = size
        self.keys = scored.pairs.first[mutual] * size + scored.pairs.second[mutual]  # sorted, as pairs are
        self.values = scored.pairs.meaning[mutual]

    def of(self, first: Ints, second: Ints) -> Floats:
        """The meaning of each pair, 0 where it was not scored."""
        if not len(self.keys):
            return np.zeros(len(first))
        wanted = first * self.size + second
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where(self.keys[at] == wanted, self.values[at], 0.0)


def _pairs(scored: Scored, *, group_id: str | None) -> list[_Pair]:
    return [
        _Pair(
            a=int(scored.pairs.first[place]),
            b=int(scored.pairs.second[place]),
            kind=scored.kind(place),
            score=float(scored.score[place]),
            parts={
                "meaning": round(float(scored.pairs.meaning[place]), 4),
                "quantity": round(float(scored.quantity[place]), 4),
                "distance": round(float(scored.near[place]), 4),
                "time": round(float(scored.time[place]), 4),
            },
            distance_km=None if math.isnan(scored.distance[place]) else round(float(scored.distance[place]), 3),
            group_id=group_id,
        )
        for place in range(len(scored))
    ]
