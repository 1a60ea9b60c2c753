"""How long the server takes to propose while one types: family and waste code of a line, entries of the three lists.

Run by `make bench`, or alone: `.venv/bin/python -m bench.capture`. Each request goes through the view and its
template, without the network, the session and the middleware; no label comes twice, so no cache helps. The value is
the 95th percentile in milliseconds; the baseline is the promise (100 ms).
"""

import csv
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "dashboard" / "demo" / "data" / "flows.csv"
OTHERS = sorted((Path(__file__).parent / "data").glob("*_flows.csv"))
NUMBER, SEED, PROMISE_MS = 500, 20161201, 100.0
SPOKEN = ("30 t/an {}", "cherche {} avant juin", "60 kg {} une fois", "{}")


def results() -> Iterator[dict[str, Any]]:
    from diagnostics.views.flows import flow_suggest
    from diagnostics.views.references import reference_lists

    demo, others = demo_labels(), other_labels()
    _milliseconds(flow_suggest, "label", ["carton"])  # the lists are read at the first request of a process
    _milliseconds(reference_lists, "q", ["carton"])
    yield _line("suggestions_p95_ms_demo", _milliseconds(flow_suggest, "label", demo))
    yield _line("suggestions_p95_ms_others", _milliseconds(flow_suggest, "label", others))
    yield _line("suggestions_p95_ms_spoken", _milliseconds(flow_suggest, "label", spoken(others)))
    yield _line("references_p95_ms", _milliseconds(reference_lists, "q", [*demo, *others]))


def demo_labels() -> list[str]:
    with DEMO.open(encoding="utf-8", newline="") as stream:
        return list(dict.fromkeys(row["label"] for row in csv.DictReader(stream, delimiter=";")))


def other_labels() -> list[str]:
    labels: dict[str, None] = {}
    for path in OTHERS:
        with path.open(encoding="utf-8", newline="") as stream:
            labels.update(dict.fromkeys(row["label"] for row in csv.DictReader(stream)))
    known = sorted(set(labels) - set(demo_labels()))
    return random.Random(SEED).sample(known, min(NUMBER, len(known)))


def spoken(labels: Sequence[str]) -> list[str]:
    return [SPOKEN[place % len(SPOKEN)].format(label) for place, label in enumerate(labels)]


def _milliseconds(view: Callable[..., Any], name: str, texts: Sequence[str]) -> list[float]:
    from django.test import RequestFactory

    factory, taken = RequestFactory(), []
    for text in texts:
        request: Any = factory.get("/", {name: text, "direction": "ressource"}, headers={"HX-Request": "true"})
        request.htmx, request.programme = True, SimpleNamespace(slug="banc")
        started = time.perf_counter()
        status = view(request, "banc").status_code
        taken.append((time.perf_counter() - started) * 1000)
        assert status == 200, status
    return taken


def _line(bench: str, taken: Sequence[float]) -> dict[str, Any]:
    value = statistics.quantiles(taken, n=20)[18] if len(taken) > 1 else taken[0]
    return {
        "bench": bench,
        "n": len(taken),
        "value": round(value, 2),
        "unit": "ms",
        "baseline": PROMISE_MS,
        "ratio": round(PROMISE_MS / value, 1),
    }


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "symbiose.settings.test")
    django.setup()
    for result in results():
        sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
