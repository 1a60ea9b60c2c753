"""Where a photo or a document is joined: a visit, a line, or the answer to a question; and what is joined there."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from companies.models import Company
from diagnostics.models import Attachment, Diagnostic, Flow, Questionnaire
from diagnostics.models.visits import AttachmentQuerySet

NOBODY = uuid.UUID(int=0)


@dataclass(frozen=True, slots=True)
class Place:
    """A line's photo also knows the visit where the line was noted; a question is one of a visit or questionnaire."""

    company: Company
    diagnostic: Diagnostic | None = None
    flow: Flow | None = None
    questionnaire: Questionnaire | None = None
    question_uuid: uuid.UUID | None = None

    @property
    def attachments(self) -> AttachmentQuerySet:
        """What is joined here. A visit shows the photos of its lines too, not those of its questions."""
        kept = Attachment.objects.kept().filter(company=self.company)
        if self.flow:
            return kept.filter(flow=self.flow)
        if self.questionnaire:
            return kept.filter(questionnaire=self.questionnaire, question_uuid=self.question_uuid)
        return kept.filter(diagnostic=self.diagnostic, question_uuid=self.question_uuid)

    @property
    def key(self) -> str:
        """Names the place on a page that shows several."""
        if self.question_uuid:
            return f"question-{self.question_uuid}"
        return f"ligne-{self.flow.pk}" if self.flow else "visite"

    @property
    def fields(self) -> dict[str, str]:
        """What the form posts to find this place again (`attachments:create`)."""
        named = {
            "diagnostic": self.diagnostic.pk if self.diagnostic and not self.flow else "",
            "flow": self.flow.uuid if self.flow else "",
            "questionnaire": self.questionnaire.pk if self.questionnaire else "",
            "question": self.question_uuid or "",
        }
        return {name: str(value) for name, value in named.items() if value}


def place_of(attachment: Attachment) -> Place:
    return Place(
        attachment.company,
        attachment.diagnostic,
        attachment.flow,
        attachment.questionnaire,
        attachment.question_uuid,
    )


def place_of_flow(flow: Flow) -> Place:
    """A line, with the visit where it was noted, if any."""
    visits = Diagnostic.objects.filter(company=flow.company_id, uuid=flow.origin_uuid or NOBODY)
    return Place(flow.company, visits.first(), flow)
