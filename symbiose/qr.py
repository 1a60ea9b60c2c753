"""A printed address that a phone reads: a QR code drawn in SVG, whose title says the address."""

from __future__ import annotations

import io
from html import escape

import segno
from django.utils.safestring import SafeString, mark_safe

QUIET_MODULES = 0  # the white of the page around it is the quiet zone


def qr_svg(text: str, *, side_mm: float, title: str) -> SafeString:
    """The QR code of an address, `side_mm` wide; error correction M (15 %), so that a crease does not end it."""
    drawing = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(drawing, kind="svg", border=QUIET_MODULES, xmldecl=False, svgns=True, omitsize=True, dark="#1d2a33")
    svg = drawing.getvalue().decode()
    opened = f'<svg width="{side_mm}mm" height="{side_mm}mm" role="img" '
    body = svg.replace("<svg ", opened, 1)
    at = body.index(">") + 1
    return mark_safe(f"{body[:at]}<title>{escape(title)}</title>{body[at:]}")  # drawn by the library
