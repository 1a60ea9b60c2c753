"""The strip of photos of a place, for whoever draws it: the visit, a line, a question, a company's own page."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from diagnostics.attachments.places import Place
from diagnostics.models import Attachment
from diagnostics.questionnaire.questions import Question

if TYPE_CHECKING:
    from symbiose.programmes.models import Membership

PHOTOS = "image/jpeg,image/png,image/webp,image/gif"
DOCUMENTS = "application/pdf"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a file is read and changed; an address is empty where the reader may not."""

    file: str
    preview: str
    caption: str = ""
    remove: str = ""
    make_line: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    attachment: Attachment
    to: Addresses


@dataclass(frozen=True, slots=True)
class Strip:
    """What is joined to a place and, where `action` says where to send it, the form of the next file."""

    key: str
    items: list[Item]
    action: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    accept: str = PHOTOS
    is_htmx: bool = True
    new_uuid: uuid.UUID = field(default_factory=uuid.uuid4)
    fault: str = ""
    caption: str = ""
    back: str = ""  # where to return once the file is kept, without a script

    @property
    def takes_documents(self) -> bool:
        return DOCUMENTS in self.accept


def staff_strip(
    place: Place, membership: Membership, *, can_change: bool = True, question: Question | None = None, **said: Any
) -> Strip:
    """The strip of a place as a member of the programme sees it."""
    slug = membership.programme.slug
    visible = place.attachments.visible_to(membership).select_related("flow", "diagnostic")
    return Strip(
        key=place.key,
        items=[Item(attachment, staff_addresses(attachment, slug, can_change=can_change)) for attachment in visible],
        action=reverse("attachments:create", args=[slug]) if can_change else "",
        fields=place.fields,
        accept=accepted(question),
        **said,
    )


def staff_addresses(attachment: Attachment, slug: str, *, can_change: bool = True) -> Addresses:
    def to(name: str) -> str:
        return reverse(f"attachments:{name}", args=[slug, attachment.uuid])

    preview = to("preview") if attachment.preview else ""
    if not can_change:
        return Addresses(to("file"), preview)
    return Addresses(to("file"), preview, to("caption"), to("remove"), _line_to_make(attachment, slug))


def _line_to_make(attachment: Attachment, slug: str) -> str:
    """From a photo of the visit, the form of a line that it illustrates."""
    if attachment.flow_id or attachment.question_uuid or not attachment.diagnostic_id:
        return ""
    visit = reverse("diagnostics:detail", args=[slug, attachment.diagnostic_id])
    return f"{visit}?photo={attachment.uuid}#ligne"


def personal_strip(place: Place, token: str, *, question: Question | None = None, **said: Any) -> Strip:
    """The strip of a question as the company sees it on its own page."""
    return Strip(
        key=place.key,
        items=[Item(attachment, personal_addresses(attachment, token)) for attachment in place.attachments],
        action=reverse("personal_diagnostics:file_create", args=[token, place.question_uuid]),
        accept=accepted(question),
        is_htmx=False,
        **said,
    )


def personal_addresses(attachment: Attachment, token: str) -> Addresses:
    def to(name: str) -> str:
        return reverse(f"personal_diagnostics:{name}", args=[token, attachment.uuid])

    return Addresses(to("file"), to("file_preview") if attachment.preview else "", remove=to("file_remove"))


def accepted(question: Question | None) -> str:
    """The types that the file picker offers."""
    return f"{PHOTOS},{DOCUMENTS}" if question is None or question.accept == "file" else PHOTOS


def line_photos(attachments: Iterable[Attachment]) -> dict[int, list[Attachment]]:
    """Photos by line, for a list of lines."""
    found: dict[int, list[Attachment]] = {}
    for attachment in attachments:
        if attachment.flow_id:
            found.setdefault(attachment.flow_id, []).append(attachment)
    return found
