"""Bars drawn as SVG on the server: widths are attributes, so that a strict CSP needs no style."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from symbiose.ui.badges import ENGAGEMENT_LEVELS, KINDS

FULL = 1000
GAP = 4


def share(value: float, whole: float) -> int:
    """The part of ``whole`` that ``value`` is, in thousandths, between 0 and 1000."""
    if whole <= 0:
        return 0
    return round(max(0.0, min(1.0, float(value) / float(whole))) * FULL)


def progress_bar(value: float, whole: float, *, label: str = "", css: str = "") -> SafeString:
    """One bar, filled from the left. Without a label it is silent: the sentence beside it speaks."""
    rect = format_html('<rect width="{}" height="10"/>', share(value, whole))
    return _bar(rect, label, css)


def threshold_bar(total: float, threshold: float, own: float = 0, *, label: str = "") -> SafeString:
    """What was gathered against a threshold, one's own part darker; one colour once it is passed."""
    passed = total >= threshold > 0
    rects = format_html('<rect width="{}" height="10"/>', share(total, threshold))
    if own and not passed:
        rects += format_html('<rect class="mine" width="{}" height="10"/>', share(own, threshold))
    return _bar(rects, label, "bar-threshold passed" if passed else "bar-threshold")


def mix_bar(counts: dict[str, int]) -> SafeString:
    """The kinds of synergy side by side, in their usual order, parted by a thin gap."""
    total = sum(counts.get(kind, 0) for kind in KINDS)
    rects, left = [], 0
    for kind in KINDS:
        width = share(counts.get(kind, 0), total)
        rects.append((kind, left, max(0, width - GAP)))
        left += width
    drawn = format_html_join("", '<rect class="kind-{}" x="{}" width="{}" height="10"/>', rects)
    return _bar(drawn, "", "bar-mix")


def engagement_scale(level: str) -> SafeString:
    """The nine levels of engagement as nine bricks, filled up to the one reached."""
    reached = ENGAGEMENT_LEVELS.index(level) + 1 if level in ENGAGEMENT_LEVELS else 0
    steps = len(ENGAGEMENT_LEVELS)
    pitch = 100 / steps
    bricks = [
        (f"{index * pitch:.2f}%", f"{pitch - 1:.2f}%", "on" if index < reached else "off") for index in range(steps)
    ]
    drawn = format_html_join("", '<rect x="{}" width="{}" height="8" rx="4" class="{}"/>', bricks)
    return format_html('<svg aria-hidden="true" width="100%" height="8">{}</svg>', drawn)


def chart_bar(value: float, largest: float, *, serie: int = 1, hatched: bool = False) -> SafeString:
    """One bar of a chart. Estimated parts are hatched."""
    width = f"{share(value, largest) / 10:.1f}%"
    css = "hatched" if hatched else f"serie-{serie}"
    fill = SafeString(' fill="url(#hatch)"') if hatched else ""
    rect = format_html('<rect width="{}" height="20" rx="4" class="{}"{}/>', width, css, fill)
    return format_html('<svg class="chart-bar" aria-hidden="true" width="100%" height="20">{}</svg>', rect)


def hatch_pattern() -> SafeString:
    """The hatching that `chart_bar` refers to: once on a page that shows estimated bars."""
    return SafeString(
        '<svg width="0" height="0" aria-hidden="true" class="visually-hidden"><defs>'
        '<pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
        '<rect class="hatch-ground" width="7" height="7"/><path class="hatch-line" d="M0 1.5H7"/></pattern>'
        "</defs></svg>"
    )


def _bar(rects: SafeString, label: str, css: str) -> SafeString:
    classes = f"bar {css}".strip()
    box = f"0 0 {FULL} 10"
    if label:
        named = '<svg class="{}" viewBox="{}" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>'
        return format_html(named, classes, box, label, rects)
    silent = '<svg class="{}" viewBox="{}" preserveAspectRatio="none" aria-hidden="true">{}</svg>'
    return format_html(silent, classes, box, rects)


def largest(values: Sequence[float]) -> float:
    return max(values, default=0)
