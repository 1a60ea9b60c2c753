"""The complementary questionnaire: keeping replies, submitting, closing, opening again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from diagnostics.answered import replies_of as replies_of
from diagnostics.answered import schema_of as schema_of
from diagnostics.models import Answer, Questionnaire
from diagnostics.questionnaire.path import progress, required_left
from diagnostics.questionnaire.replies import Replies, Reply
from diagnostics.services.answer_flows import sync_flows
from diagnostics.services.answers import UnknownQuestion as UnknownQuestion
from diagnostics.services.answers import contact_of, write_answer
from symbiose.journal.services import Actor, FactDetails, record_fact
from symbiose.outbox.models import OutboxEmail
from symbiose.outbox.services import cancel_messages
from symbiose.reminders.services import drop_reminders

State = Questionnaire.State


class QuestionnaireClosed(Exception):
    """The answers may no longer change."""


class RequiredLeft(Exception):
    """Questions that must be answered are not: the answers cannot be sent."""


@transaction.atomic
def save_reply(*, questionnaire_id: int, question_uuid: str, reply: Reply, actor: Actor) -> Answer:
    """Keep the reply to one question; two people of the company share it, the last one counts.

    Passing a question leaves an earlier reply as it was. Once submitted, a changed reply changes its flow at once.
    Raises QuestionnaireClosed and UnknownQuestion.
    """
    questionnaire = _open_to_replies(questionnaire_id)
    if schema_of(questionnaire).question(question_uuid) is None:
        raise UnknownQuestion(question_uuid)
    before = replies_of(questionnaire)
    answer = write_answer(questionnaire, question_uuid, reply, actor)
    if questionnaire.state == State.SENT:
        questionnaire.state, questionnaire.started_at = State.STARTED, timezone.now()
        _save(questionnaire, "state", "started_at")
    if questionnaire.state == State.SUBMITTED:
        sync_flows(answered=questionnaire, actor=actor, before=before)
    return answer


@transaction.atomic
def confirm_fact(*, questionnaire_id: int, question_uuid: str, actor: Actor) -> None:
    """« Toujours juste »: what is known of a question stands, however old; nothing known changes nothing."""
    questionnaire = _open_to_replies(questionnaire_id)
    reply = replies_of(questionnaire).get(question_uuid)
    if reply:
        still = reply.still_right()
        save_reply(questionnaire_id=questionnaire_id, question_uuid=question_uuid, reply=still, actor=actor)


@transaction.atomic
def submit_questionnaire(*, questionnaire_id: int, actor: Actor) -> Questionnaire:
    """Send the answers: they become flows at once, and what was to be sent about them is not. Twice changes nothing.

    Known facts that were shown and not corrected stand as confirmed. Raises QuestionnaireClosed and RequiredLeft.
    """
    questionnaire = _open_to_replies(questionnaire_id)
    first, earlier = questionnaire.state != State.SUBMITTED, replies_of(questionnaire)
    if required_left(schema_of(questionnaire), earlier):
        raise RequiredLeft
    for question_uuid, reply in earlier.items():
        write_answer(questionnaire, question_uuid, reply.confirmed(), actor)
    if first:
        questionnaire.state, questionnaire.submitted_at = State.SUBMITTED, timezone.now()
        questionnaire.started_at = questionnaire.started_at or questionnaire.submitted_at
        questionnaire.submitted_by = contact_of(questionnaire, actor)
        _save(questionnaire, "state", "submitted_at", "started_at", "submitted_by")
    sync_flows(answered=questionnaire, actor=actor, before=None if first else earlier)
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
    _take_back_invitation(questionnaire)
    _tell("questionnaire_closed", questionnaire, actor)
    return questionnaire


@transaction.atomic
def reopen_questionnaire(*, questionnaire_id: int, answer_by: date, actor: Actor) -> Questionnaire:
    """Let a company answer again, until a new day. One that is open already keeps its state."""
    questionnaire = _locked(questionnaire_id)
    if questionnaire.closed_at is None:
        return questionnaire
    questionnaire.closed_at, questionnaire.answer_by = None, answer_by
    if questionnaire.state == State.CLOSED:
        questionnaire.state = State.STARTED if questionnaire.started_at else State.SENT
    _save(questionnaire, "state", "closed_at", "answer_by")
    _tell("questionnaire_reopened", questionnaire, actor)
    return questionnaire


def _take_back_invitation(questionnaire: Questionnaire) -> None:
    """An invitation that has not left yet leaves no more."""
    unsent = OutboxEmail.objects.unsent().filter(key__startswith=f"questionnaire:{questionnaire.uuid}:")
    cancel_messages(email_ids=unsent.values_list("pk", flat=True), reason="questionnaire clos")


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


def _save(questionnaire: Questionnaire, *fields: str) -> None:
    questionnaire.version += 1
    questionnaire.save(update_fields=[*fields, "version"])


def _tell(kind: str, questionnaire: Questionnaire, actor: Actor, data: Mapping[str, object] | None = None) -> None:
    details = FactDetails(company_uuid=questionnaire.company.uuid, data=dict(data or {}))
    record_fact(kind=kind, subject=questionnaire, actor=actor, details=details)
