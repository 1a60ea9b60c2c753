"""Opening the questionnaires of a campaign, a batch at a time, and writing once to each company."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from companies.models import Company, Contact
from diagnostics.known_facts import known_of
from diagnostics.messages import invitation_message
from diagnostics.models import Answer, Campaign, Questionnaire, Template
from diagnostics.questionnaire.path import progress
from diagnostics.questionnaire.prefill import known_replies
from diagnostics.questionnaire.replies import to_json
from diagnostics.questionnaire.schema import Schema
from diagnostics.services.questionnaires import replies_of, schema_of
from symbiose.holders import CONTACT, resolve_holder
from symbiose.journal.services import Actor, FactDetails, record_fact
from symbiose.outbox.services import queue_email

if TYPE_CHECKING:
    from symbiose.accounts.models import User


@dataclass(frozen=True, slots=True)
class Sending:
    """What a sending did: questionnaires opened, those already there, and companies without an address."""

    sent: int = 0
    already: int = 0
    without_email: int = 0


@transaction.atomic
def send_questionnaires(*, campaign: Campaign, company_ids: Collection[int], actor: User | None) -> Sending:
    """Open the questionnaire of each company and write once to its main contact; sending again repeats nothing."""
    companies = Company.objects.active().filter(programme=campaign.programme_id, pk__in=company_ids)
    Template.objects.filter(pk=campaign.template_id, frozen_at__isnull=True).update(frozen_at=timezone.now())
    counts = {"sent": 0, "already": 0, "without_email": 0}
    for company in companies:
        questionnaire, created = Questionnaire.objects.get_or_create(
            company=company, campaign=campaign, defaults=_of_campaign(campaign, actor)
        )
        counts["sent" if created else "already"] += 1
        if created:
            counts["without_email"] += not _open(questionnaire, company, actor)
    return Sending(**counts)


def _of_campaign(campaign: Campaign, actor: User | None) -> dict[str, object]:
    return {
        "programme_id": campaign.programme_id,
        "template": campaign.template,
        "wave_id": campaign.wave_id,
        "answer_by": campaign.answer_by,
        "created_by": actor,
    }


def _open(questionnaire: Questionnaire, company: Company, actor: User | None) -> bool:
    """Note what is known already and write to the main contact; whether there was an address to write to."""
    schema = schema_of(questionnaire)
    _prefill(questionnaire, company, schema)
    details = FactDetails(company_uuid=company.uuid)
    record_fact(kind="questionnaire_sent", subject=questionnaire, actor=Actor(user=actor), details=details)
    contact = main_contact(company)
    holder = resolve_holder(CONTACT, contact.uuid) if contact else None
    if holder is None:
        return False
    state = progress(schema, replies_of(questionnaire))
    queue_email(
        key=f"questionnaire:{questionnaire.uuid}:invitation:contact:{holder.uuid}",
        message=invitation_message(questionnaire, state),
        recipient=holder,
        programme=questionnaire.programme,
        actor=actor,
    )
    return True


def main_contact(company: Company) -> Contact | None:
    """Whom to write to: the main contact who has an address, else another who has."""
    return Contact.objects.filter(company=company).reachable_by_email().order_by("-is_primary", "pk").first()


def _prefill(questionnaire: Questionnaire, company: Company, schema: Schema) -> None:
    Answer.objects.bulk_create(
        Answer(
            programme_id=questionnaire.programme_id,
            questionnaire=questionnaire,
            question_uuid=uuid.UUID(question),
            value=to_json(reply),
        )
        for question, reply in known_replies(schema, known_of(company)).items()
    )
