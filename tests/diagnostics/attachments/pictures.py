"""Files as people and attackers send them, made in memory."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

GPS = 0x8825
ORIENTATION = 0x0112
MAKER = "Appareil secret"


def picture(size: tuple[int, int] = (64, 48), colour: tuple[int, int, int] = (40, 120, 60)) -> Image.Image:
    return Image.new("RGB", size, colour)


def jpeg(size: tuple[int, int] = (64, 48), **options: object) -> bytes:
    return saved(picture(size), "JPEG", **options)


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    written = io.BytesIO()
    image.save(written, form, **options)
    return written.getvalue()


def jpeg_with_position() -> bytes:
    """A photo that says where it was taken, by which machine, and that it lies on its side."""
    exif = Image.Exif()
    exif[0x010F] = MAKER
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS).update({1: "N", 2: (48.0, 10.0, 30.5), 3: "W", 4: (0.0, 8.0, 1.25)})
    return jpeg((64, 48), exif=exif, comment=b"chez Dupont", xmp=b"<x:xmpmeta>48.17</x:xmpmeta>")


def png_with_text() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Location", "48.17,-0.13")
    return saved(picture(), "PNG", pnginfo=info)


def png_bomb(side: int = 12_000) -> bytes:
    """A few kilobytes that say they are `side` × `side` pixels."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * ((side // 8 + 1) * 50), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def archive(before: bytes = b"") -> bytes:
    """A ZIP, with something else before it when it plays two parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        packed.writestr("virus.exe", b"MZ")
    return before + written.getvalue()


def pdf(body: bytes = b"") -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R" + body + b">>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
    )


def pdf_with_hidden_script() -> bytes:
    """The script's name stands in a packed object stream only."""
    packed = zlib.compress(b"3 0 <</S/Java#53cript/JS(app.alert(1))>>")
    stream = b"5 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>stream\n" + packed + b"\nendstream endobj\n"
    return pdf().replace(b"trailer", stream + b"trailer")


def uploaded(data: bytes, name: str = "IMG_2041.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)
