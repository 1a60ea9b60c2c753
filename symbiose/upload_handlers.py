"""How far a file is received: beyond a bound the rest is thrown away as it comes, and the request remembers it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

if TYPE_CHECKING:
    from django.http import HttpRequest

LARGEST_RECEIVED = 40_000_000  # above every limit that a form says in words, below what would fill a disk


class BoundedUploadHandler(FileUploadHandler):
    """The first of FILE_UPLOAD_HANDLERS; the others keep what passes here, in memory or in a temporary file."""

    received = 0

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """The folder of temporary files may be a fresh volume."""
        if settings.FILE_UPLOAD_TEMP_DIR:
            Path(settings.FILE_UPLOAD_TEMP_DIR).mkdir(parents=True, exist_ok=True)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > LARGEST_RECEIVED:
            _note(self.request, self.field_name or "")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def _note(request: Any, field: str) -> None:
    dropped: set[str] = getattr(request, "dropped_files", set())
    request.dropped_files = dropped | {field}


def dropped_size(request: HttpRequest, field: str) -> int:
    """About how many bytes a file had that was not received whole; 0 where it was, or none came."""
    if field not in getattr(request, "dropped_files", set()):
        return 0
    announced = request.META.get("CONTENT_LENGTH") or ""
    return max(int(announced) if announced.isdigit() else 0, LARGEST_RECEIVED)
