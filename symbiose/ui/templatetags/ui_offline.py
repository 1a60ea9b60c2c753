"""What scripts need on a page to say that a tablet keeps something."""

from __future__ import annotations

from django import template
from django.utils.html import json_script
from django.utils.safestring import SafeString

from symbiose.ui.offline_texts import offline_texts

register = template.Library()


@register.simple_tag(name="offline_texts")
def offline_texts_tag() -> SafeString:
    """`{% offline_texts %}`: the words of static/js/offline as JSON, which no script policy refuses."""
    return json_script(offline_texts(), "offline-texts")
