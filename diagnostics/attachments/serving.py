"""How a joined file leaves: as a download that no browser runs or keeps; it still works in <img>."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import cast

from django.http import FileResponse, Http404, HttpResponse

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
    response = FileResponse(
        stored.open("rb"),
        as_attachment=True,
        filename=download_name(attachment),
        content_type="image/jpeg" if preview else attachment.content_type,
    )
    for name, value in HEADERS.items():
        response.headers[name] = value
    return cast(HttpResponse, response)  # it streams, and behaves as one for views and middleware


def download_name(attachment: Attachment) -> str:
    """The name that the person gave, with the extension of what the file really is."""
    extension = "pdf" if attachment.kind == Attachment.Kind.DOCUMENT else "jpg"
    return f"{PurePosixPath(attachment.name).stem or 'fichier'}.{extension}"
