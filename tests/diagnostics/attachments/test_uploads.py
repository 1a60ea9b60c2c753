"""Files judged by their content: what is kept of a photo, and the words of each refusal."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from symbiose.uploads import LARGEST_PHOTO, LONGEST_SIDE, Refused, check_upload, shown_name
from tests.diagnostics.attachments.pictures import (
    GPS,
    MAKER,
    archive,
    jpeg,
    jpeg_with_position,
    pdf,
    pdf_with_hidden_script,
    picture,
    png_bomb,
    png_with_text,
    saved,
    uploaded,
)


class HeavyUpload:
    """Thirty megabytes of which only the beginning may be read."""

    name = "grande.jpg"
    size = 30_000_000

    def __init__(self) -> None:
        self.was_read = 0

    def seek(self, place: int) -> None:
        assert place == 0

    def read(self, size: int = -1) -> bytes:
        assert size > 0, "a file that is too large is read whole"
        self.was_read += size
        return jpeg()[:size]


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_the_position_of_a_photo_is_not_kept():
    sent = jpeg_with_position()
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(GPS)

    kept = check_upload(uploaded(sent)).data

    assert not opened(kept).getexif()
    assert b"Exif" not in kept


@pytest.mark.parametrize("trace", [MAKER.encode(), b"chez Dupont", b"xmpmeta", b"48.17"])
def test_no_trace_of_the_camera_or_its_owner_is_kept(trace):
    sent = jpeg_with_position()
    assert trace in sent

    file = check_upload(uploaded(sent))

    assert trace not in file.data + file.preview


def test_the_text_of_a_png_is_not_kept():
    assert b"Location" not in check_upload(uploaded(png_with_text())).data


def test_a_photo_that_lies_on_its_side_is_put_upright():
    assert opened(check_upload(uploaded(jpeg_with_position())).data).size == (48, 64)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_the_usual_pictures_become_jpeg(form):
    file = check_upload(uploaded(saved(picture(), form)))

    assert (file.kind, file.content_type, opened(file.data).format) == ("photo", "image/jpeg", "JPEG")


def test_the_colours_of_a_photo_stay():
    kept = opened(check_upload(uploaded(saved(picture(colour=(200, 30, 30)), "PNG"))).data)

    red, green, blue = kept.getpixel((10, 10))
    assert abs(red - 200) < 8
    assert abs(green - 30) < 8
    assert abs(blue - 30) < 8


def test_what_is_transparent_is_white():
    clear = saved(Image.new("RGBA", (20, 20), (255, 0, 0, 0)), "PNG")

    assert opened(check_upload(uploaded(clear)).data).getpixel((5, 5)) == (255, 255, 255)


def test_a_large_photo_is_made_smaller():
    file = check_upload(uploaded(jpeg((5000, 3000))))

    assert opened(file.data).size == (LONGEST_SIDE, 1536)
    assert max(opened(file.preview).size) == 480


def test_a_photo_in_print_colours_is_readable():
    assert opened(check_upload(uploaded(saved(picture().convert("CMYK"), "JPEG"))).data).mode == "RGB"


def test_thirty_megabytes_are_refused_without_being_read():
    upload = HeavyUpload()

    with pytest.raises(Refused, match="Cette photo pèse 30 Mo ; 15 Mo au plus"):
        check_upload(upload)  # type: ignore[arg-type]

    assert upload.was_read <= 1024


def test_one_byte_too_many_does_not_read_as_the_limit_itself():
    upload = HeavyUpload()
    upload.size = LARGEST_PHOTO + 1

    with pytest.raises(Refused, match="pèse 15,1 Mo ; 15 Mo"):
        check_upload(upload)  # type: ignore[arg-type]


def test_a_picture_with_too_many_points_is_refused():
    with pytest.raises(Refused, match="trop de points : 50 millions"):
        check_upload(uploaded(png_bomb(8_000), "bombe.png"))


def test_a_picture_that_would_fill_the_memory_is_refused():
    with pytest.raises(Refused, match="trop de points"):
        check_upload(uploaded(png_bomb(60_000), "bombe.png"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "vide"),
        (b"MZ\x90\x00 This program", "programme"),
        (b"\x7fELF\x02\x01", "programme"),
        (b"#!/bin/sh\nrm -rf /", "programme"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "HEIC"),
        (b"\x00\x00\x00\x18ftypavif\x00\x00", "HEIC"),
        (b"<svg xmlns='x' onload='alert(1)'/>", "SVG"),
        (b"\xef\xbb\xbf <!DOCTYPE html><script>", "HTML"),
        (b"<?xml version='1.0'?><svg/>", "SVG"),
        (b"PK\x03\x04rest", "archive"),
        (b"quelques mots", "ni une photo"),
        (b"\x00\x01\x02\x03", "ni une photo"),
    ],
)
def test_what_is_no_photo_is_refused_in_words(data, words):
    with pytest.raises(Refused, match=words):
        check_upload(uploaded(data, "vacances.jpg"))


def test_a_photo_that_is_an_archive_too_is_refused():
    with pytest.raises(Refused, match="à la fois une photo et autre chose"):
        check_upload(uploaded(archive(before=jpeg())))


def test_what_follows_a_photo_is_left_behind():
    assert b"<script>" not in check_upload(uploaded(jpeg() + b"<script>alert(1)</script>")).data


def test_a_photo_cut_short_is_refused():
    with pytest.raises(Refused, match="abîmée"):
        check_upload(uploaded(jpeg((800, 600))[:-500]))


def test_a_plain_pdf_is_kept_as_it_came():
    file = check_upload(uploaded(pdf(), "contrat.pdf"))

    assert (file.kind, file.content_type, file.data) == ("document", "application/pdf", pdf())


@pytest.mark.parametrize(
    "body",
    [
        b"/OpenAction<</S/JavaScript/JS(x)>>",
        b"/OpenAction<</S/Launch>>",
        b"/Names<</EmbeddedFiles 3 0 R>>",
        b"/J#53 x",
    ],
)
def test_a_pdf_that_does_something_is_refused(body):
    with pytest.raises(Refused, match="programme ou un fichier caché"):
        check_upload(uploaded(pdf(body), "contrat.pdf"))


def test_a_script_packed_inside_a_pdf_is_found():
    with pytest.raises(Refused, match="programme ou un fichier caché"):
        check_upload(uploaded(pdf_with_hidden_script(), "contrat.pdf"))


def test_a_pdf_that_is_an_archive_too_is_refused():
    with pytest.raises(Refused, match="abîmé"):
        check_upload(uploaded(archive(before=pdf()), "contrat.pdf"))


def test_a_pdf_cut_short_is_refused():
    with pytest.raises(Refused, match="abîmé"):
        check_upload(uploaded(b"%PDF-1.4\n1 0 obj", "contrat.pdf"))


def test_a_pdf_is_no_photo_where_a_photo_is_asked():
    with pytest.raises(Refused, match="ici on attend une photo"):
        check_upload(uploaded(pdf()), documents=False)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\moi\\photo.jpg", "photo.jpg"),
        ("a\x00b\u202egpj.exe", "abgpj.exe"),
        ("", "sans nom"),
        ("é" * 300, "é" * 120),
    ],
)
def test_the_shown_name_has_no_folder_and_no_trick(name, shown):
    assert shown_name(name) == shown


@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_but_a_refusal(data):
    for start in (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\x10\x00\x00\x00WEBP", b"%PDF-1.4"):
        try:
            check_upload(uploaded(start + data))
        except Refused:
            continue


@given(st.integers(0, 2000), st.integers(0, 255))
def test_a_photo_with_one_byte_changed_is_kept_clean_or_refused(place, value):
    data = bytearray(jpeg_with_position())
    data[place % len(data)] = value
    try:
        kept = check_upload(uploaded(bytes(data))).data
    except Refused:
        return
    assert not opened(kept).getexif()
