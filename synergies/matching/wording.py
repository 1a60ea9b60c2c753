"""Likeness of words and letters (TF-IDF), for what no concept of the thesaurus brings together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

from symbiose.lexicon.words import STOP_WORDS, fold, stem, tokens
from synergies.matching.records import FlowRecord
from synergies.matching.understand import Understood

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
LABEL, DESCRIPTION, LETTERS = 1.0, 0.4, 0.35
LETTERS_OF_A_PIECE = 4
LEAST_LIKENESS = 0.2
MOST_ALIKE = 20
ROWS_AT_ONCE = 256
# A feature that many flows have tells little, and would compare them all: on a large programme the words that
# everybody uses are left to the concepts.
COMMON_SHARE, COMMON_FLOOR, COMMON_CEILING = 0.03, 25, 300
EMPTY_WORDS = frozenset(
    {"besoin", "recherch", "cherch", "dispon", "propos", "diver", "petit", "grand", "entrepris", "sit"}
)


class Alike(NamedTuple):
    """Pairs as sorted keys (first position x number of flows + second) and their cosine; shapes (n_pairs,)."""

    keys: Ints
    likeness: Floats

    @classmethod
    def none(cls) -> Alike:
        return cls(np.zeros(0, dtype=np.int64), np.zeros(0))


def features(flow: FlowRecord) -> dict[str, float]:
    """The stems and four-letter pieces of a flow's words, with their counts."""
    counts: defaultdict[str, float] = defaultdict(float)
    for text, weight in ((flow.label, LABEL), (flow.description, DESCRIPTION)):
        words = [word for word in tokens(text) if word not in STOP_WORDS and not word.isdigit()]
        stems = [stem(word) for word in words]
        for root in stems:
            if root not in EMPTY_WORDS:
                counts[root] += weight
        for left, right in pairwise(stems):
            counts[f"{left} {right}"] += weight * 0.5
        for word in words:
            for piece in _pieces(fold(word)):
                counts[piece] += weight * LETTERS
    return dict(counts)


def _pieces(word: str) -> Iterator[str]:
    if len(word) > LETTERS_OF_A_PIECE + 1:
        for start in range(len(word) - LETTERS_OF_A_PIECE + 1):
            yield "#" + word[start : start + LETTERS_OF_A_PIECE]


def tfidf(flows: Sequence[FlowRecord]) -> sparse.csr_matrix:
    """Unit rows of TF-IDF weights, shape (n_flows, n_features), float64; very common features left out."""
    counted = [features(flow) for flow in flows]
    spread = Counter(name for row in counted for name in row)
    most = min(max(COMMON_FLOOR, COMMON_SHARE * len(flows)), COMMON_CEILING)
    names = {name: column for column, name in enumerate(sorted(n for n, df in spread.items() if 1 < df <= most))}
    data: list[float] = []
    columns: list[int] = []
    ends = [0]
    for row in counted:
        for name in sorted(row):
            idf = log(1 + len(flows) / spread[name])
            # Features of one flow alone still count in its length: a text that is mostly other is not alike.
            data.append(row[name] * idf)
            columns.append(names.get(name, len(names)))
        ends.append(len(data))
    matrix = sparse.csr_matrix((data, columns, ends), shape=(len(flows), len(names) + 1))
    lengths = np.sqrt(np.add.reduceat(np.r_[np.square(data), 0.0], ends[:-1])) if data else np.zeros(len(flows))
    lengths[[start == end for start, end in pairwise(ends)]] = 1.0
    scaled = sparse.diags(1.0 / np.maximum(lengths, 1e-12)) @ matrix
    return sparse.csr_matrix(scaled[:, : len(names)])


def alike(flows: Sequence[Understood]) -> Alike:
    """Give the pairs of positions whose words are alike, with their cosine, each once.

    Only pairs that may make a kind: resources with needs, needs among themselves, wastes among themselves.
    """
    if len(flows) < 2:
        return Alike.none()
    matrix = tfidf([flow.flow for flow in flows])
    resources = np.array([flow.is_resource for flow in flows])
    wastes = np.array([flow.is_resource and flow.family == "dechet" for flow in flows])
    sides = ((resources, ~resources), (~resources, ~resources), (wastes, wastes))
    found = [
        part for left, right in sides for part in _alike_between(matrix, np.flatnonzero(left), np.flatnonzero(right))
    ]
    return _once(found, len(flows))


def _alike_between(matrix: sparse.csr_matrix, left: Ints, right: Ints) -> Iterator[tuple[Ints, Ints, Floats]]:
    """The pairs between two sides, some rows at a time."""
    if not len(left) or not len(right):
        return
    others = sparse.csc_matrix(matrix[right].T)
    for start in range(0, len(left), ROWS_AT_ONCE):
        rows = left[start : start + ROWS_AT_ONCE]
        product = sparse.coo_matrix(sparse.csr_matrix(matrix[rows] @ others))
        likely = product.data >= LEAST_LIKENESS
        row, column, value = product.row[likely], product.col[likely], np.round(product.data[likely], 9)
        order = np.lexsort((column, -value, row))
        kept = order[_place_in_row(row[order]) < MOST_ALIKE]
        a, b = rows[row[kept]], right[column[kept]]
        apart = a != b
        yield np.minimum(a, b)[apart], np.maximum(a, b)[apart], value[kept][apart]


def _place_in_row(rows: Ints) -> Ints:
    """The place of each entry within its row, from 0; rows are sorted."""
    starts = np.flatnonzero(np.r_[True, rows[1:] != rows[:-1]]) if len(rows) else np.zeros(0, dtype=np.int64)
    lengths = np.diff(np.r_[starts, len(rows)])
    return np.arange(len(rows)) - np.repeat(starts, lengths)


def _once(found: Sequence[tuple[Ints, Ints, Floats]], size: int) -> Alike:
    if not found:
        return Alike.none()
    keys = np.concatenate([a.astype(np.int64) * size + b for a, b, _ in found])
    order = np.argsort(keys, kind="stable")
    once = order[np.flatnonzero(np.diff(keys[order], prepend=-1))]
    return Alike(keys[once], np.concatenate([value for _, _, value in found])[once])
