"""HTML → PDF: what a document may read, how it is bounded, and how its text is set."""

import http.server
import threading
from contextlib import suppress

import pytest
from django.contrib.staticfiles import finders

from symbiose.pdf import Limits, PdfRefused, PdfTooLarge, render_pdf, static_file
from symbiose.pdf_text import UNPRINTABLE, polish, printable, width_mm
from tests.pdf_checks import faults

PAGE = '<html lang="fr"><head><title>Essai</title><meta name="author" content="Essai"></head><body>{}</body></html>'
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)
SQUARE = '<svg width="9mm" height="9mm"><rect width="9" height="9"/></svg>'
FOREIGN = (
    "http://127.0.0.1:{port}/x.png",
    "https://127.0.0.1:{port}/x.png",
    "ftp://127.0.0.1/x",
    "file:///etc/passwd",
    "symbiose:../manage.py",
    "symbiose:pdf/../../manage.py",
    "symbiose:pdf/roadmap.py",
    "symbiose:/etc/passwd",
    "symbiose:js/app.js",
    "symbiose:pdf/absent.svg",
    "gopher://127.0.0.1/x",
)
CARRIERS = (
    '<img alt="x" src="{url}">',
    '<p style="background: url({url}) ; height: 9mm">x</p>',
    '<link rel="stylesheet" href="{url}">',
    "<style>@import url({url});</style>",
    "<style>@font-face {{ font-family: X; src: url({url}) }} p {{ font-family: X }}</style><p>x</p>",
    '<object data="{url}">x</object>',
)


@pytest.fixture
def listener():
    """A server that remembers who knocks: nobody should."""
    knocks: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            knocks.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_args: object) -> None: ...

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1], knocks
        server.shutdown()
        thread.join()


def render(body: str) -> bytes:
    return render_pdf(PAGE.format(body), identifier="test")


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("url", FOREIGN)
def test_a_document_that_asks_for_what_is_not_ours_is_refused(listener, url, carrier):
    port, knocks = listener

    with pytest.raises(PdfRefused):
        render(carrier.format(url=url.format(port=port)))

    assert knocks == []


def test_an_address_inside_a_carried_drawing_is_not_fetched(listener):
    port, knocks = listener
    link = f"http://127.0.0.1:{port}/x.png"
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg'><image href='{link}' width='9' height='9'/></svg>"

    with suppress(PdfRefused):
        render(f'<img alt="x" src="data:image/svg+xml,{drawing}">')

    assert knocks == []


def test_our_marks_and_carried_pictures_are_printed():
    assert render(f'<h1>Titre</h1><img alt="x" src="{PIXEL}"><img alt="y" src="symbiose:pdf/marks/sun.svg">')


def test_a_relative_address_reads_nothing():
    assert b"root:" not in render('<img alt="x" src="/etc/passwd"><p>x</p>')


def test_our_files_are_found_among_the_static_files():
    assert str(static_file("symbiose:pdf/roadmap.css")) == finders.find("pdf/roadmap.css")


def test_a_document_too_large_is_refused_before_it_is_laid_out():
    with pytest.raises(PdfTooLarge):
        render_pdf(PAGE.format("x" * 100), identifier="test", limits=Limits(characters=50))


def test_the_same_document_gives_the_same_bytes_and_another_identifier_other_bytes():
    html = PAGE.format("<h1>Titre</h1>")

    assert render_pdf(html, identifier="a") == render_pdf(html, identifier="a")
    assert render_pdf(html, identifier="a") != render_pdf(html, identifier="b")


def test_text_is_set_in_french_and_markup_is_left_alone():
    assert polish('<p class="a b">Dit-il : "l\'eau" ; 10 000 kg</p>') == (
        '<p class="a b">Dit-il\u00a0: «\u00a0l’eau\u00a0»\u00a0; 10\u00a0000\u00a0kg</p>'
    )


def test_a_style_sheet_is_left_alone():
    assert polish("<style>p { color: red; }</style>") == "<style>p { color: red; }</style>"


def test_escaped_markup_stays_escaped():
    assert polish("<p>&lt;b&gt; &amp; &quot;x&quot;</p>") == "<p>&lt;b&gt; &amp; «\u00a0x\u00a0»</p>"


def test_a_subscript_that_the_fonts_lack_is_set_by_markup():
    assert polish("<p>CO₂</p>") == "<p>CO<sub>2</sub></p>"


def test_a_drawing_takes_no_markup_in_its_texts():
    assert "<sub>" not in polish("<svg><title>CO₂</title><text>CO₂</text></svg>")


def test_emoji_and_order_marks_are_left_out():
    assert printable("Four 🔥 du \u202eBourg 👩\u200d🚒!") == "Four du Bourg !"


def test_a_text_of_emoji_alone_says_that_it_cannot_be_printed():
    assert printable("🔥🔥") == UNPRINTABLE


def test_every_letter_of_french_is_printable():
    text = "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿ’«»–—…€°²³×\u2212\u00a0"

    assert printable(text) == text


def test_a_text_is_measured_in_the_font_that_prints_it():
    assert width_mm("mm", font="atkinson-400", points=10) == pytest.approx(
        2 * width_mm("m", font="atkinson-400", points=10)
    )


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<h1>Titre</h1><h3>Trop bas</h3>", "heading /H3 follows level 1"),
        ("<p>Sans titre</p>", "there is no heading"),
        (f"<h1>T</h1>{SQUARE}", "a figure has no alternative text"),
        ('<h1>T</h1><p style="margin-left: 170mm; white-space: nowrap">Bien trop long</p>', "out of the frame"),
        ('<h1>T</h1><p style="height: 250mm">x</p><h2 style="break-after: page">Seul</h2>y', "ends on a heading"),
        ('<h1>T</h1><p style="break-after: page">x</p><p>y</p>', "% full"),
        ('<h1>T</h1><a href="http://example.test/">x</a>', "the document holds /URI"),
    ],
)
def test_the_checker_sees_the_fault(body, fault):
    assert any(fault in found for found in faults(render(body)))
