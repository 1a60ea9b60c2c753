"""How fast and how well the matching engine works, beside a naive baseline that compares all by shared words.

Run by `make bench`, or alone: `.venv/bin/python -m bench.matching`. Quality is on the files of bench/data;
speed, in seconds of processor, on flows drawn from them with a fixed seed. A ratio above 1 beats the baseline.
"""

import json
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from symbiose.lexicon.words import stems
from synergies.flow_files import ExpectedPair, read_flows, read_pairs
from synergies.matching import FlowRecord, MatchSettings, propose
from synergies.matching.evaluate import evaluate

DATA = Path(__file__).parent / "data"
SETS = ("dev", "dev_hard", "heldout", "heldout2", "heldout3", "honest_open", "honest_closed")
SIZES = (500, 5000)
BASELINE_SIZE = 500
TOP = 10
SEED = 20161201


def results() -> Iterator[dict[str, Any]]:
    for name in SETS:
        yield from _quality(name)
    base = read_flows(DATA / "dev_hard_flows.csv") + read_flows(DATA / "heldout_flows.csv")
    naive_rate = _seconds_naive(_drawn(base, BASELINE_SIZE)) / BASELINE_SIZE**2
    for size in SIZES:
        flows = _drawn(base, size)
        start = time.process_time()
        result = propose(flows, MatchSettings(), top=TOP)
        seconds = time.process_time() - start
        yield _line("matching_seconds", size, seconds, "s", naive_rate * size**2, naive_rate * size**2 / seconds)
        yield _line("matching_proposals", size, len(result.proposals), "rows", None, None)
    yield _line("matching_peak_mb", SIZES[-1], _peak_mb(), "MB", None, None)


def _quality(name: str) -> Iterator[dict[str, Any]]:
    flows = read_flows(DATA / f"{name}_flows.csv")
    expected = read_pairs(DATA / f"{name}_expected.csv")
    traps = read_pairs(DATA / "dev_traps.csv") if name == "dev" else []
    figures = evaluate(propose(flows, MatchSettings(), top=TOP).proposals, expected, traps)
    naive = _naive_recall(flows, expected)
    value = figures["recall@10"]
    yield _line(f"matching_recall@10_{name}", len(expected), value, "share", naive, value / naive if naive else None)
    yield _line(f"matching_mrr_{name}", len(expected), figures["mrr"], "share", None, None)
    if traps:
        yield _line(f"matching_traps_{name}", len(traps), figures["traps_proposed"], "pairs", None, None)


def _drawn(base: Sequence[FlowRecord], size: int) -> list[FlowRecord]:
    drawn = random.Random(SEED)
    return [
        replace(
            drawn.choice(base),
            flow_id=f"F{number:05}",
            company_id=f"C{drawn.randrange(size // 4)}",
            latitude=48.0 + drawn.random() * 0.5,
            longitude=-0.3 + drawn.random() * 0.5,
        )
        for number in range(size)
    ]


def _naive_ranks(flows: Sequence[FlowRecord]) -> dict[str, list[str]]:
    """For each flow, the ten others that share most words with it (Jaccard), all compared to all."""
    words = [frozenset(stems(f"{flow.label} {flow.description}")) for flow in flows]
    ranks = {}
    for i, flow in enumerate(flows):
        scores = [
            (-len(words[i] & words[j]) / len(words[i] | words[j]), other.flow_id)
            for j, other in enumerate(flows)
            if other.company_id != flow.company_id and words[i] & words[j]
        ]
        ranks[flow.flow_id] = [flow_id for _, flow_id in sorted(scores)[:TOP]]
    return ranks


def _naive_recall(flows: Sequence[FlowRecord], expected: Sequence[ExpectedPair]) -> float:
    ranks = _naive_ranks(flows)
    return sum(pair.flow_b in ranks.get(pair.flow_a, ()) for pair in expected) / len(expected)


def _seconds_naive(flows: Sequence[FlowRecord]) -> float:
    start = time.process_time()
    _naive_ranks(flows)
    return time.process_time() - start


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _line(bench: str, n: int, value: float, unit: str, baseline: float | None, ratio: float | None) -> dict[str, Any]:
    return {
        "bench": bench,
        "n": n,
        "value": round(value, 4),
        "unit": unit,
        "baseline": None if baseline is None else round(baseline, 4),
        "ratio": None if ratio is None else round(ratio, 3),
    }


if __name__ == "__main__":
    for result in results():
        sys.stdout.write(json.dumps(result) + "\n")
