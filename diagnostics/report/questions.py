"""Five questions for a trade and a size, chosen among ours (`data/questions.json`, basis: expertise). No Django."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

HOW_MANY = 5
OF_TRADE = 3
DATA = Path(__file__).parent / "data" / "questions.json"
# Upper bounds of the workforce, in people: below, one works alone or nearly; above the last, `large`.
SIZES = ((3, "solo"), (20, "small"), (100, "medium"))
LARGE = "large"


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return found


def size_of(workforce: int | None) -> str:
    """`solo`, `small`, `medium` or `large`; a workforce that nobody knows counts as small."""
    if workforce is None:
        return "small"
    return next((name for bound, name in SIZES if workforce < bound), LARGE)


def questions_for(*, naf_code: str, section: str, workforce: int | None) -> list[str]:
    """Three of the trade (its division, else its section), then its size, then the most common: five, none twice.

    `naf_code` is « 10.71C »; `section` its letter, A to U, empty where the trade is not known.
    """
    data = _data()
    trade = [*data["divisions"].get(naf_code[:2], []), *data["sections"].get(section, [])]
    size = data["sizes"][size_of(workforce)]
    return _first(HOW_MANY, chain(_first(OF_TRADE, trade), size, trade, data["common"]))


def documents_for(*, section: str, workforce: int | None) -> list[str]:
    """What to ask the company to have at hand."""
    wanted = _data()["documents"]
    large = wanted["large"] if size_of(workforce) in {"medium", LARGE} else []
    return [*wanted["common"], *wanted["sections"].get(section, []), *large]


def _first(count: int, texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))[:count]
