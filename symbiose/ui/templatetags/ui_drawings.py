"""Bars, mix of kinds, Gantt rows: the tags over symbiose/ui/drawings.py and gantt.py."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from symbiose.ui import drawings, gantt
from symbiose.ui.badges import KINDS
from symbiose.ui.french import typography

register = template.Library()


@register.simple_tag
def progress_bar(value: Any, whole: Any, label: str = "", css: str = "") -> SafeString:
    """`{% progress_bar 18 24 label="18 questions sur 24" %}`."""
    return drawings.progress_bar(float(value or 0), float(whole or 0), label=typography(str(label)), css=css)


@register.inclusion_tag("components/threshold.html")
def threshold(
    total: Any, goal: Any, unit: str = "kg", own: Any = 0, kind: str = "", at_goal: str = ""
) -> dict[str, Any]:
    """`{% threshold 462 500 "kg" own=45 kind="declared" at_goal="enlèvement gratuit" %}`."""
    done, whole, mine = float(total or 0), float(goal or 0), float(own or 0)
    return {
        "total": total,
        "goal": goal,
        "unit": unit,
        "own": own,
        "kind": kind,
        "at_goal": at_goal,
        "passed": done >= whole > 0,
        "missing": max(0.0, whole - done),
        "bar": drawings.threshold_bar(done, whole, mine),
    }


@register.inclusion_tag("components/mix.html")
def mix(counts: dict[str, int]) -> dict[str, Any]:
    """`{% mix counts %}` with {"mutualisation": 8, "partage": 4, "substitution": 3}: bar, legend, warning."""
    full = {kind: int(counts.get(kind, 0)) for kind in KINDS}
    others = full["mutualisation"] + full["partage"]
    return {
        "bar": drawings.mix_bar(full),
        "counts": list(full.items()),
        "all_materials": full["substitution"] > 0 and others == 0,
    }


@register.simple_tag
def chart_bar(value: Any, largest: Any, serie: int = 1, hatched: bool = False) -> SafeString:
    """`{% chart_bar row.value largest hatched=row.estimated %}`; put `{% hatch_pattern %}` once on the page."""
    return drawings.chart_bar(float(value or 0), float(largest or 0), serie=serie, hatched=hatched)


@register.simple_tag
def hatch_pattern() -> SafeString:
    return drawings.hatch_pattern()


@register.simple_tag
def late_pattern() -> SafeString:
    return gantt.late_pattern()


@register.simple_tag
def gantt_row(step: gantt.GanttStep, scale: gantt.GanttScale, today: date, flag: bool = False) -> SafeString:
    """`{% gantt_row row.gantt scale today flag=forloop.first %}` inside `<td class="gantt-cell">`."""
    return gantt.gantt_row(step, scale, today, flag=flag)


@register.simple_tag
def gantt_summary(scale: gantt.GanttScale) -> str:
    return _("De %(first)s à %(last)s") % {"first": scale.names()[0], "last": scale.names()[-1]}
