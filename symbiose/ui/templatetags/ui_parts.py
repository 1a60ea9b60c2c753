"""Components made of several elements: empty screens, pages, fields, timeline, filters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.http import QueryDict
from django.template import Context

from symbiose.programmes.submissions import new_submission_key
from symbiose.ui.toasts import UNDO

register = template.Library()

MOST_SEGMENTS = 4
SEGMENTS_LETTERS = 42


@register.inclusion_tag("components/empty.html")
def empty_state(
    icon: str, title: str, text: str = "", url: str = "", label: str = "", level: int = 2
) -> dict[str, Any]:
    """`{% empty_state "people" title text url label %}`: icon, one sentence, one button."""
    return {"icon": icon, "title": title, "text": text, "url": url, "label": label, "heading": f"h{level}"}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(
    context: Context, page: Page[Any], noun: str = "", noun_plural: str = "", target: str = ""
) -> dict[str, Any]:
    """`{% pager page "entreprise" "entreprises" target="#liste" %}`: « 8 entreprises sur 62 », and the pages."""
    count = page.paginator.count
    return {
        "page": page,
        "noun": noun if len(page.object_list) < 2 else noun_plural or noun,
        "shown": len(page.object_list),
        "count": count,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "base": _query_without(context, "page"),
        "target": target,
        "ellipsis": page.paginator.ELLIPSIS,
    }


@register.inclusion_tag("components/sort_head.html", takes_context=True)
def sort_head(
    context: Context,
    key: str,
    label: str,
    css: str = "",
    param: str = "o",
    falls_first: bool = False,
    default: str = "",
) -> dict[str, Any]:
    """`{% sort_head "last_contact" "Dernier contact" %}`: a `<th>` that sorts; order comes from `?o=-key`.

    `falls_first` offers the falling order first; `default` is the order of a page whose address has none.
    """
    request = context.get("request")
    current = (request.GET.get(param, "") if request else "") or default
    rest = _query_without(context, param, "page")
    down = current == f"-{key}"
    up = current == key
    return {
        "label": label,
        "css": css,
        "url": f"?{param}={'-' if up or (falls_first and not down) else ''}{key}{f'&{rest}' if rest else ''}",
        "aria": "descending" if down else "ascending" if up else "",
        "icon": "arrow-down" if down else "arrow-up" if up else "",
    }


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, unit: str = "", css: str = "", label: str = "") -> dict[str, Any]:
    """`{% field form.quantity unit="kg" %}`: label, help, control, error, in that order."""
    if label:
        bound.label = label
    return {"field": bound, "unit": unit, "css": css}


@register.inclusion_tag("components/segmented.html")
def segmented(bound: BoundField) -> dict[str, Any]:
    """`{% segmented form.direction %}`: two to four choices side by side (radios)."""
    return {"field": bound}


@register.inclusion_tag("components/choice_rows.html")
def choice_rows(bound: BoundField) -> dict[str, Any]:
    """`{% choice_rows form.answer %}`: up to seven choices as tappable rows (radios or checkboxes)."""
    return {"field": bound}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: Any) -> dict[str, Any]:
    """`{% error_summary form %}`: links to the faults where there are more than two; general ones always."""
    faults = [(bound, list(bound.errors)) for bound in form if bound.errors]
    return {"form": form, "faults": faults, "listed": len(faults) > 2}


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Iterable[Any], today: Any = None) -> dict[str, Any]:
    """`{% timeline entries %}` over symbiose.journal.timeline.TimelineEntry, newest first."""
    return {"entries": entries, "today": today}


@register.inclusion_tag("components/calendar_tile.html")
def calendar_tile(day: Any) -> dict[str, Any]:
    return {"day": day}


@register.inclusion_tag("components/save_state.html")
def save_state(saved_at: Any = None, text: str = "") -> dict[str, Any]:
    """`{% save_state form.instance.updated_at %}`: « Enregistré à 14 h 32 »."""
    return {"saved_at": saved_at, "text": text}


@register.inclusion_tag("components/method.html")
def method_scale(steps: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """`{% method_scale steps %}`: the eight steps, each {"name", "fact", "state": done|going|todo, "url"}."""
    drawn = [
        {**step, "number": number, "linked": step["state"] == "done"} for number, step in enumerate(steps, start=1)
    ]
    return {"steps": drawn}


@register.simple_tag(takes_context=True)
def without(context: Context, *names: str) -> str:
    """`href="?{% without "commune" "page" %}"`: the address in force less some of its filters."""
    return _query_without(context, *names)


@register.simple_tag
def submission_key() -> str:
    """`value="{% submission_key %}"`: the key of a creating form (see symbiose/programmes/submissions.py)."""
    return new_submission_key()


@register.filter
def undo_address(extra_tags: str) -> str:
    """The address that undoes what a toast tells (see symbiose/ui/toasts.py)."""
    return next((tag.removeprefix(UNDO) for tag in extra_tags.split() if tag.startswith(UNDO)), "")


@register.filter
def sits_side_by_side(bound: BoundField) -> bool:
    """Whether a choice is a segmented control: radios, two to four, with words short enough for a phone."""
    if getattr(bound.field.widget, "input_type", "") != "radio":
        return False
    words = [str(label) for value, label in getattr(bound.field, "choices", ()) if value != ""]
    return len(words) <= MOST_SEGMENTS and sum(map(len, words)) <= SEGMENTS_LETTERS


def _query_without(context: Context, *names: str) -> str:
    request = context.get("request")
    if request is None:
        return ""
    query: QueryDict = request.GET.copy()
    for name in names:
        query.pop(name, None)
    return query.urlencode()
