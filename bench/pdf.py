"""How long a roadmap takes to print, warm: the median of seven, template, typography, layout and tags included.

Run by `make bench`, or alone: `.venv/bin/python -m bench.pdf`. The baseline is the figure measured on the
prototype of the document (2 cores, Python 3.11).
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

RUNS = 7
BASELINES = {"roadmap_pdf": 0.63, "roadmap_pdf_stress": 1.4}


def results() -> Iterator[dict[str, Any]]:
    from roadmaps.pdf import render_roadmap_pdf
    from tests.pdf_checks import page_count
    from tests.roadmaps.sample_documents import collection, stress

    for name, document in (("roadmap_pdf", collection()), ("roadmap_pdf_stress", stress())):
        pages = page_count(render_roadmap_pdf(document, identifier=name))
        seconds = _median(partial(render_roadmap_pdf, document, identifier=name))
        yield {
            "bench": name,
            "n": pages,
            "value": round(seconds, 3),
            "unit": "s",
            "baseline": BASELINES[name],
            "ratio": round(seconds / BASELINES[name], 2),
        }


def _median(render: Callable[[], bytes]) -> float:
    times = []
    for _run in range(RUNS):
        started = time.perf_counter()
        render()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "symbiose.settings.test")
    django.setup()
    for result in results():
        sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
