"""Filters of all printed pages (`templates/pdf/`): texts that stand in attributes, and pictures."""

import base64

from django import template

from symbiose.pdf_masthead import Logo
from symbiose.pdf_text import polish_plain

register = template.Library()

SIGNATURES = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


@register.filter
def plain(value: str) -> str:
    """Set a text that stands in an attribute, which the last pass over the text nodes does not see."""
    return polish_plain(value)


@register.filter
def picture(logo: Logo | None) -> str:
    """Turn a PNG or a JPEG into a data URI; anything else gives nothing, and the text mark is printed."""
    if logo is None:
        return ""
    kind = next((kind for head, kind in SIGNATURES if logo.content.startswith(head)), "")
    return f"data:{kind};base64,{base64.b64encode(logo.content).decode()}" if kind else ""
