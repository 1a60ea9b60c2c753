"""The small drawings that give a kind its form: synergies on a 20 × 20 grid, figures on 12 × 12."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

_KIND_DRAWINGS = {
    "mutualisation": SafeString(
        '<path d="M4 4.5 10 10.5 16 4.5M10 10.5V16" fill="none" stroke="currentColor" stroke-width="1.75"/>'
        '<circle cx="4" cy="4.25" r="3"/><circle cx="16" cy="4.25" r="3"/><circle cx="10" cy="15.75" r="3"/>'
    ),
    "partage": SafeString(
        '<circle class="hole" cx="10" cy="10" r="7.5" stroke-width="2"/><path d="M10 2.5a7.5 7.5 0 0 0 0 15z"/>'
    ),
    "substitution": SafeString(
        '<circle cx="3.75" cy="10" r="3.5"/><path d="M7.5 9.25h2.25V7.5L12.5 10l-2.75 2.5v-1.75H7.5z"/>'
        '<circle class="hole" cx="16" cy="10" r="2.9" stroke-width="1.7"/>'
    ),
}

_FIGURE_DRAWINGS = {
    "estimated": SafeString(
        '<circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="3.4 2.9"/>'
    ),
    "declared": SafeString(
        '<circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" stroke-width="1.6"/>'
        '<path d="M6 1a5 5 0 0 0 0 10z" fill="currentColor"/>'
    ),
    "measured": SafeString('<circle cx="6" cy="6" r="5.6" fill="currentColor"/>'),
}


def kind_form(kind: str) -> SafeString:
    """Three points that meet, a disc half full, or a full circle to an open one."""
    box = '<svg class="kind-form" viewBox="0 0 20 20" fill="currentColor" aria-hidden="true">{}</svg>'
    return format_html(box, _KIND_DRAWINGS[kind])


def figure_form(kind: str) -> SafeString:
    """A dashed ring (estimated), a half disc (declared), a disc (measured)."""
    return format_html('<svg viewBox="0 0 12 12" aria-hidden="true">{}</svg>', _FIGURE_DRAWINGS[kind])
