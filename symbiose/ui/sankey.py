"""What goes in and what comes out, as one drawing: sources at left, the whole in the middle, ends at right.

Server-made SVG, the same on screen and in a PDF; widths are attributes, colours are classes. Pure but for the
escaping of text. The title says the data, the texts are real, and the table beside it holds the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH = 960
TALL = 300  # of the thicker side, in units of the drawing
PITCH = 38  # two lines of text
GAP = 10
TOP = 34
LEAST = 2.0  # a thin flow is still seen
MOST_NODES = 12
NODE = 12
LEFT, MIDDLE, RIGHT = 268, 474, 680
MOST_LETTERS = 32


@dataclass(frozen=True, slots=True)
class Stream:
    """One thing that flows in or out: its name, its size, and the size in words."""

    name: str
    size: float
    words: str


@dataclass(frozen=True, slots=True)
class _Node:
    stream: Stream
    top: float
    height: float
    joint: float  # where its ribbon meets the middle


def sankey(
    sources: Sequence[Stream], ends: Sequence[Stream], *, middle: str, title: str, source_head: str, end_head: str
) -> SafeString:
    """Draw it; empty when nothing flows. Beyond twelve a side, the caller gathers the rest (`gathered`)."""
    largest = max(_sum(sources), _sum(ends))
    if largest <= 0:
        return SafeString("")
    scale = TALL / largest
    left, right = _placed(sources, scale), _placed(ends, scale)
    height = max(_bottom(left), _bottom(right), TOP + TALL) + GAP
    drawn = [
        format_html("<title>{}</title>", title),
        _heads(source_head, end_head, middle, bool(left), bool(right)),
        _side(left, height, is_source=True),
        _side(right, height, is_source=False),
        _middle(left, right, height),
    ]
    parts = format_html_join("", "{}", ((part,) for part in drawn))
    return format_html(
        '<svg class="sankey" role="img" viewBox="0 0 {} {}" aria-label="{}">{}</svg>',
        WIDTH,
        round(height),
        title,
        parts,
    )


def gathered(streams: Sequence[Stream], rest_name: str, words: Callable[[float], str]) -> tuple[Stream, ...]:
    """The largest first, and the rest as one: at most twelve."""
    ordered = sorted(streams, key=lambda stream: -stream.size)
    if len(ordered) <= MOST_NODES:
        return tuple(ordered)
    size = _sum(ordered[MOST_NODES - 1 :])
    return (*ordered[: MOST_NODES - 1], Stream(rest_name, size, words(size)))


def _sum(streams: Sequence[Stream]) -> float:
    return sum(stream.size for stream in streams)


def _placed(streams: Sequence[Stream], scale: float) -> list[_Node]:
    nodes, top, joint = [], float(TOP), 0.0
    for stream in streams:
        height = max(LEAST, stream.size * scale)
        nodes.append(_Node(stream, top, height, joint))
        top += max(PITCH, height + GAP)
        joint += height
    return nodes


def _bottom(nodes: Sequence[_Node]) -> float:
    return nodes[-1].top + max(PITCH, nodes[-1].height) if nodes else 0.0


def _thickness(nodes: Sequence[_Node]) -> float:
    return sum(node.height for node in nodes)


def _start(nodes: Sequence[_Node], height: float) -> float:
    """Where the ribbons of one side begin on the middle, so that both sides are centred."""
    return TOP + (height - TOP - _thickness(nodes)) / 2


def _side(nodes: Sequence[_Node], height: float, *, is_source: bool) -> SafeString:
    start = _start(nodes, height)
    return format_html_join("", "{}", ((_stream(node, start, is_source=is_source),) for node in nodes))


def _stream(node: _Node, start: float, *, is_source: bool) -> SafeString:
    css = "sankey-in" if is_source else "sankey-out"
    at, text_x, anchor = (LEFT - NODE, LEFT - NODE - 8, "end") if is_source else (RIGHT, RIGHT + NODE + 8, "start")
    return format_html(
        '<path class="ribbon {0}" d="{1}"/><rect class="node {0}" x="{2}" y="{3}" width="{4}" height="{5}"/>'
        '<text class="sankey-name" x="{6}" y="{7}" text-anchor="{8}">{9}</text>'
        '<text class="sankey-size" x="{6}" y="{10}" text-anchor="{8}">{11}</text>',
        css,
        _ribbon(node, start, is_source=is_source),
        at,
        f"{node.top:.1f}",
        NODE,
        f"{node.height:.1f}",
        text_x,
        f"{_text_top(node):.1f}",
        anchor,
        _cut(node.stream.name),
        f"{_text_top(node) + 16:.1f}",
        node.stream.words,
    )


def _text_top(node: _Node) -> float:
    return node.top + max(11.0, node.height / 2 - 3)


def _ribbon(node: _Node, start: float, *, is_source: bool) -> str:
    outer = (node.top, node.top + node.height)
    inner = (start + node.joint, start + node.joint + node.height)
    here, there = (outer, inner) if is_source else (inner, outer)
    x0, x1 = (LEFT, MIDDLE) if is_source else (MIDDLE + NODE, RIGHT)
    bend = (x0 + x1) / 2
    return (
        f"M{x0} {here[0]:.1f}C{bend} {here[0]:.1f} {bend} {there[0]:.1f} {x1} {there[0]:.1f}"
        f"L{x1} {there[1]:.1f}C{bend} {there[1]:.1f} {bend} {here[1]:.1f} {x0} {here[1]:.1f}Z"
    )


def _middle(left: Sequence[_Node], right: Sequence[_Node], height: float) -> SafeString:
    thickest = max((left, right), key=_thickness)
    top, tall = _start(thickest, height), _thickness(thickest)
    return format_html(
        '<rect class="node sankey-middle" x="{}" y="{}" width="{}" height="{}"/>',
        MIDDLE,
        f"{top:.1f}",
        NODE,
        f"{tall:.1f}",
    )


def _heads(source: str, end: str, middle: str, has_left: bool, has_right: bool) -> SafeString:
    heads = [(MIDDLE + NODE / 2, "middle", middle)]
    heads += [(LEFT, "end", source)] if has_left else []
    heads += [(RIGHT, "start", end)] if has_right else []
    return format_html_join("", '<text class="sankey-head" x="{}" y="18" text-anchor="{}">{}</text>', heads)


def _cut(name: str) -> str:
    return name if len(name) <= MOST_LETTERS else f"{name[: MOST_LETTERS - 1].rstrip()}…"
