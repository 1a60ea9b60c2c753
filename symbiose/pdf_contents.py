"""What a PDF does beside being read: scripts, launched programs, files inside. Pure: bytes in, a yes or a no out."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|ImportData|SubmitForm)(?![A-Za-z0-9])")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
MOST_UNPACKED = 20_000_000
LOOKED_BACK = 600


def runs_something(data: bytes) -> bool:
    """Tell whether a PDF holds a script, starts a program, submits a form or carries another file.

    Names are read in clear and in object streams, whose unpacking stops at 20 MB: a bomb counts as harmful.
    """
    if ACTIVE.search(_plain_names(data)):
        return True
    left = MOST_UNPACKED
    for packed in _object_streams(data):
        unpacked = _unpacked(packed, left)
        left -= len(unpacked)
        if left <= 0 or ACTIVE.search(_plain_names(unpacked)):
            return True
    return False


def _plain_names(data: bytes) -> bytes:
    """Names with their escapes read: /J#61vaScript is /JavaScript."""
    return ESCAPED.sub(lambda found: bytes([int(found.group(1), 16)]), data) if b"#" in data else data


def _object_streams(data: bytes) -> Iterator[bytes]:
    """The packed bytes of every object stream: what follows `stream` after a dictionary that says /ObjStm."""
    for found in re.finditer(rb"stream\r?\n", data):
        if data[found.start() - 3 : found.start()] == b"end":
            continue
        if b"ObjStm" in _plain_names(data[max(0, found.start() - LOOKED_BACK) : found.start()]):
            yield data[found.end() :]


def _unpacked(packed: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, max(1, most))
    except zlib.error:
        return b""
