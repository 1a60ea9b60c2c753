"""A part of a page, asked for by htmx; opened by itself, it comes inside a whole page with its title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render

if TYPE_CHECKING:
    from symbiose.http import MemberRequest


def render_part(request: MemberRequest, template: str, context: dict[str, Any], *, title: str) -> HttpResponse:
    """Render `template` bare for htmx, else as the content of a page called `title`."""
    if request.htmx:
        return render(request, template, context)
    return render(request, "components/part_page.html", {**context, "part": template, "part_title": title})
