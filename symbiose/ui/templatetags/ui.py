"""`{% load ui %}`: the tags and filters of every page. symbiose/ui/REFERENCE.md shows each with an example."""

from __future__ import annotations

from django import template

from symbiose.ui.templatetags import ui_drawings, ui_formats, ui_marks, ui_offline, ui_parts

register = template.Library()

for part in (ui_formats, ui_marks, ui_drawings, ui_parts, ui_offline):
    register.filters.update(part.register.filters)
    register.tags.update(part.register.tags)
