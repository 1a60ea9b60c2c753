"""Whether a picture came whole. Pillow may be told by another library (WeasyPrint does) to accept half of one."""

from __future__ import annotations

JPEG_MARK, PNG_MARK = b"\xff\xd8", b"\x89PNG"
START_OF_SCAN, END_OF_IMAGE = 0xDA, b"\xff\xd9"
FIRST_SEGMENT = 2


def is_whole_picture(data: bytes) -> bool:
    """Tell whether the end of the picture is there; what follows it does not matter."""
    if data.startswith(JPEG_MARK):
        scan = _first_scan(data)
        return scan > 0 and data.find(END_OF_IMAGE, scan) > 0
    if data.startswith(PNG_MARK):
        return b"IEND" in data
    if data.startswith(b"RIFF"):
        return len(data) >= int.from_bytes(data[4:8], "little") + 8
    return True


def _first_scan(data: bytes) -> int:
    """Where the pixels of a JPEG begin, after its segments (which may hold a small JPEG of their own); 0 if nowhere.

    In the pixels a byte 0xFF is always followed by 0x00, so the end mark found there is the real one.
    """
    at = FIRST_SEGMENT
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == START_OF_SCAN:
            return at
        is_filling = marker == 0xFF
        at += 1 if is_filling else 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
    return 0
