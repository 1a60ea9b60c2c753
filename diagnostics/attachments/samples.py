"""Real objects for each of these addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companies.holders import holder_of
from companies.models import Contact
from diagnostics.models import Attachment
from symbiose.links.samples import token_of
from symbiose.programmes.url_samples import Finder, Kwargs

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme


def _kept(programme: Programme) -> Kwargs | None:
    return _key(Attachment.objects.kept().filter(programme=programme).order_by("pk").first())


def _key(attachment: Attachment | None) -> Kwargs | None:
    return {"key": attachment.uuid} if attachment else None


def _own(programme: Programme) -> Kwargs | None:
    """A file that a company joined to its questionnaire, and the link of one of its people."""
    answers = Attachment.objects.kept().filter(programme=programme, questionnaire__isnull=False)
    attachment = answers.order_by("pk").first()
    if attachment is None:
        return None
    contact = Contact.objects.current().filter(company=attachment.company_id).select_related("company").first()
    return {**token_of(programme, holder_of(contact)), "key": attachment.uuid} if contact else None


def _own_question(programme: Programme) -> Kwargs | None:
    own = _own(programme)
    attachment = Attachment.objects.filter(uuid=own["key"]).first() if own else None
    return {"token": own["token"], "question": attachment.question_uuid} if own and attachment else None


SAMPLES: dict[str, Finder] = {
    **{f"attachments:{name}": _kept for name in ("file", "preview", "caption", "remove", "restore")},
    **{f"personal_diagnostics:{name}": _own for name in ("file", "file_preview", "file_remove")},
    "personal_diagnostics:file_create": _own_question,
}
