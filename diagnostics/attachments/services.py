"""Photos and documents: kept once, captioned, removed with a way back, and erased for good when nobody misses them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from diagnostics.attachments.answers import keep_as_answer
from diagnostics.attachments.places import Place, place_of
from diagnostics.models import Attachment, Flow
from diagnostics.services.visit_moments import touch_visit
from symbiose.journal.services import Actor, FactDetails, record_fact
from symbiose.programmes.edits import save_edit
from symbiose.uploads import CheckedFile, Refused

if TYPE_CHECKING:
    from django.db.models.fields.files import FieldFile

MOST_PER_PLACE = 40
FOLDER = "attachments"
KEPT_AFTER_REMOVAL = timedelta(days=30)
KEPT_WITHOUT_ROW = timedelta(days=1)


class IdentifierTaken(Exception):
    """The uuid that came with the file already names another one."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What a sweep erased: rows removed long ago, files without a row."""

    rows: int
    files: int


def add_attachment(
    *, place: Place, file: CheckedFile, actor: Actor, attachment_uuid: uuid.UUID | None = None, caption: str = ""
) -> Attachment:
    """Keep a file at a place. The same `attachment_uuid` (made by the page or the tablet) is kept once.

    The files are written before the transaction, and taken back when it fails: a row never lacks its file.
    Raises Refused when the place is full, IdentifierTaken when the uuid names a file of somebody else.
    """
    known = _known(place, attachment_uuid)
    if known:
        return known
    if place.attachments.count() >= MOST_PER_PLACE:
        raise Refused(_("Il y a déjà %(n)s fichiers ici : retirez-en un d’abord.") % {"n": MOST_PER_PLACE})
    attachment = _built(place, file, actor, attachment_uuid or uuid.uuid4(), caption)
    _write_files(attachment, file)
    try:
        _save(attachment, actor)
    except IntegrityError:  # the same file, sent twice at the same instant
        _erase_files(attachment)
        return _known(place, attachment_uuid) or _unknown()
    except Exception:
        _erase_files(attachment)
        raise
    return attachment


def _unknown() -> Attachment:
    raise IdentifierTaken


def _known(place: Place, attachment_uuid: uuid.UUID | None) -> Attachment | None:
    if attachment_uuid is None:
        return None
    known = Attachment.objects.filter(uuid=attachment_uuid).first()
    if known and known.company_id != place.company.pk:
        raise IdentifierTaken
    return known


def _built(place: Place, file: CheckedFile, actor: Actor, key: uuid.UUID, caption: str) -> Attachment:
    return Attachment(
        programme_id=place.company.programme_id,
        uuid=key,
        company=place.company,
        diagnostic=place.diagnostic,
        flow=place.flow,
        questionnaire=place.questionnaire,
        question_uuid=place.question_uuid,
        kind=file.kind,
        name=file.name,
        caption=caption,
        content_type=file.content_type,
        size=len(file.data),
        digest=file.digest,
        created_by=actor.user,
    )


def _write_files(attachment: Attachment, file: CheckedFile) -> None:
    """Under names of our own: what a person calls a file never reaches the disk."""
    name = uuid.uuid4().hex
    attachment.file.save(f"{name}.{file.extension}", ContentFile(file.data), save=False)
    if file.preview:
        attachment.preview.save(f"{name}-petit.{file.extension}", ContentFile(file.preview), save=False)


@transaction.atomic
def _save(attachment: Attachment, actor: Actor) -> None:
    attachment.save()
    _after_change("attachment_added", attachment, actor)


@transaction.atomic
def caption_attachment(*, attachment_id: int, caption: str, expected_version: int) -> Attachment:
    """Write what a photo shows. Raises EditConflict."""
    attachment = Attachment.objects.get(pk=attachment_id)
    attachment.caption = caption
    return save_edit(attachment, expected_version=expected_version, fields=["caption"])


@transaction.atomic
def remove_attachment(*, attachment_id: int, actor: Actor) -> Attachment:
    """Take a file away; its bytes stay 30 days, for whoever changes their mind. Twice changes nothing."""
    return _set_removed(attachment_id, timezone.now(), "attachment_removed", actor)


@transaction.atomic
def restore_attachment(*, attachment_id: int, actor: Actor) -> Attachment:
    """Bring a removed file back."""
    return _set_removed(attachment_id, None, "attachment_restored", actor)


@transaction.atomic
def give_to_line(*, attachment_id: int, flow: Flow, actor: Actor) -> Attachment:
    """A photo taken in the workshop becomes that of the line made from it: it is read by those who read the line."""
    attachment = _locked(attachment_id)
    if attachment.flow_id is None and attachment.company_id == flow.company_id:
        attachment.flow = flow
        _touch(attachment, "flow")
        _after_change("attachment_given", attachment, actor)
    return attachment


def _set_removed(attachment_id: int, removed_at: datetime | None, kind: str, actor: Actor) -> Attachment:
    attachment = _locked(attachment_id)
    if bool(attachment.removed_at) != bool(removed_at):
        attachment.removed_at = removed_at
        _touch(attachment, "removed_at")
        _after_change(kind, attachment, actor)
    return attachment


def _locked(attachment_id: int) -> Attachment:
    rows = Attachment.objects.select_for_update(of=("self",))
    return rows.select_related("company", "diagnostic", "flow", "questionnaire").get(pk=attachment_id)


def _touch(attachment: Attachment, *fields: str) -> None:
    attachment.version += 1
    attachment.save(update_fields=[*fields, "version"])


def _after_change(kind: str, attachment: Attachment, actor: Actor) -> None:
    """The journal, the visit's last gesture, and the answer that the files of a question are."""
    details = FactDetails(company_uuid=attachment.company.uuid, data={"kind": str(attachment.kind)})
    record_fact(kind=kind, subject=attachment, actor=actor, details=details)
    if attachment.diagnostic_id:
        touch_visit(diagnostic_id=attachment.diagnostic_id)
    if attachment.question_uuid:
        keep_as_answer(place_of(attachment), actor)


def erase_old_files(*, now: datetime) -> Erased:
    """Erase what was removed more than 30 days ago, and files that no row names (a crash between file and row)."""
    rows = list(Attachment.objects.filter(removed_at__lt=now - KEPT_AFTER_REMOVAL))
    for attachment in rows:
        attachment.delete()
        _erase_files(attachment)
    orphans = list(_orphans(now - KEPT_WITHOUT_ROW))
    for path in orphans:
        default_storage.delete(path)
    return Erased(len(rows), len(orphans))


def _erase_files(attachment: Attachment) -> None:
    files: list[FieldFile] = [attachment.file, attachment.preview]
    for stored in files:
        if stored.name:
            default_storage.delete(stored.name)


def _orphans(before: datetime) -> Iterator[str]:
    named: set[str] = set()
    for row in Attachment.objects.values_list("file", "preview"):
        named.update(row)
    for path in _stored(FOLDER):
        if path not in named and default_storage.get_modified_time(path) < before:
            yield path


def _stored(folder: str) -> Iterator[str]:
    if not default_storage.exists(folder):
        return
    folders, files = default_storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in files)
    for name in folders:
        yield from _stored(f"{folder}/{name}")


def as_json(attachment: Attachment, addresses: Any) -> dict[str, Any]:
    """What the tablet's own script reads of a file that it has sent."""
    return {
        "uuid": str(attachment.uuid),
        "kind": attachment.kind,
        "name": attachment.name,
        "caption": attachment.caption,
        "version": attachment.version,
        "file": addresses.file,
        "preview": addresses.preview,
    }
