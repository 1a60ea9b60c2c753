"""Likeness of words and letters (TF-IDF), for what no concept of the thesaurus brings together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log

import numpy as np
from scipy import sparse

from symbiose.lexicon.words import STOP_WORDS, fold, stem, tokens
from synergies.matching.records import FlowRecord
from synergies.matching.understand import Understood

LABEL, DESCRIPTION, LETTERS = 1.0, 0.4, 0.35
LETTERS_OF_A_PIECE = 4
LEAST_LIKENESS = 0.2
MOST_ALIKE = 20
ROWS_AT_ONCE = 256
COMMON_SHARE, COMMON_FLOOR = 0.03, 25
EMPTY_WORDS = frozenset(
    {"besoin", "recherch", "cherch", "dispon", "propos", "diver", "petit", "grand", "entrepris", "sit"}
)


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
    most = max(COMMON_FLOOR, COMMON_SHARE * len(flows))
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


def alike(flows: Sequence[Understood]) -> Iterator[tuple[int, int, float]]:
    """Give pairs of positions (smaller first) whose words are alike, with their cosine.

    Only pairs that may make a kind: resources with needs, needs among themselves, wastes among themselves.
    """
    if len(flows) < 2:
        return
    matrix = tfidf([flow.flow for flow in flows])
    resources = np.array([flow.is_resource for flow in flows])
    wastes = np.array([flow.is_resource and flow.family == "dechet" for flow in flows])
    for left, right in ((resources, ~resources), (~resources, ~resources), (wastes, wastes)):
        yield from _alike_between(matrix, np.flatnonzero(left), np.flatnonzero(right))


def _alike_between(matrix: sparse.csr_matrix, left: np.ndarray, right: np.ndarray) -> Iterator[tuple[int, int, float]]:
    if not len(left) or not len(right):
        return
    others = sparse.csc_matrix(matrix[right].T)
    for start in range(0, len(left), ROWS_AT_ONCE):
        rows = left[start : start + ROWS_AT_ONCE]
        product = sparse.csr_matrix(matrix[rows] @ others)
        for offset, row in enumerate(rows):
            values = product.data[product.indptr[offset] : product.indptr[offset + 1]]
            columns = product.indices[product.indptr[offset] : product.indptr[offset + 1]]
            keep = np.flatnonzero(values >= LEAST_LIKENESS)
            best = keep[np.lexsort((columns[keep], -np.round(values[keep], 9)))][:MOST_ALIKE]
            for position in best:
                other = right[columns[position]]
                if row != other:
                    yield int(min(row, other)), int(max(row, other)), float(round(values[position], 9))
