"""The drawings of the printed roadmap, as SVG whose unit is the millimetre.

Each drawing opens with a ``<title>`` that says its data in words: it becomes the alternative text
of the PDF's figure. Texts are real texts with their own font family, which SVG does not inherit.
Everything typed by a person goes through ``escape``. Sizes and forms: design/PDF.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from roadmaps.document import Indicator, StepLine, StepState
from symbiose.pdf_masthead import shortened
from symbiose.pdf_text import width_mm
from symbiose.ui.french import SHORT_MONTHS, amount, date_fr, date_short, number

SLATE, SLATE_500, HEDGE, HEDGE_700 = "#1D2A33", "#6B7A84", "#3E8463", "#215A42"
BRICK, BRICK_700, STONE, HAIRLINE = "#AE4526", "#93341D", "#DCD3C4", "#B9C2C7"
FONT = "Chiffres, Atkinson, DejaVu Sans"
LABEL_FONT, TEXT_POINTS = "atkinson-400", 7.8
TEXT_MM = 2.75  # 7.8 pt

WIDTH, LABEL_WIDTH, ROW, HEAD, BAR = 174.0, 66.0, 5.2, 5.2, 2.9
MAX_ROWS = 14  # an SVG cannot break across pages
MAX_LABEL = 46
MAX_YEARS = 5  # on each side of today: a date typed wrong does not stretch the calendar

STATE_WORDS = {
    StepState.DONE: "faite",
    StepState.IN_PROGRESS: "en cours",
    StepState.UPCOMING: "à venir",
    StepState.BLOCKED: "bloquée",
    StepState.LATE: "en retard",
}


@dataclass(frozen=True, slots=True)
class Span:
    """The months that a calendar shows, and where each day falls on the sheet."""

    start: date
    end: date

    def x(self, day: date) -> float:
        shown = min(max(day, self.start), self.end)
        share = (shown - self.start).days / (self.end - self.start).days
        return LABEL_WIDTH + share * (WIDTH - LABEL_WIDTH)

    def holds(self, day: date) -> bool:
        return self.start <= day < self.end

    @property
    def months(self) -> list[date]:
        return list(_months_between(self.start, self.end))


def calendar(steps: Sequence[StepLine], today: date) -> list[SafeString]:
    """Draw the steps on a calendar, fourteen rows a drawing; no drawing when no step has a date."""
    span = _span(steps, today)
    if span is None:
        return []
    rows = iter(steps)
    chunks = iter(lambda: list(islice(rows, MAX_ROWS)), [])
    return [_calendar_part(chunk, span, today) for chunk in chunks]


def shows_today(steps: Sequence[StepLine], today: date) -> bool:
    span = _span(steps, today)
    return span is not None and span.holds(today)


def _span(steps: Sequence[StepLine], today: date) -> Span | None:
    days = [day for step in steps for day in (step.starts_on, step.due_on) if day]
    if not days:
        return None
    first = max(min(days), _years_from(today, -MAX_YEARS)).replace(day=1)
    last = min(max(days), _years_from(today, MAX_YEARS))
    return Span(first, _next_month(max(first, last)))


def _years_from(day: date, years: int) -> date:
    return date(min(max(day.year + years, 2), 9998), day.month, 1)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _months_between(start: date, end: date) -> Iterator[date]:
    month = start
    while month < end:
        yield month
        month = _next_month(month)


def _calendar_part(steps: Sequence[StepLine], span: Span, today: date) -> SafeString:
    height = HEAD + ROW * len(steps) + 0.6
    parts = [_title(_calendar_words(steps, span, today)), *_month_lines(span, height)]
    for index, step in enumerate(steps):
        parts += _row(step, HEAD + ROW * index, span, today)
    parts.append(_line(0, HEAD, WIDTH, HEAD, SLATE, 0.32))
    if span.holds(today):
        x = span.x(today)
        parts.append(
            f'<path d="M{x:.2f} {HEAD}V{height:.2f}" stroke="{BRICK_700}" stroke-width="0.45"'
            ' stroke-dasharray="1.3 0.8" fill="none"/>'
        )
    return _svg(WIDTH, height, parts)


def _calendar_words(steps: Sequence[StepLine], span: Span, today: date) -> str:
    said = " ; ".join(_step_words(step) for step in steps)
    reference = f" Au {date_fr(today)}." if span.holds(today) else ""
    return f"Calendrier des étapes.{reference} {said[0].upper()}{said[1:]}."


def _step_words(step: StepLine) -> str:
    if step.due_on and step.starts_on and step.starts_on < step.due_on:
        when = f"du {date_short(step.starts_on)} au {date_short(step.due_on)}"
    elif step.due_on or step.starts_on:
        when = f"le {date_short(step.due_on or step.starts_on)}"  # type: ignore[arg-type]  # one of the two is there
    else:
        when = "sans date"
    return f"étape {step.number}, {step.title} : {STATE_WORDS[step.state]}, {when}"


def _month_lines(span: Span, height: float) -> list[str]:
    months = span.months
    every = _named_every(len(months))
    lines = []
    for month in months:
        if every > 2 and not _is_named(month, every):
            continue
        x = span.x(month)
        name = _month_name(month, first=month == months[0], every=every)
        lines.append(_line(x, HEAD, x, height, HAIRLINE, 0.15))
        if _is_named(month, every) and x + 0.7 + width_mm(name, font=LABEL_FONT, points=TEXT_POINTS) <= WIDTH:
            lines.append(_text(x + 0.7, HEAD - 1.6, name))
    return lines


def _is_named(month: date, every: int) -> bool:
    return (month.month - 1) % every == 0


def _named_every(count: int) -> int:
    """How many months lie between two names, so that a name always has about twelve millimetres."""
    return next((every for every in (1, 2, 3, 6) if count <= 12 * every), 12)


def _month_name(month: date, *, first: bool, every: int) -> str:
    name = SHORT_MONTHS[month.month - 1]
    if every == 1:
        return f"{name} {month.year}" if first or month.month == 1 else name
    return str(month.year) if month.month == 1 else name


def _row(step: StepLine, top: float, span: Span, today: date) -> list[str]:
    base = top + ROW / 2 + 0.95
    return [
        _line(0, top + ROW, WIDTH, top + ROW, STONE, 0.15),
        _text(4.2, base, str(step.number), anchor="end", weight=700),
        _text(6.4, base, shortened(step.title, MAX_LABEL)),
        *_bar(step, top + (ROW - BAR) / 2, span, today),
    ]


def _bar(step: StepLine, y: float, span: Span, today: date) -> list[str]:
    first, last = step.starts_on or step.due_on, step.due_on or step.starts_on
    if first is None or last is None:
        return []
    x = span.x(first)
    width = max(span.x(_day_after(last)) - x, 1.3)
    x = min(x, WIDTH - width - 0.2)
    if step.state is StepState.DONE:
        return [_rect(x, y, width, fill=SLATE)]
    if step.state is StepState.LATE:
        return [_rect(x, y, width, fill=BRICK), *_late_mark(x, y, width)]
    if step.state is StepState.BLOCKED:
        return [_rect(x, y, width, stroke=BRICK_700), *_hatching(x, y, width)]
    if step.state is StepState.IN_PROGRESS:
        return [*_done_part(x, y, width, span, today), _rect(x, y, width, stroke=HEDGE_700, fill="none")]
    return [_rect(x, y, width, stroke=SLATE_500)]


def _day_after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _done_part(x: float, y: float, width: float, span: Span, today: date) -> list[str]:
    """Fill a step in progress up to today; past its end the whole bar is full."""
    filled = min(span.x(today) - x, width)
    if filled <= 0.4:
        return [_rect(x, y, width)]
    return [_rect(x, y, width), _rect(x, y, filled, fill=HEDGE)]


def _late_mark(x: float, y: float, width: float) -> list[str]:
    """Draw a white exclamation mark, so that lateness also reads in black and white."""
    if width < 2.2:
        return []
    at = x + 1.1
    stroke = f"M{at:.2f} {y + 0.55:.2f}v0.95M{at:.2f} {y + 1.9:.2f}v0.45"
    return [f'<path d="{stroke}" stroke="#fff" stroke-width="0.45" fill="none"/>']


def _hatching(x: float, y: float, width: float) -> list[str]:
    """Draw slanted strokes that stay inside the bar: a pattern or a clip is not relied on."""
    slant, gap, inset = 1.5, 1.35, 0.35
    top, bottom = y + inset, y + BAR - inset
    starts = []
    at = x + inset
    while at + slant <= x + width - inset:
        starts.append(at)
        at += gap
    path = "".join(f"M{start:.2f} {bottom:.2f}L{start + slant:.2f} {top:.2f}" for start in starts)
    return [f'<path d="{path}" stroke="{BRICK_700}" stroke-width="0.5" fill="none"/>'] if path else []


GAUGE_WIDTH, GAUGE_HEIGHT, THRESHOLD = 40.0, 5.0, 0.88


def gauge(indicator: Indicator) -> SafeString | None:
    """Draw the last reading against its target, a line across at 88 % so that passing it shows.

    There is none without a reading, nor without a positive target.
    """
    if not indicator.readings or not indicator.target or indicator.target < 0:
        return None
    value = indicator.readings[-1].value
    ratio = max(value / indicator.target, Decimal(0))
    filled = min(float(ratio) * THRESHOLD, 1.0) * GAUGE_WIDTH
    mark = THRESHOLD * GAUGE_WIDTH
    words = (
        f"{indicator.label} : {amount(value, indicator.unit)} pour une cible de "
        f"{amount(indicator.target, indicator.unit)}, soit {number(ratio * 100, 0)} %."
    )
    parts = [
        _title(words),
        f'<rect x="0.1" y="1.2" width="{GAUGE_WIDTH - 0.2}" height="2.6" fill="#fff"'
        f' stroke="{SLATE_500}" stroke-width="0.2"/>',
        f'<rect x="0" y="1.1" width="{filled:.2f}" height="2.8" fill="{HEDGE}"/>' if filled else "",
        _line(mark, 0.1, mark, GAUGE_HEIGHT - 0.1, SLATE, 0.7),
    ]
    return _svg(GAUGE_WIDTH, GAUGE_HEIGHT, parts)


def _svg(width: float, height: float, parts: Sequence[str]) -> SafeString:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}mm" height="{height:.2f}mm"'
        f' viewBox="0 0 {width:g} {height:.2f}">'
    )
    return mark_safe(head + "".join(parts) + "</svg>")


def _title(words: str) -> str:
    return f"<title>{escape(words)}</title>"


def _text(x: float, y: float, text: str, *, anchor: str = "start", weight: int = 400) -> str:
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" font-family="{FONT}" font-size="{TEXT_MM}" font-weight="{weight}"'
        f' text-anchor="{anchor}" fill="{SLATE}">{escape(text)}</text>'
    )


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float) -> str:
    return f'<path d="M{x1:.2f} {y1:.2f}L{x2:.2f} {y2:.2f}" stroke="{colour}" stroke-width="{width}" fill="none"/>'


def _rect(x: float, y: float, width: float, *, fill: str = "#fff", stroke: str = "") -> str:
    radius = min(0.7, width / 3)
    if not stroke:
        return f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{BAR}" rx="{radius:.2f}" fill="{fill}"/>'
    return (
        f'<rect x="{x + 0.2:.2f}" y="{y + 0.2:.2f}" width="{width - 0.4:.2f}" height="{BAR - 0.4:.2f}"'
        f' rx="{radius:.2f}" fill="{fill}" stroke="{stroke}" stroke-width="0.4"/>'
    )
