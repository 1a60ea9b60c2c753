"""Files that people hand in, judged by their content: a photo drawn anew without its metadata, or a plain PDF.

A photo is never kept as it came: its pixels are written again as JPEG, so that position, camera, colour profiles and
whatever else was hidden in the file stay behind. A PDF is kept byte for byte, and refused when it runs something.
Knows no table; every refusal is one French sentence that says what to do.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from symbiose.pdf_contents import runs_something
from symbiose.picture_ends import is_whole_picture
from symbiose.ui.french import amount

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MEGABYTE = 1_000_000
LARGEST_PHOTO = 15 * MEGABYTE
LARGEST_DOCUMENT = 10 * MEGABYTE
LARGEST_PIXELS = 50_000_000
LONGEST_SIDE = 2560
PREVIEW_SIDE = 480
QUALITY, PREVIEW_QUALITY = 85, 75
LONGEST_NAME = 120
READABLE = ("JPEG", "PNG", "WEBP", "GIF")
WHITE = (255, 255, 255)
PDF_MARK = b"%PDF-"
MARKUP = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<head", b"<body")
HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")


class Refused(Exception):
    """This file is not taken; the message says why, in the reader's words."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What is kept of a file: a photo written anew with its small preview, or a document as it came."""

    kind: str  # "photo" or "document"
    name: str
    content_type: str
    extension: str
    data: bytes
    preview: bytes = b""

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def check_upload(upload: UploadedFile[bytes], *, documents: bool = True) -> CheckedFile:
    """Judge an uploaded file. Raises Refused.

    The beginning is read first, then the size is looked at: a file that is too large is never read whole.
    """
    upload.seek(0)
    head = upload.read(1024)
    kind = _kind_of(head)
    _check_size(kind, upload.size or 0)
    if kind == "document" and not documents:
        raise Refused(_("C’est un PDF : ici on attend une photo."))
    data = head + upload.read()
    name = shown_name(upload.name or "")
    if kind == "document":
        return _document(data, name)
    return _photo(data, name)


def shown_name(name: str) -> str:
    """The name to show: no folder, no control character, never longer than its column."""
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = "".join(letter for letter in last if letter.isprintable()).strip()
    return plain[:LONGEST_NAME] or _("sans nom")


def _kind_of(head: bytes) -> str:
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")):
        return "photo"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "photo"
    if head.startswith(PDF_MARK):
        return "document"
    raise Refused(_what_it_is(head))


def _what_it_is(head: bytes) -> str:
    """Words for what is refused at first sight, whatever its name says."""
    if not head.strip():
        return _("Ce fichier est vide.")
    if head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS:
        return _("Cette photo est au format HEIC ou AVIF : envoyez-la en JPEG (sur iPhone : « Le plus compatible »).")
    if head.startswith((b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"#!")):
        return _("Ce fichier est un programme, même si son nom dit autre chose : il n’est pas pris.")
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith(MARKUP):
        return _("Ce fichier est une page ou un dessin (HTML, SVG) : envoyez une photo ou un PDF.")
    if head.startswith((b"PK", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        return _("Ce fichier est une archive ou un document de bureau : envoyez une photo ou un PDF.")
    return _("Ce fichier n’est ni une photo (JPEG, PNG, WebP, GIF) ni un PDF.")


def _check_size(kind: str, size: int) -> None:
    if kind == "photo" and size > LARGEST_PHOTO:
        raise Refused(_too_heavy(_("Cette photo pèse %(size)s Mo ; %(most)s Mo au plus."), size, LARGEST_PHOTO))
    if kind == "document" and size > LARGEST_DOCUMENT:
        raise Refused(_too_heavy(_("Ce document pèse %(size)s Mo ; %(most)s Mo au plus."), size, LARGEST_DOCUMENT))


def refuse_oversized(size: int) -> Refused:
    """The refusal of a file that was not even received whole (symbiose.upload_handlers)."""
    return Refused(_too_heavy(_("Ce fichier pèse %(size)s Mo ; %(most)s Mo au plus."), size, LARGEST_PHOTO))


def _too_heavy(sentence: str, size: int, most: int) -> str:
    # One decimal under 100 MB, so that a file just above the limit does not read « 15 Mo ; 15 Mo au plus ».
    shown = amount(-(-size * 10 // MEGABYTE) / 10)
    return sentence % {"size": shown, "most": most // MEGABYTE}


def _document(data: bytes, name: str) -> CheckedFile:
    if b"startxref" not in data[-2048:] or zipfile.is_zipfile(io.BytesIO(data)):
        raise Refused(_("Ce PDF est abîmé ou incomplet : enregistrez-le de nouveau, puis envoyez-le."))
    if runs_something(data):
        raise Refused(_("Ce PDF contient un programme ou un fichier caché : imprimez-le en PDF, puis envoyez-le."))
    return CheckedFile("document", name, "application/pdf", "pdf", data)


def _photo(data: bytes, name: str) -> CheckedFile:
    if zipfile.is_zipfile(io.BytesIO(data)) or PDF_MARK in data[:1024]:
        raise Refused(_("Ce fichier est à la fois une photo et autre chose : refaites la photo, puis envoyez-la."))
    if not is_whole_picture(data):
        raise _damaged()
    try:
        picture = _opened(data)
        full = _fitted(picture, LONGEST_SIDE)
        small = _fitted(full, PREVIEW_SIDE)
    except Refused:
        raise
    except (
        Exception
    ):  # what a broken picture raises has no common class: OSError, ValueError, SyntaxError, struct.error…
        raise _damaged() from None
    return CheckedFile("photo", name, "image/jpeg", "jpg", _jpeg(full, QUALITY), _jpeg(small, PREVIEW_QUALITY))


def _damaged() -> Refused:
    return Refused(_("Cette photo est abîmée ou incomplète : refaites-la, puis envoyez-la."))


def _opened(data: bytes) -> Image.Image:
    """The pixels, upright and in plain RGB. Raises Refused for a picture that would fill the memory."""
    try:
        picture: Image.Image = Image.open(io.BytesIO(data), formats=READABLE)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    if picture.width * picture.height > LARGEST_PIXELS:
        raise _too_many_pixels()
    profile = picture.info.get("icc_profile")
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is read at half or quarter size where that is enough
    picture.load()
    upright = ImageOps.exif_transpose(picture) or picture
    return _in_plain_colours(upright, profile)


def _too_many_pixels() -> Refused:
    most = LARGEST_PIXELS // 1_000_000
    return Refused(_("Cette image a trop de points : %(most)s millions au plus.") % {"most": most})


def _in_plain_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """sRGB without a profile; what was transparent is white."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        ground = Image.new("RGBA", layered.size, (*WHITE, 255))
        return Image.alpha_composite(ground, layered).convert("RGB")
    if profile and picture.mode in {"RGB", "CMYK"}:
        return _without_profile(picture, profile)
    return picture.convert("RGB")


def _without_profile(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, source, target, outputMode="RGB") or picture.convert("RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture.convert("RGB")  # a broken profile costs a shade, not the photo


def _fitted(picture: Image.Image, side: int) -> Image.Image:
    fitted = picture.copy()
    fitted.thumbnail((side, side), Image.Resampling.LANCZOS)
    return fitted


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    """Written from the pixels alone: a new picture carries no info, hence no EXIF, XMP, comment or profile."""
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    written = io.BytesIO()
    bare.save(written, "JPEG", quality=quality, optimize=True, progressive=True)
    return written.getvalue()
