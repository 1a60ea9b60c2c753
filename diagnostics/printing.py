"""The PDFs of this app: one table for all, one printer per kind (`symbiose/stored_pdf.py` says how to add one)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from diagnostics.models import PrintedDocument
from symbiose import stored_pdf

if TYPE_CHECKING:
    from uuid import UUID

Printer = Callable[[dict[str, Any]], bytes]
_PRINTERS: dict[str, Printer] = {}


def register_printer(kind: str, render: Printer) -> None:
    """`render` makes the bytes of one kind from the content kept on its row, without a query."""
    _PRINTERS[kind] = render


def ask_for_document(
    *, programme_id: int, kind: str, content: dict[str, Any], subject_uuid: UUID | None = None
) -> PrintedDocument:
    """The PDF of a content, printed or to be printed soon; the same content asked for twice is printed once."""
    from diagnostics.tasks import print_pdf  # the task module imports this one

    return stored_pdf.ask_once(
        PrintedDocument,
        key={"programme_id": programme_id, "kind": kind, "digest": stored_pdf.digest_of(content)},
        defaults={"content": content, "subject_uuid": subject_uuid},
        ring=print_pdf.delay,
    )


def print_document(*, pdf_id: int) -> PrintedDocument:
    """Print and keep a document, once."""
    pdf = PrintedDocument.objects.get(pk=pdf_id)
    return stored_pdf.print_once(pdf, name=f"{pdf.kind}-{pdf.uuid}", render=_render)


def _render(pdf: PrintedDocument) -> bytes:
    return _PRINTERS[pdf.kind](pdf.content)
