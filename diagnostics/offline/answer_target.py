"""An answer of a visit as a tablet sends it: what its inputs hold, or a reply such as « ne sait pas »."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from diagnostics.models import Answer, Diagnostic, FieldConflict
from diagnostics.offline.merge import Change, comparable, is_empty
from diagnostics.offline.targets import Gone, Refused, last_change
from diagnostics.questionnaire.questions import Question
from diagnostics.questionnaire.reading import InvalidReply, read_json
from diagnostics.questionnaire.replies import Reply, Status, from_json, to_json
from diagnostics.questionnaire.schema import read_schema
from symbiose.journal.services import Actor
from symbiose.programmes.models import Membership

VALUE = "value"


def read_sent(question: Question, value: Any) -> Reply | None:
    """The reply that a sent value is: what the inputs hold, or a stored reply sent back. None for nothing.

    Raises InvalidReply.
    """
    if isinstance(value, Mapping):
        return read_json(question, value)
    return None if is_empty(value) else read_json(question, {"status": Status.GIVEN.value, "value": value})


def differs(question: Question, change: Change) -> bool:
    """Whether a page posts something else than it was drawn with; what cannot be read does."""
    try:
        typed = read_sent(question, change.value)
    except InvalidReply:
        return True
    return bool(_alike(question, change.base) != _plain(typed))


def _alike(question: Question, value: Any) -> Any:
    try:
        return _plain(read_sent(question, value))
    except InvalidReply:
        return ""  # it was never kept, so nobody saw it here


def _plain(reply: Reply | None) -> Any:
    """A value is the same whether it was given, offered or confirmed."""
    if reply is None:
        return ""
    return comparable({"status": Status.GIVEN.value if reply.has_value else reply.status.value, "value": reply.value})


class AnswerTarget:
    """The answer to one question of the visit's template."""

    kind = FieldConflict.Target.ANSWER

    def __init__(self, diagnostic: Diagnostic, key: uuid.UUID, membership: Membership) -> None:
        schema = read_schema(diagnostic.template.schema) if diagnostic.template else None
        question = schema.question(str(key)) if schema else None
        if question is None:
            raise Gone
        self.key, self.question = key, question
        self.diagnostic, self.membership = diagnostic, membership

    def _stored(self) -> Answer | None:
        return Answer.objects.filter(diagnostic=self.diagnostic, question_uuid=self.key).first()

    def current(self, names: Iterable[str]) -> dict[str, Any]:
        answer = self._stored()
        value = to_json(from_json(answer.value)) if answer and answer.value else None
        return dict.fromkeys(names, value)

    def alike(self, name: str, value: Any) -> Any:
        return _alike(self.question, value)

    def check(self, values: Mapping[str, Any]) -> None:
        self._read(values)

    def write(self, values: Mapping[str, Any]) -> None:
        from diagnostics.services.answers import clear_visit_answer, save_visit_answer

        reply, actor = self._read(values), Actor(user=self.membership.user)
        if reply is None:
            clear_visit_answer(diagnostic_id=self.diagnostic.pk, question_uuid=str(self.key), actor=actor)
        else:
            save_visit_answer(diagnostic_id=self.diagnostic.pk, question_uuid=str(self.key), reply=reply, actor=actor)

    def last_editor(self, name: str) -> tuple[int | None, Any]:
        answer = self._stored()
        if answer is None:
            return None, None
        rows = answer.history.order_by("-history_date", "-history_id")
        return last_change(list(rows.values_list("value", "history_user_id", "history_date")[:100]))

    def _read(self, values: Mapping[str, Any]) -> Reply | None:
        if set(values) != {VALUE}:
            raise Refused({"": _("Une réponse n’a qu’un champ, « value ».")})
        try:
            return read_sent(self.question, values[VALUE])
        except InvalidReply as fault:
            raise Refused({VALUE: str(fault)}) from None
