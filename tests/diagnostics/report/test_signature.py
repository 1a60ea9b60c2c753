"""A drawn signature: strokes within bounds, read from a form and drawn back."""

import json

import pytest

from diagnostics.report.signature import MOST_POINTS, MOST_STROKES, path_of, read_strokes


def test_no_drawing_is_no_stroke():
    assert read_strokes("  ") == []


def test_strokes_come_back_as_drawn():
    assert read_strokes("[[[0, 10], [20, 30]], []]") == [[[0, 10], [20, 30]]]


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "[1]",
        "[[1]]",
        "[[[1]]]",
        "[[[1, 2, 3]]]",
        '[[["1", 2]]]',
        "[[[true, 2]]]",
        "[[[1.5, 2]]]",
        "[[[1001, 2]]]",
        "[[[-1, 2]]]",
        "[[[NaN, 2]]]",
        "not json",
        "[" * 50_000,
        json.dumps([[[1, 2]]] * (MOST_STROKES + 1)),
        json.dumps([[[1, 2]] * (MOST_POINTS + 1)]),
        " " + "1" * 70_000,
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011  # json's own error among them
        read_strokes(text)


def test_a_stroke_is_drawn_as_a_line():
    assert path_of([[[0, 10], [20, 30]]]) == "M0 10 L20 30"


def test_a_dot_is_drawn_as_a_short_line():
    assert path_of([[[5, 5]]]) == "M5 5 L6 5"
