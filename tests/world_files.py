"""The files of the world: a photo of its visit, and one that a company joined to a question of its questionnaire."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from companies.models import Company, Contact
from diagnostics.models import Attachment, Diagnostic, Questionnaire, Template
from symbiose.programmes.models import Programme

QUESTION = uuid.UUID("7d9f9b0e-6f0c-4c39-9b3e-0c6f4f0a1d11")
SCHEMA = {
    "sections": [
        {
            "uuid": "7d9f9b0e-6f0c-4c39-9b3e-0c6f4f0a1d10",
            "title": "Photos",
            "questions": [{"uuid": str(QUESTION), "kind": "file", "text": "Une photo de la benne ?", "most_files": 3}],
        }
    ]
}


def join_files(programme: Programme, diagnostic: Diagnostic) -> None:
    _join(Attachment(programme=programme, company=diagnostic.company, diagnostic=diagnostic))
    questionnaire = _asked_for_a_photo(programme)
    answer = Attachment(programme=programme, company=questionnaire.company, questionnaire=questionnaire)
    answer.question_uuid = QUESTION
    _join(answer)


def _asked_for_a_photo(programme: Programme) -> Questionnaire:
    """A company of its own, after the others by name, so that nobody else's samples change."""
    company = Company.objects.create(
        programme=programme, name=f"Zinguerie {programme.slug}", name_key=f"zinguerie {programme.slug}", city="Conlie"
    )
    Contact.objects.create(
        programme=programme, company=company, last_name="Zinc", email=f"zinc@{programme.slug}.example.org"
    )
    template = Template.objects.create(
        programme=programme,
        kind=Template.Kind.QUESTIONNAIRE,
        title="Photos",
        schema=SCHEMA,
        published_at=timezone.now(),
        archived_at=timezone.now(),
    )
    return Questionnaire.objects.create(
        programme=programme,
        company=company,
        template=template,
        sent_at=timezone.now() - timedelta(days=30),  # not the newest: samples of other pages take that one
        answer_by=timezone.localdate() + timedelta(days=14),
    )


def _join(attachment: Attachment) -> None:
    attachment.kind, attachment.name, attachment.content_type = Attachment.Kind.PHOTO, "benne.jpg", "image/jpeg"
    attachment.size, attachment.digest = 3, "0" * 64
    attachment.file.save("benne.jpg", ContentFile(b"une"), save=False)
    attachment.preview.save("benne-petite.jpg", ContentFile(b"une"), save=False)
    attachment.save()
