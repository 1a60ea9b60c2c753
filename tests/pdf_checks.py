"""Check a PDF by program: what PDF/UA asks that can be read back, and a layout that a reader accepts.

`faults(pdf)` returns one sentence a fault, so that a test reads ``assert faults(pdf) == []``.
"""

import io
from collections.abc import Iterator
from typing import Any

import pdfplumber
import pikepdf

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 18 * MM, 192 * MM, 17 * MM, 278 * MM
SLACK = 0.6  # points: the side bearings of letters
HEADING_SIZE = 12.5  # points: sections are 13, titles 15 or 23
ACTIVE = {"/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/URI", "/GoToR", "/RichMedia"}
LEAST_FILLED = 0.6  # share of the frame that each page but the last one fills


def faults(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = [*_identity(opened), *_tags(opened), *_fonts(opened), *_active_content(opened), *_syntax(opened)]
    with pdfplumber.open(io.BytesIO(pdf)) as pages:
        return [*found, *_layout(pages.pages)]


def text_of(pdf: bytes) -> str:
    """The text in the order of the content stream, which is the reading order."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return "\n".join(_lines_in_order(page) for page in opened.pages)


def page_count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def alternative_texts(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [str(node.get("/Alt", "")) for node in structure(opened) if node.S == "/Figure"]


def headings(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [str(node.S) for node in structure(opened) if str(node.S)[:2] == "/H" and str(node.S)[2:].isdigit()]


def structure(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Walk the elements of the structure tree in reading order."""
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is not None:
        yield from _walk(tree.get("/K"))


def _walk(kids: Any) -> Iterator[pikepdf.Dictionary]:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _walk(kid.get("/K"))


def _identity(pdf: pikepdf.Pdf) -> Iterator[str]:
    if str(pdf.Root.get("/Lang", "")) != "fr":
        yield "the language is not French"
    if not pdf.Root.get("/MarkInfo", {}).get("/Marked", False):
        yield "the document is not marked as tagged"
    if not pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "the window does not show the title"
    if not str(pdf.docinfo.get("/Title", "")).strip():
        yield "there is no title"
    if not str(pdf.docinfo.get("/Author", "")).strip():
        yield "there is no author"
    if "pdfuaid:part" not in pdf.Root.Metadata.read_bytes().decode():
        yield "PDF/UA is not declared"
    if "/Outlines" not in pdf.Root:
        yield "there are no bookmarks"


def _tags(pdf: pikepdf.Pdf) -> Iterator[str]:
    level = 0
    for node in structure(pdf):
        name = str(node.S)
        if name == "/Figure" and not str(node.get("/Alt", "")).strip():
            yield "a figure has no alternative text"
        if name[:2] == "/H" and name[2:].isdigit():
            if int(name[2:]) > level + 1:
                yield f"heading {name} follows level {level}"
            level = int(name[2:])
    if not level:
        yield "there is no heading"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") != "/FontDescriptor":
            continue
        if not any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield f"font {item.get('/FontName')} is not embedded"
    if any(b"\0\0" in pair for pair in _shown_glyphs(pdf)):
        yield "a character has no glyph (.notdef)"


def _shown_glyphs(pdf: pikepdf.Pdf) -> Iterator[bytes]:
    """Each glyph shown, as the two bytes of its number (fonts are Identity-H)."""
    for stream in _content_streams(pdf):
        for operands, operator in pikepdf.parse_content_stream(stream):
            if str(operator) in {"Tj", "TJ"}:
                for string in _strings(operands):
                    yield from (string[at : at + 2] for at in range(0, len(string), 2))


def _content_streams(pdf: pikepdf.Pdf) -> Iterator[Any]:
    yield from pdf.pages
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form":
            yield item


def _strings(operands: Any) -> Iterator[bytes]:
    for operand in operands:
        if isinstance(operand, pikepdf.Array):
            yield from _strings(operand)
        elif isinstance(operand, pikepdf.String):
            yield bytes(operand)


def _active_content(pdf: pikepdf.Pdf) -> Iterator[str]:
    found = {name for item in pdf.objects for name in _names(item)}
    yield from (f"the document holds {name}" for name in sorted(ACTIVE & found))


def _names(item: Any) -> Iterator[str]:
    """The keys of an object and of what it holds directly, and what it says to be."""
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        yield from (str(item.get("/S", "")), str(item.get("/Type", "")), *item.keys())
        for key in item.keys():  # noqa: SIM118 - a pikepdf dictionary does not iterate over its keys
            value = item.get(key)
            if isinstance(value, pikepdf.Dictionary) and not value.is_indirect:
                yield from _names(value)


def _syntax(pdf: pikepdf.Pdf) -> list[str]:
    return [f"syntax: {problem}" for problem in pdf.check_pdf_syntax()]


def _layout(pages: list[Any]) -> Iterator[str]:
    for number, page in enumerate(pages, start=1):
        body = [char for char in page.chars if char["top"] >= TOP - SLACK and char["bottom"] <= BOTTOM + 3 * MM]
        yield from (f"page {number}: {fault}" for fault in _out_of_frame(page))
        if not body:
            yield f"page {number}: nothing is on it"
            continue
        yield from (f"page {number}: {fault}" for fault in _page_end(body, is_last=number == len(pages), page=page))


def _out_of_frame(page: Any) -> Iterator[str]:
    for char in page.chars:
        if not char["text"].strip():
            continue
        if char["x0"] < LEFT - SLACK or char["x1"] > RIGHT + SLACK:
            yield f"« {char['text']} » stands out of the frame at {char['x0'] / MM:.1f} mm"
        if char["top"] < 0 or char["bottom"] > page.height:
            yield f"« {char['text']} » stands out of the sheet"
    for shape in (*page.rects, *page.curves, *page.images, *page.lines):
        if shape["x0"] < LEFT - 4 or shape["x1"] > RIGHT + 4 or shape["bottom"] > BOTTOM + 4:
            yield f"a drawing stands out of the frame at {shape['x0'] / MM:.1f}–{shape['x1'] / MM:.1f} mm"


def _page_end(body: list[dict[str, Any]], *, is_last: bool, page: Any) -> Iterator[str]:
    body = [char for char in body if char["text"].strip() and char["bottom"] <= BOTTOM + 1]
    lowest = max(char["bottom"] for char in body)
    last_line = [char for char in body if char["bottom"] > lowest - 3]
    if min(char["size"] for char in last_line) > HEADING_SIZE:
        yield "it ends on a heading"
    drawn = max((shape["bottom"] for shape in (*page.rects, *page.curves) if shape["bottom"] <= BOTTOM + 4), default=0)
    filled = (max(lowest, drawn) - TOP) / (BOTTOM - TOP)
    if not is_last and filled < LEAST_FILLED:
        yield f"it is {filled:.0%} full"


def _lines_in_order(page: Any) -> str:
    text, before = "", None
    for char in page.chars:
        if before is not None and abs(char["top"] - before["top"]) > 2:
            text += "\n"
        text += char["text"]
        before = char
    return text
