"""The files joined to a question are its answer: the answer holds their uuids, in the order in which they came."""

from __future__ import annotations

from diagnostics.attachments.places import Place
from diagnostics.questionnaire.replies import given
from diagnostics.services.answers import save_visit_answer
from diagnostics.services.questionnaires import save_reply
from symbiose.journal.services import Actor


def keep_as_answer(place: Place, actor: Actor) -> None:
    """Write the answer of a file question anew, from what is joined there now."""
    question = str(place.question_uuid)
    files = [str(key) for key in place.attachments.values_list("uuid", flat=True)]
    reply = given(files)  # an empty list once all are removed: passing would leave the old answer
    if place.questionnaire:
        save_reply(questionnaire_id=place.questionnaire.pk, question_uuid=question, reply=reply, actor=actor)
    elif place.diagnostic:
        save_visit_answer(diagnostic_id=place.diagnostic.pk, question_uuid=question, reply=reply, actor=actor)
