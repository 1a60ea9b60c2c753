"""How a joined file leaves: as a download that no browser runs or keeps; it still works in <img>."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from diagnostics.models import Attachment

HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def file_response(attachment: Attachment, *, preview: bool = False) -> HttpResponse:
    """The file, or its small picture. One whose bytes are gone is not there."""
    stored = attachment.preview if preview else attachment.file
    if not stored.name or not stored.storage.exists(stored.name):
        raise Http404
    with stored.open("rb") as opened:  # ten megabytes at most
        response = HttpResponse(opened.read(), content_type="image/jpeg" if preview else attachment.content_type)
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=download_name(attachment)
    )
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def download_name(attachment: Attachment) -> str:
    """The name that the person gave, with the extension of what the file really is."""
    extension = "pdf" if attachment.kind == Attachment.Kind.DOCUMENT else "jpg"
    return f"{PurePosixPath(attachment.name).stem or 'fichier'}.{extension}"
