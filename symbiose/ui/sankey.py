"""What goes in and what comes out, as one drawing: sources at left, the whole in the middle, ends at right.

Server-made SVG, the same on screen and in a PDF; widths are attributes, colours are classes. Pure but for the
escaping of text. The title says the data, the texts are real, and the table beside it holds the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from symbiose.ui.french import typography

WIDTH = 900
TALL = 300  # of the thicker side, in units of the drawing
PITCH = 38  # two lines of text
GAP = 10
TOP = 34
LEAST = 2.0  # a thin flow is still seen
MOST_NODES = 12
NODE = 12
LEFT, MIDDLE, RIGHT = 244, 444, 644
MOST_LETTERS = 25

# Attributes by class, for paper: its printer reads no style sheet inside a drawing.
Paint = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Stream:
    """One thing that flows in or out: its name, its size, and the size in words."""

    name: str
    size: float
    words: str


@dataclass(frozen=True, slots=True)
class Words:
    """What is written around: the heads of both sides, the name of the middle, and the data said in one title."""

    source_head: str
    end_head: str
    middle: str
    title: str


@dataclass(frozen=True, slots=True)
class _Node:
    stream: Stream
    top: float
    height: float
    joint: float  # where its ribbon meets the middle


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes the elements, with their class and, on paper, their colours."""

    paint: Paint = field(default_factory=dict)

    def look(self, css: str) -> SafeString:
        attributes = format_html_join("", ' {}="{}"', self.paint.get(css, {}).items())
        return format_html('class="{}"{}', css, attributes)

    def text(self, css: str, x: float, y: float, anchor: str, words: str) -> SafeString:
        place = format_html('x="{}" y="{}" text-anchor="{}"', x, f"{y:.1f}", anchor)
        return format_html("<text {} {}>{}</text>", self.look(css), place, words)

    def rect(self, css: str, x: float, top: float, height: float) -> SafeString:
        place = format_html('x="{}" y="{}" width="{}" height="{}"', x, f"{top:.1f}", NODE, f"{height:.1f}")
        return format_html("<rect {} {}/>", self.look(css), place)

    def path(self, css: str, line: str) -> SafeString:
        return format_html('<path {} d="{}"/>', self.look(css), line)


def sankey(sources: Sequence[Stream], ends: Sequence[Stream], words: Words, paint: Paint | None = None) -> SafeString:
    """Draw it; empty when nothing flows. Beyond twelve a side, the caller gathers the rest (`gathered`)."""
    largest = max(_sum(sources), _sum(ends))
    if largest <= 0:
        return SafeString("")
    pen = _Pen(paint or {})
    left, right = _placed(sources, TALL / largest), _placed(ends, TALL / largest)
    height = max(_bottom(left), _bottom(right), TOP + TALL) + GAP
    drawn = (
        format_html("<title>{}</title>", words.title),
        _heads(pen, words, has_left=bool(left), has_right=bool(right)),
        _side(pen, left, height, is_source=True),
        _side(pen, right, height, is_source=False),
        _middle(pen, max((left, right), key=_thickness), height),
    )
    body = format_html_join("", "{}", ((part,) for part in drawn))
    head = format_html('role="img" viewBox="0 0 {} {}" aria-label="{}"', WIDTH, round(height), words.title)
    return format_html('<svg class="sankey" {}>{}</svg>', head, body)


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


def _side(pen: _Pen, nodes: Sequence[_Node], height: float, *, is_source: bool) -> SafeString:
    start = _start(nodes, height)
    return format_html_join("", "{}", ((_stream(pen, node, start, is_source=is_source),) for node in nodes))


def _stream(pen: _Pen, node: _Node, start: float, *, is_source: bool) -> SafeString:
    side = "sankey-in" if is_source else "sankey-out"
    at, text_x, anchor = (LEFT - NODE, LEFT - NODE - 8, "end") if is_source else (RIGHT, RIGHT + NODE + 8, "start")
    line = node.top + max(11.0, node.height / 2 - 3)
    return format_html(
        "{}{}{}{}",
        pen.path(f"ribbon {side}", _ribbon(node, start, is_source=is_source)),
        pen.rect(f"node {side}", at, node.top, node.height),
        pen.text("sankey-name", text_x, line, anchor, _cut(node.stream.name)),
        pen.text("sankey-size", text_x, line + 16, anchor, node.stream.words),
    )


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


def _middle(pen: _Pen, thickest: Sequence[_Node], height: float) -> SafeString:
    return pen.rect("node sankey-middle", MIDDLE, _start(thickest, height), _thickness(thickest))


def _heads(pen: _Pen, words: Words, *, has_left: bool, has_right: bool) -> SafeString:
    heads = [pen.text("sankey-head", MIDDLE + NODE / 2, 18, "middle", words.middle)]
    heads += [pen.text("sankey-head", LEFT, 18, "end", words.source_head)] if has_left else []
    heads += [pen.text("sankey-head", RIGHT, 18, "start", words.end_head)] if has_right else []
    return format_html_join("", "{}", ((head,) for head in heads))


def _cut(name: str) -> str:
    name = typography(name)
    return name if len(name) <= MOST_LETTERS else f"{name[: MOST_LETTERS - 1].rstrip()}…"
