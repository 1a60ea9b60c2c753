"""Keeping answers, of a questionnaire or of a visit: one row per question, its past in the history."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from companies.models import Contact
from diagnostics.answered import Answered, replies_of, schema_of
from diagnostics.models import Answer, Diagnostic, Questionnaire
from diagnostics.questionnaire.replies import PASSED, Reply, from_json, to_json
from diagnostics.services.answer_flows import sync_flows
from diagnostics.services.templates import freeze_template
from diagnostics.services.visit_moments import touch_visit
from symbiose.journal.services import Actor


class UnknownQuestion(Exception):
    """The questionnaire does not ask this."""


@transaction.atomic
def save_visit_answer(*, diagnostic_id: int, question_uuid: str, reply: Reply, actor: Actor) -> Answer:
    """Keep the reply to one question of a visit, and write at once the lines that it gives.

    Raises UnknownQuestion when the template of the visit does not ask this.
    """
    diagnostic = _visit(diagnostic_id, question_uuid)
    before = replies_of(diagnostic)
    answer = write_answer(diagnostic, question_uuid, reply, actor)
    _after_gesture(diagnostic)
    sync_flows(answered=diagnostic, actor=actor, before=before)
    return answer


@transaction.atomic
def clear_visit_answer(*, diagnostic_id: int, question_uuid: str, actor: Actor) -> None:
    """Empty the answer to one question of a visit: it is asked again, its lines end, its past stays."""
    diagnostic = _visit(diagnostic_id, question_uuid)
    answer = Answer.objects.filter(diagnostic=diagnostic, question_uuid=question_uuid).first()
    if answer is None or not answer.value:
        return
    before = replies_of(diagnostic)
    _keep(answer, {}, diagnostic, actor)
    _after_gesture(diagnostic)
    sync_flows(answered=diagnostic, actor=actor, before=before)


def write_answer(answered: Answered, question_uuid: str, reply: Reply, actor: Actor) -> Answer:
    """Keep one reply. Passing a question leaves what was known or answered before; the same reply changes nothing."""
    earlier = _rows(answered).filter(question_uuid=question_uuid).first()
    before = from_json(earlier.value) if earlier and earlier.value else None
    if before and reply == PASSED:  # what is known stands
        reply = before.passed()
    if earlier and before == reply:
        return earlier
    answer = earlier or Answer(
        programme_id=answered.programme_id,
        question_uuid=uuid.UUID(question_uuid),
        created_by=actor.user,
        **{_name(answered): answered},
    )
    return _keep(answer, to_json(reply.correcting(before)), answered, actor)


def contact_of(answered: Answered, actor: Actor) -> Contact | None:
    """The person of the company who answers, None when the staff does."""
    if actor.holder is None:
        return None
    return Contact.objects.filter(programme=answered.programme_id, uuid=actor.holder.uuid).first()


def _keep(answer: Answer, value: dict[str, object], answered: Answered, actor: Actor) -> Answer:
    answer.version += answer.pk is not None
    answer.value = value
    answer.answered_at = timezone.now()
    answer.answered_by = contact_of(answered, actor)
    answer._history_user = actor.user  # type: ignore[attr-defined]  # an offline answer is sent by its author, whoever holds the tablet
    answer.save()
    return answer


def _rows(answered: Answered) -> QuerySet[Answer]:
    return Answer.objects.filter(**{_name(answered): answered})


def _name(answered: Answered) -> str:
    return "questionnaire" if isinstance(answered, Questionnaire) else "diagnostic"


def _visit(diagnostic_id: int, question_uuid: str) -> Diagnostic:
    diagnostics = Diagnostic.objects.select_for_update(of=("self",)).select_related("company", "template")
    diagnostic = diagnostics.get(pk=diagnostic_id)
    if schema_of(diagnostic).question(question_uuid) is None:
        raise UnknownQuestion(question_uuid)
    return diagnostic


def _after_gesture(diagnostic: Diagnostic) -> None:
    """The visit does not sleep, and its template is in use."""
    touch_visit(diagnostic_id=diagnostic.pk)
    freeze_template(diagnostic.template)
