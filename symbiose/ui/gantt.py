"""The drawing half of a roadmap's grid: one SVG a row, months of equal width, today's line through all.

Pure but for the escaping of text: dates in, SVG out. The table half is the page's own HTML.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from symbiose.ui.french import MONTHS, NBSP, SHORT_MONTHS

HEIGHT = 49
MIDDLE = 24.5
BAR = 16
LEAST = 1.5  # a bar of one day is still seen, in hundredths of the width
FLAG_PER_LETTER = 7.6


@dataclass(frozen=True, slots=True)
class GanttStep:
    """What one row draws. `state` is one of the step badges: to_do, doing, blocked, late, done, dropped."""

    starts_on: date | None
    due_on: date | None
    state: str
    progress: float = 0.0


@dataclass(frozen=True, slots=True)
class GanttScale:
    """The months shown, as (year, month) of the first and their number."""

    year: int
    month: int
    months: int

    def position(self, day: date) -> float:
        """Where a day stands, from 0 to 100, each month taking the same width."""
        before = (day.year - self.year) * 12 + day.month - self.month
        inside = (day.day - 1) / monthrange(day.year, day.month)[1]
        return max(0.0, min(100.0, (before + inside) / self.months * 100))

    def shows(self, day: date) -> bool:
        before = (day.year - self.year) * 12 + day.month - self.month
        return 0 <= before < self.months

    def names(self) -> list[str]:
        return [SHORT_MONTHS[(self.month - 1 + index) % 12] for index in range(self.months)]


def scale_for(steps: Sequence[GanttStep], today: date, *, least: int = 4, most: int = 18) -> GanttScale:
    """Months from the first start to the last due date, today included, between ``least`` and ``most``."""
    days = [day for step in steps for day in (step.starts_on, step.due_on) if day] + [today]
    first, last = min(days), max(days)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return GanttScale(first.year, first.month, max(least, min(most, count)))


def gantt_row(step: GanttStep, scale: GanttScale, today: date, *, flag: bool = False) -> SafeString:
    """One row: month lines, the bar or the diamond of the step, today's line (its date on the first row)."""
    grid = format_html_join(
        "",
        '<line class="grid" x1="{0}%" x2="{0}%" y1="0" y2="{1}"/>',
        ((f"{index / scale.months * 100:.2f}", HEIGHT) for index in range(scale.months)),
    )
    drawn = grid + _mark(step, scale) + _today(scale, today, flag=flag)
    return format_html('<svg class="gantt-svg" aria-hidden="true" width="100%" height="{}">{}</svg>', HEIGHT, drawn)


def late_pattern() -> SafeString:
    """The hatching of late bars: once on a page that shows a Gantt."""
    return SafeString(
        '<svg class="gantt-svg visually-hidden" width="0" height="0" aria-hidden="true"><defs>'
        '<pattern id="late" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
        '<rect class="late-ground" width="9" height="9"/><path class="late-line" d="M0 2H9"/></pattern>'
        "</defs></svg>"
    )


def _mark(step: GanttStep, scale: GanttScale) -> SafeString:
    if step.due_on is None or step.state == "dropped":
        return SafeString("")
    end = scale.position(step.due_on)
    if step.starts_on is None or step.starts_on == step.due_on:
        return _diamond(step, end)
    start = scale.position(step.starts_on)
    return _bar(step, start, max(end - start, LEAST))


def _bar(step: GanttStep, start: float, width: float) -> SafeString:
    css = {"done": "done", "late": "late-bar"}.get(step.state, "todo")
    fill = SafeString(' fill="url(#late)"') if step.state == "late" else ""
    rect = '<rect class="{}" x="{}%" y="{}" width="{}%" height="{}" rx="4"{}/>'
    drawn = format_html(rect, css, f"{start:.2f}", MIDDLE - BAR / 2, f"{width:.2f}", BAR, fill)
    if css == "todo" and step.progress > 0:
        done = format_html(rect, "part", f"{start:.2f}", MIDDLE - BAR / 2, f"{width * step.progress:.2f}", BAR, "")
        return drawn + done
    return drawn


def _diamond(step: GanttStep, at: float) -> SafeString:
    css = {"done": "done", "late": "late-ground"}.get(step.state, "milestone-todo")
    return format_html(
        '<svg x="{}%" y="{}" overflow="visible"><path class="{}" d="M0-9 9 0 0 9-9 0z"/></svg>',
        f"{at:.2f}",
        MIDDLE,
        css,
    )


def _today(scale: GanttScale, today: date, *, flag: bool) -> SafeString:
    if not scale.shows(today):
        return SafeString("")
    at = scale.position(today)
    line = format_html('<line class="today" x1="{0}%" x2="{0}%" y1="0" y2="{1}"/>', f"{at:.2f}", HEIGHT)
    if not flag:
        return line
    text = f"{'1er' if today.day == 1 else today.day}{NBSP}{MONTHS[today.month - 1]}"
    width = round(len(text) * FLAG_PER_LETTER)
    shift = -width if at > 80 else 0  # near the right edge the flag flies to the left
    return line + format_html(
        '<svg x="{}%" y="{}" overflow="visible">'
        '<rect class="today-flag" x="{}" y="-10" width="{}" height="20" rx="3"/>'
        '<text class="today-text" x="{}" y="4.5" text-anchor="middle">{}</text></svg>',
        f"{at:.2f}",
        MIDDLE,
        shift,
        width,
        shift + width / 2,
        text,
    )
