"""The complementary questionnaire: sending it, keeping replies, submitting, closing."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from companies.models import Company, Contact
from diagnostics.known_facts import known_of
from diagnostics.messages import invitation_message
from diagnostics.models import Answer, Questionnaire, Template
from diagnostics.questionnaire.path import progress
from diagnostics.questionnaire.prefill import known_replies
from diagnostics.questionnaire.replies import PASSED, Replies, Reply, from_json, to_json
from diagnostics.questionnaire.schema import Schema, read_schema
from diagnostics.services.answer_flows import sync_flows
from symbiose.holders import CONTACT, resolve_holder
from symbiose.journal.services import Actor, FactDetails, record_fact
from symbiose.outbox.services import queue_email
from symbiose.programmes.models import Wave
from symbiose.reminders.services import drop_reminders

if TYPE_CHECKING:
    from symbiose.accounts.models import User
    from symbiose.programmes.models import Programme

State = Questionnaire.State


class QuestionnaireClosed(Exception):
    """The answers may no longer change."""


class UnknownQuestion(Exception):
    """The questionnaire does not ask this."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What a sending did: questionnaires opened, those already there, and companies without an address."""

    sent: int = 0
    already: int = 0
    without_email: int = 0


def schema_of(questionnaire: Questionnaire) -> Schema:
    return read_schema(questionnaire.template.schema)


def replies_of(questionnaire: Questionnaire) -> dict[str, Reply]:
    """The current replies, by question."""
    return {str(answer.question_uuid): from_json(answer.value) for answer in questionnaire.answers.all()}


@transaction.atomic
def send_questionnaires(
    *, programme: Programme, template: Template, company_ids: Collection[int], answer_by: date, actor: User | None
) -> Sending:
    """Open the questionnaire of each company and write once to its main contact; sending again repeats nothing."""
    companies = Company.objects.active().filter(programme=programme, pk__in=company_ids)
    wave = Wave.objects.filter(programme=programme).order_by("-number").first()
    if template.frozen_at is None:
        Template.objects.filter(pk=template.pk).update(frozen_at=timezone.now())
    counts = {"sent": 0, "already": 0, "without_email": 0}
    for company in companies:
        questionnaire, created = Questionnaire.objects.get_or_create(
            company=company,
            template=template,
            defaults={"programme": programme, "wave": wave, "answer_by": answer_by, "created_by": actor},
        )
        counts["sent" if created else "already"] += 1
        if created:
            counts["without_email"] += not _open(questionnaire, company, actor)
    return Sending(**counts)


def _open(questionnaire: Questionnaire, company: Company, actor: User | None) -> bool:
    """Note what is known already and write to the main contact; whether there was an address to write to."""
    schema = schema_of(questionnaire)
    _prefill(questionnaire, company, schema)
    _tell("questionnaire_sent", questionnaire, Actor(user=actor))
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


@transaction.atomic
def save_reply(*, questionnaire_id: int, question_uuid: str, reply: Reply, actor: Actor) -> Answer:
    """Keep the reply to one question; two people of the company share it, the last one counts.

    Passing a question leaves an earlier reply as it was. Once submitted, a changed reply changes its flow at once.
    Raises QuestionnaireClosed and UnknownQuestion.
    """
    questionnaire = _open_to_replies(questionnaire_id)
    if schema_of(questionnaire).question(question_uuid) is None:
        raise UnknownQuestion(question_uuid)
    answer = _write(questionnaire, question_uuid, reply, actor)
    if questionnaire.state == State.SENT:
        questionnaire.state, questionnaire.started_at = State.STARTED, timezone.now()
        _save(questionnaire, "state", "started_at")
    if questionnaire.state == State.SUBMITTED:
        sync_flows(questionnaire=questionnaire, actor=actor)
    return answer


def _write(questionnaire: Questionnaire, question_uuid: str, reply: Reply, actor: Actor) -> Answer:
    earlier = Answer.objects.filter(questionnaire=questionnaire, question_uuid=question_uuid).first()
    before = from_json(earlier.value) if earlier else None
    if before and reply == PASSED:  # what is known stands
        reply = before.confirmed()
    if earlier and before == reply:
        return earlier
    answer = earlier or Answer(
        programme_id=questionnaire.programme_id,
        questionnaire=questionnaire,
        question_uuid=uuid.UUID(question_uuid),
        created_by=actor.user,
    )
    answer.value = to_json(reply.correcting(before))
    answer.answered_at = timezone.now()
    answer.answered_by = _contact(questionnaire, actor)
    answer.version += bool(earlier)
    answer.save()
    return answer


