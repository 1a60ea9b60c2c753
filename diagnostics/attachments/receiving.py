"""From a multipart post to kept files: the steps that the member's door and the company's own door share."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext as _

from diagnostics.attachments.forms import FileForm, first_fault
from diagnostics.attachments.places import Place
from diagnostics.attachments.services import IdentifierTaken, add_attachment
from diagnostics.models import Attachment
from symbiose.journal.services import Actor
from symbiose.upload_handlers import dropped_size
from symbiose.uploads import Refused, check_upload, refuse_oversized

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

INPUTS = ("file", "camera")  # chosen among the files of the phone, or taken now
MOST_AT_ONCE = 10


@dataclass(slots=True)
class Received:
    """What was kept, and in words what was not."""

    kept: list[Attachment] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def fault(self) -> str:
        return " ".join(self.faults)


def receive_with_line(request: HttpRequest, place: Place, actor: Actor) -> Received:
    """Keep the photo that came with a new line, if any; sent twice with its line, it is kept once."""
    received = Received()
    form = FileForm({})
    form.is_valid()
    for size in filter(None, (dropped_size(request, name) for name in INPUTS)):
        received.faults.append(str(refuse_oversized(size)))
    first = uuid.uuid5(place.flow.uuid, "photo") if place.flow else None
    for number, upload in enumerate(list(_uploads(request))[:MOST_AT_ONCE]):
        _keep(received, place, actor, upload, _key(first, number), form, documents=True)
    return received


def receive(
    request: HttpRequest, place: Place, actor: Actor, *, documents: bool = True, most: int = MOST_AT_ONCE
) -> Received:
    """Keep the files of a post at a place; each refused one leaves its sentence, the others are kept.

    `most` is how many new ones the place still takes.
    """
    received = Received()
    form = FileForm(request.POST)
    if not form.is_valid():
        received.faults.append(first_fault(form))
        return received
    for size in filter(None, (dropped_size(request, name) for name in INPUTS)):
        received.faults.append(str(refuse_oversized(size)))
    uploads = list(_uploads(request))
    if not uploads and not received.faults:
        received.faults.append(_("Choisissez une photo, ou prenez-en une."))
    for number, upload in enumerate(uploads[:MOST_AT_ONCE]):
        key = _key(form.cleaned_data["uuid"], number)
        is_new = key is None or not place.attachments.filter(uuid=key).exists()
        if is_new and most <= 0:
            received.faults.append(_("Cette question ne prend pas plus de fichiers : retirez-en un d’abord."))
            break
        most -= is_new  # a repeated sending takes no room
        _keep(received, place, actor, upload, key, form, documents=documents)
    if len(uploads) > MOST_AT_ONCE:
        received.faults.append(_("Dix fichiers à la fois au plus : envoyez les autres ensuite."))
    return received


def _uploads(request: HttpRequest) -> Iterator[UploadedFile[bytes]]:
    for name in INPUTS:
        yield from request.FILES.getlist(name)


def _key(first: uuid.UUID | None, number: int) -> uuid.UUID | None:
    """The uuid of the form names the first file; the others have one that follows from it, the same at each send."""
    return uuid.uuid5(first, str(number)) if first and number else first


def _keep(
    received: Received,
    place: Place,
    actor: Actor,
    upload: UploadedFile[bytes],
    key: uuid.UUID | None,
    form: FileForm,
    *,
    documents: bool,
) -> None:
    caption = form.cleaned_data["caption"]
    try:
        file = check_upload(upload, documents=documents)
        kept = add_attachment(place=place, file=file, actor=actor, attachment_uuid=key, caption=caption)
    except Refused as refusal:
        received.faults.append(str(refusal))
    except IdentifierTaken:
        received.faults.append(_("Ce fichier n’a pas été pris : rechargez la page, puis recommencez."))
    else:
        received.kept.append(kept)
