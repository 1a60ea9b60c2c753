"""What the questions page posts without JavaScript: operations as a tablet sends them, one per question changed."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from diagnostics.models import Diagnostic
from diagnostics.offline.answer_target import VALUE, differs, read_sent
from diagnostics.offline.merge import Change, readable
from diagnostics.offline.operations import Operation
from diagnostics.offline.services import REFUSED, run_operation
from diagnostics.questionnaire.questions import ROW, Kind, Question, Section
from diagnostics.questionnaire.reading import InvalidReply
from diagnostics.visit_questions import PASSED, UNKNOWN, Fault
from symbiose.programmes.models import Membership

GESTURES = {UNKNOWN: {"status": "unknown"}, PASSED: {"status": "passed"}}
NONE = {"status": "given", "value": []}


def save_section(
    *, diagnostic: Diagnostic, section: Section, posted: QueryDict, membership: Membership
) -> dict[str, Fault]:
    """Keep what was changed in one section; what could not be kept, by question."""
    faults: dict[str, Fault] = {}
    for question in section.questions:
        change = read_change(question, posted)
        if change is None or not differs(question, change):
            continue
        fault = _save(diagnostic, question, change, membership)
        if fault:
            faults[question.uuid] = fault
    return faults


def read_change(question: Question, posted: QueryDict) -> Change | None:
    """A question as it was drawn and as it is posted; None for one that the page did not post."""
    name = f"q-{question.uuid}"
    if f"{name}-base" not in posted or question.kind == Kind.FILE:
        return None
    gesture = GESTURES.get(posted.get(f"{name}-do", ""))
    return Change(_base(posted.get(f"{name}-base", "")), gesture or readable(_value(question, name, posted)))


def _base(text: str) -> Any:
    try:
        return json.loads(text[:20_000])
    except (ValueError, RecursionError):
        return None


def _value(question: Question, name: str, posted: QueryDict) -> Any:
    if question.kind == Kind.CHOICES:
        return posted.getlist(name)
    if question.kind != Kind.TABLE:
        return posted.get(name, "")
    if posted.get(name) == "none":
        return NONE
    keys = (ROW, *(column.key for column in question.columns))
    rows = [{key: posted.get(f"{name}-{number}-{key}", "") for key in keys} for number in range(question.rows + 2)]
    return [row for row in rows if any(text for key, text in row.items() if key != ROW)]


def _save(diagnostic: Diagnostic, question: Question, change: Change, membership: Membership) -> Fault | None:
    operation = Operation(uuid.uuid4(), "answer", uuid.UUID(question.uuid), {VALUE: change})
    result = run_operation(diagnostic_id=diagnostic.pk, operation=operation, membership=membership)
    if result.status != REFUSED:
        return None
    message = next(iter(result.errors.values()), _("Cette réponse n’a pas pu être gardée."))
    return Fault(_typed(change.value), message, _cell_faults(question, change.value))


def _typed(value: Any) -> Any:
    return value.get("value", "") if isinstance(value, Mapping) else value


def _cell_faults(question: Question, value: Any) -> Mapping[str, str]:
    try:
        read_sent(question, value)
    except InvalidReply as fault:
        return fault.cells
    return {}