@transaction.atomic
def confirm_fact(*, questionnaire_id: int, question_uuid: str, actor: Actor) -> None:
    """« Toujours juste »: the known fact offered for a question stands; nothing known changes nothing."""
    questionnaire = _open_to_replies(questionnaire_id)
    reply = replies_of(questionnaire).get(question_uuid)
    if reply:
        save_reply(
            questionnaire_id=questionnaire_id, question_uuid=question_uuid, reply=reply.confirmed(), actor=actor
        )


@transaction.atomic
def submit_questionnaire(*, questionnaire_id: int, actor: Actor) -> Questionnaire:
    """Send the answers: they become flows at once, and what was to be sent about them is not. Twice changes nothing.

    Known facts that were shown and not corrected stand as confirmed. Raises QuestionnaireClosed.
    """
    questionnaire = _open_to_replies(questionnaire_id)
    first = questionnaire.state != State.SUBMITTED
    for question_uuid, reply in replies_of(questionnaire).items():
        _write(questionnaire, question_uuid, reply.confirmed(), actor)
    if first:
        questionnaire.state, questionnaire.submitted_at = State.SUBMITTED, timezone.now()
        questionnaire.started_at = questionnaire.started_at or questionnaire.submitted_at
        questionnaire.submitted_by = _contact(questionnaire, actor)
        _save(questionnaire, "state", "submitted_at", "started_at", "submitted_by")
    sync_flows(questionnaire=questionnaire, actor=actor)
    _update_register(questionnaire)
    if first:
        drop_reminders(subject_uuid=questionnaire.uuid, reason="répondu")
        _tell("questionnaire_submitted", questionnaire, actor, _counts(questionnaire))
    return questionnaire


@transaction.atomic
def close_questionnaire(*, questionnaire_id: int, actor: Actor) -> Questionnaire:
    """Close a questionnaire: answers no longer change, nothing more is sent about it. Twice changes nothing."""
    questionnaire = _locked(questionnaire_id)
    if questionnaire.closed_at:
        return questionnaire
    questionnaire.closed_at = timezone.now()
    if questionnaire.state != State.SUBMITTED:
        questionnaire.state = State.CLOSED
    _save(questionnaire, "state", "closed_at")
    drop_reminders(subject_uuid=questionnaire.uuid, reason="questionnaire clos")
    _tell("questionnaire_closed", questionnaire, actor)
    return questionnaire


def _update_register(questionnaire: Questionnaire) -> None:
    """A fact of the register that the company corrected is corrected there."""
    replies = replies_of(questionnaire)
    for question in schema_of(questionnaire).questions():
        reply = replies.get(question.uuid)
        known = question.prefill.company if question.prefill else ""
        if known == "workforce" and reply and not reply.is_known_fact and isinstance(reply.value, int):
            company = questionnaire.company
            company.workforce = reply.value
            company.save(update_fields=["workforce"])


def _counts(questionnaire: Questionnaire) -> dict[str, object]:
    replies: Replies = replies_of(questionnaire)
    state = progress(schema_of(questionnaire), replies)
    return {"answered": sum(1 for reply in replies.values() if reply.has_value), "asked": state.total}


def _open_to_replies(questionnaire_id: int) -> Questionnaire:
    questionnaire = _locked(questionnaire_id)
    if questionnaire.closed_at:
        raise QuestionnaireClosed
    return questionnaire


def _locked(questionnaire_id: int) -> Questionnaire:
    questionnaires = Questionnaire.objects.select_for_update(of=("self",))
    return questionnaires.select_related("company", "template", "programme").get(pk=questionnaire_id)


def _contact(questionnaire: Questionnaire, actor: Actor) -> Contact | None:
    if actor.holder is None:
        return None
    return Contact.objects.filter(programme=questionnaire.programme_id, uuid=actor.holder.uuid).first()


def _save(questionnaire: Questionnaire, *fields: str) -> None:
    questionnaire.version += 1
    questionnaire.save(update_fields=[*fields, "version"])


def _tell(kind: str, questionnaire: Questionnaire, actor: Actor, data: Mapping[str, object] | None = None) -> None:
    details = FactDetails(company_uuid=questionnaire.company.uuid, data=dict(data or {}))
    record_fact(kind=kind, subject=questionnaire, actor=actor, details=details)
