"""What is answered with questions of a template, a questionnaire or a visit: its questions and its replies."""

from __future__ import annotations

from diagnostics.models import Diagnostic, Questionnaire
from diagnostics.questionnaire.replies import Replies, Reply, from_json, suited
from diagnostics.questionnaire.schema import Schema, read_schema

Answered = Questionnaire | Diagnostic
NO_QUESTIONS = Schema(())


def schema_of(answered: Answered) -> Schema:
    """The questions asked, as they stood when it was sent or opened; a visit of old may have none."""
    return read_schema(answered.template.schema) if answered.template else NO_QUESTIONS


def replies_of(answered: Answered) -> dict[str, Reply]:
    """The current replies, by question; what was emptied is no reply."""
    return {str(answer.question_uuid): from_json(answer.value) for answer in answered.answers.all() if answer.value}


def readable_replies(answered: Answered) -> Replies:
    """The replies that the questions, as they are asked now, can read."""
    return suited(schema_of(answered), replies_of(answered))
