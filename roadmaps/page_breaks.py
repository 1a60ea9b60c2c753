"""Which sections of the printed roadmap stay whole: those of ten rows at most that leave the page before well filled.

A section that may not break goes wholly to the next page; were it taller than two fifths of a page,
the page that it leaves could look abandoned. Heights are estimated in millimetres from the widths of
the columns and the measured words; columns are those of the templates.
"""

from collections.abc import Sequence
from itertools import starmap
from math import ceil

from roadmaps.document import RoadmapDocument, StepLine
from symbiose.pdf_text import width_mm

MAX_ROWS = 10
MAX_HEIGHT = 104.0  # two fifths of the 261 mm between the margins
LINE, PADDING, HEAD = 3.97, 2.5, 27.0  # a line of a cell, the padding of a row, the heading with caption and head
LEAD = 11.0
VALIDATION, FRAME_ROW, SIGNATURES_HEAD = 3.9, 31.0, 23.0

Cell = tuple[str, float]  # text and width of its column


def kept_sections(document: RoadmapDocument) -> dict[str, bool]:
    """Say for each section whether it stays whole."""
    sections = {
        "steps": [_step_row(step) for step in document.steps],
        "budget": [*_budget_rows(document), *[[("", 30.0)]] * (2 + len(document.budget.fundings))],
        "gains": [[(g.label, 52.0), (f"{g.value} {g.baseline}", 38.0), (g.source, 62.0)] for g in document.gains],
        "indicators": [[(f"{i.label}, relevé", 30.0)] for i in document.indicators],
        "risks": [[(r.label, 62.0), (r.level, 20.0), (r.response, 92.0)] for r in document.risks],
        "decisions": [[(d.event, 36.0), (d.text, 112.0)] for d in document.decisions],
    }
    kept = {
        name: len(rows) <= MAX_ROWS and HEAD + LEAD + _height(rows) <= MAX_HEIGHT for name, rows in sections.items()
    }
    kept["signatures"] = signatures_height(document) <= MAX_HEIGHT
    kept["closing"] = signatures_height(document) + HEAD + _height(sections["decisions"]) <= MAX_HEIGHT
    return kept


def _is_short(rows: Sequence[Sequence[Cell]]) -> bool:
    return len(rows) <= MAX_ROWS and HEAD + LEAD + _height(rows) <= MAX_HEIGHT


def signatures_height(document: RoadmapDocument) -> float:
    validations = ceil(len(document.validations) / 2) * VALIDATION
    return SIGNATURES_HEAD + validations + ceil(len(document.signatures) / 2) * FRAME_ROW


def _step_row(step: StepLine) -> list[Cell]:
    notes = f"En cours de route {step.note} {step.blocked_by}" if step.note or step.blocked_by else ""
    return [(f"{step.title} {step.freed_by}", 65.0), (step.responsible, 47.0), (notes, 26.0)]


def _budget_rows(document: RoadmapDocument) -> list[list[Cell]]:
    return [[(line.label, 74.0), (line.source, 70.0)] for line in document.budget.lines]


def _height(rows: Sequence[Sequence[Cell]]) -> float:
    return sum(max(starmap(_lines, row)) * LINE + PADDING for row in rows)


def _lines(text: str, column: float) -> int:
    return max(ceil(width_mm(text, font="atkinson-600", points=8.5) / max(column - PADDING, 1.0)), 1)
