"""A drawn signature as strokes: read from the form with bounds, and drawn back in SVG. Pure: no Django model."""

from __future__ import annotations

import json
from typing import Any

MOST_STROKES, MOST_POINTS, MOST_CHARACTERS = 60, 4_000, 60_000
WIDTH, HEIGHT = 1000, 400  # thousandths of the frame's width
Strokes = list[list[list[int]]]


def read_strokes(text: str) -> Strokes:
    """The strokes of a drawing, each a list of [x, y]; empty for none. Raises ValueError for anything else."""
    if not text.strip():
        return []
    if len(text) > MOST_CHARACTERS:
        raise ValueError("too long")
    try:
        raw = json.loads(text)
    except RecursionError:
        raise ValueError("too deep") from None
    return checked_strokes(raw)


def checked_strokes(raw: Any) -> Strokes:
    """The same for a value that came as JSON. Raises ValueError."""
    if not isinstance(raw, list) or len(raw) > MOST_STROKES:
        raise ValueError("not strokes")
    strokes = [_stroke(stroke) for stroke in raw]
    if sum(map(len, strokes)) > MOST_POINTS:
        raise ValueError("too many points")
    return [stroke for stroke in strokes if stroke]


def _stroke(raw: Any) -> list[list[int]]:
    if not isinstance(raw, list):
        raise ValueError("not a stroke")
    return [_point(point) for point in raw]


def _point(raw: Any) -> list[int]:
    if not isinstance(raw, list) or len(raw) != 2:
        raise ValueError("not a point")
    x, y = raw
    if type(x) is not int or type(y) is not int or not (0 <= x <= WIDTH and 0 <= y <= WIDTH):
        raise ValueError("out of the frame")
    return [x, y]


def path_of(strokes: Strokes) -> str:
    """The path of an SVG in a frame of 1000 by 400; a dot is a very short line."""
    return " ".join(_line(stroke) for stroke in strokes)


def _line(stroke: list[list[int]]) -> str:
    (x, y), *rest = stroke
    follow = " ".join(f"L{a} {b}" for a, b in rest or [[x + 1, y]])
    return f"M{x} {y} {follow}"
