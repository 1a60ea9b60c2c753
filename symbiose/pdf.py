"""HTML → PDF: the only file that imports WeasyPrint.

A document may read our own style sheets, fonts and marks, named ``symbiose:<path>`` and found among
the static files, and the pictures that it carries itself (``data:``). Anything else ends the
rendering: nothing is fetched from the network, no file of the machine is read.
"""

import hashlib
import mimetypes
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from symbiose.pdf_text import polish

SCHEME = "symbiose:"
_OURS = re.compile(r"(?:pdf|fonts/pdf)(?:/[a-z0-9_-]+)+\.(?:css|svg|ttf)")
_RENDERING = threading.Lock()  # Pango's font map is shared, and two threads are slower than one


class PdfError(Exception):
    """A document could not be printed."""


class PdfRefused(PdfError):
    """The document asked for a resource outside the closed list."""


class PdfTooLarge(PdfError):
    """The document passes the limits of size."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one document, checked before it is laid out.

    Time and memory are bounded from outside, by the limits of the Celery task that prints: a signal
    raised in the midst of Pango's callbacks would be lost.
    """

    characters: int = 2_000_000  # a roadmap of 40 steps and 40 companies has 60,000


class SafeFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint carries no types
    """Fetch our own static files and data URIs, and refuse the rest by the error that ends the rendering."""

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith("data:"):
            return super().fetch(url, headers)
        if url.startswith(SCHEME):
            return _static_response(url)
        raise FatalURLFetchingError("resource refused")


def static_file(url: str) -> Path:
    """Find the static file that a ``symbiose:`` address names; any other address is refused."""
    name = url.removeprefix(SCHEME)
    found = finders.find(name) if _OURS.fullmatch(name) else None
    if not found:
        raise FatalURLFetchingError(f"resource refused: {name[:80]}")
    return Path(found)


def _static_response(url: str) -> URLFetcherResponse:
    path = static_file(url)
    kind = mimetypes.guess_type(path.name)[0] or "font/ttf"
    return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


@lru_cache(maxsize=16)
def _style(name: str, _changed_at: float) -> tuple[CSS, FontConfiguration]:
    """Parse a style sheet and load its fonts once per process, and again when the file changes."""
    fonts = FontConfiguration()
    css = CSS(url=f"{SCHEME}{name}", url_fetcher=SafeFetcher(), font_config=fonts)
    return css, fonts


def render_pdf(
    html: str,
    *,
    identifier: str,
    stylesheet: str = "pdf/roadmap.css",
    variant: str = "pdf/ua-1",
    limits: Limits = Limits(),
) -> bytes:
    """Print a document: the same HTML and identifier always give the same bytes.

    ``identifier`` names the document and its version (hashed into the PDF's ID); dates of the
    metadata are those that the HTML gives. ``variant`` is "pdf/ua-1", or "pdf/a-3a" for an archive.
    Raises PdfRefused for a resource that is not ours, PdfTooLarge beyond ``limits``.
    """
    if len(html) > limits.characters:
        raise PdfTooLarge(f"{len(html)} characters")
    with _RENDERING:
        try:
            css, fonts = _style(stylesheet, static_file(f"{SCHEME}{stylesheet}").stat().st_mtime)
            return _write(polish(html), [css], fonts, identifier, variant)
        except FatalURLFetchingError as error:  # a BaseException: it would end the worker
            raise PdfRefused(str(error)) from error


def _write(html: str, styles: Sequence[CSS], fonts: FontConfiguration, identifier: str, variant: str) -> bytes:
    document = HTML(string=html, base_url=None, url_fetcher=SafeFetcher())
    digest = hashlib.sha256(identifier.encode()).digest()[:16]
    pdf: bytes = document.write_pdf(
        stylesheets=styles,
        font_config=fonts,
        pdf_identifier=digest,
        pdf_variant=variant,
        presentational_hints=False,
    )
    return pdf
