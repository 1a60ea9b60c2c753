"""Photos of three lines, drawn at loading (pallets, cartons, old screens): no picture is kept in the sources."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from dashboard.demo.clock import told_on
from diagnostics.attachments.places import place_of_flow
from diagnostics.attachments.services import add_attachment
from diagnostics.enums import Direction
from diagnostics.models import Flow
from symbiose.journal.services import Actor
from symbiose.uploads import check_upload

if TYPE_CHECKING:
    from diagnostics.models import Diagnostic

WIDTH, HEIGHT = 1200, 900
WALL, FLOOR, SHADOW = (214, 208, 196), (150, 144, 134), (118, 112, 104)
WOOD, DARK_WOOD = (190, 148, 96), (150, 112, 70)
BOARD, TAPE = (196, 158, 112), (222, 206, 168)
CASE, GLASS = (62, 68, 74), (122, 150, 160)
TAKEN = -200
Draw = ImageDraw.ImageDraw


def take_photos(visits: Iterable[Diagnostic]) -> int:
    """Join a drawn photo to the first line of each of the three things; the number joined."""
    uuids = [visit.uuid for visit in visits]
    lines = Flow.objects.filter(origin_uuid__in=uuids, direction=Direction.RESOURCE).select_related("company")
    taken = 0
    with told_on(TAKEN, 15):
        for word, caption, drawing in PICTURES:
            flow = lines.filter(label__icontains=word).order_by("pk").first()
            if flow:
                _join(flow, caption, drawing)
                taken += 1
    return taken


def _join(flow: Flow, caption: str, drawing: Callable[[Draw], None]) -> None:
    place = place_of_flow(flow)
    adviser = place.diagnostic.adviser if place.diagnostic else None
    file = check_upload(SimpleUploadedFile("IMG_0412.jpg", _drawn(drawing)))
    add_attachment(place=place, file=file, actor=Actor(user=adviser), caption=caption)


def _drawn(drawing: Callable[[Draw], None]) -> bytes:
    picture = Image.new("RGB", (WIDTH, HEIGHT), WALL)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 620, WIDTH, HEIGHT), fill=FLOOR)
    draw.ellipse((180, 690, 1050, 820), fill=SHADOW)
    drawing(draw)
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=88)
    return written.getvalue()


def _pallets(draw: Draw) -> None:
    for level in range(7):
        top = 700 - level * 78
        left = 290 + (level % 2) * 18
        draw.rectangle((left, top, left + 600, top + 16), fill=WOOD)
        for block in range(3):
            x = left + block * 260
            draw.rectangle((x, top + 16, x + 80, top + 58), fill=DARK_WOOD)
        draw.rectangle((left, top + 58, left + 600, top + 70), fill=WOOD)


def _cartons(draw: Draw) -> None:
    for x, y, width, height in ((240, 470, 340, 280), (600, 520, 360, 230), (380, 250, 300, 210)):
        draw.rectangle((x, y, x + width, y + height), fill=BOARD, outline=DARK_WOOD, width=4)
        middle = x + width // 2
        draw.rectangle((middle - 22, y, middle + 22, y + height), fill=TAPE)


def _screens(draw: Draw) -> None:
    for x, y in ((220, 420), (560, 470), (760, 330)):
        draw.rounded_rectangle((x, y, x + 300, y + 220), 14, fill=CASE)
        draw.rectangle((x + 18, y + 18, x + 282, y + 190), fill=GLASS)
        draw.rectangle((x + 130, y + 220, x + 170, y + 270), fill=CASE)
        draw.rounded_rectangle((x + 80, y + 262, x + 220, y + 284), 8, fill=CASE)


PICTURES: tuple[tuple[str, str, Callable[[Draw], None]], ...] = (
    ("palette", "Derrière l’atelier, sous l’auvent", _pallets),
    ("carton", "Au quai, avant la collecte", _cartons),
    ("écran", "Dans l’ancien bureau", _screens),
)
