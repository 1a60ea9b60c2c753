"""Conflicts as both people read them: which field, the two texts, who wrote each and when."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from diagnostics.answered import schema_of
from diagnostics.flow_forms import FlowForm
from diagnostics.forms import NotesForm
from diagnostics.models import Diagnostic, FieldConflict, Flow
from diagnostics.offline.conflicts import MINE, THEIRS, open_conflicts
from diagnostics.offline.targets import VisitFieldsForm
from diagnostics.questionnaire.questions import Kind, Question, Schema
from diagnostics.visit_questions import words_of_json
from symbiose.programmes.models import Membership

LONG_TEXTS = frozenset({"notes", "private_note", "description", "constraints_text"})


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts; `choice` keeps it."""

    who: str
    is_you: bool
    when: datetime | None
    text: str
    choice: str


@dataclass(frozen=True, slots=True)
class ShownConflict:
    conflict: FieldConflict
    title: str
    sides: tuple[Side, Side]
    can_keep_both: bool
    seen: str

    @property
    def form_id(self) -> str:
        return f"conflict-{self.conflict.pk}"

    @property
    def typed(self) -> str:
        """The third text starts from the later one."""
        value = self.conflict.mine
        return value if isinstance(value, str) else ""


def shown_conflicts(diagnostic: Diagnostic, membership: Membership) -> list[ShownConflict]:
    """The open conflicts of a visit that this member may read, in a constant number of queries."""
    conflicts = list(open_conflicts(diagnostic, membership))
    if not conflicts:
        return []
    keys = [conflict.target_uuid for conflict in conflicts if conflict.target == FieldConflict.Target.FLOW]
    lines = {flow.uuid: flow.label for flow in Flow.objects.filter(company=diagnostic.company_id, uuid__in=keys)}
    words = _Words(schema_of(diagnostic), lines, membership)
    return [_shown(conflict, words, membership) for conflict in conflicts]


def by_field(conflicts: Iterable[ShownConflict]) -> dict[str, list[ShownConflict]]:
    """The conflicts by field of the visit, or by question, for pages that show them beside their cause."""
    found: dict[str, list[ShownConflict]] = {}
    for shown in conflicts:
        conflict = shown.conflict
        key = str(conflict.target_uuid) if conflict.target == FieldConflict.Target.ANSWER else conflict.field
        if conflict.target != FieldConflict.Target.FLOW:
            found.setdefault(key, []).append(shown)
    return found


class _Words:
    """The names of fields and the words of their values."""

    def __init__(self, schema: Schema, lines: Mapping[Any, str], membership: Membership) -> None:
        self.schema, self.lines = schema, lines
        self.line_fields = FlowForm(membership=membership).fields
        self.visit_fields = {**VisitFieldsForm().fields, **NotesForm(with_private_note=True).fields}

    def question(self, conflict: FieldConflict) -> Question | None:
        return self.schema.question(str(conflict.target_uuid))

    def title(self, conflict: FieldConflict) -> str:
        if conflict.target == FieldConflict.Target.ANSWER:
            question = self.question(conflict)
            return question.text if question else _("une question")
        fields = self.line_fields if conflict.target == FieldConflict.Target.FLOW else self.visit_fields
        label = str(fields[conflict.field].label) if conflict.field in fields else conflict.field
        line = self.lines.get(conflict.target_uuid, "")
        return f"{line}, {label.lower()}" if line else label

    def value(self, conflict: FieldConflict, value: Any) -> str:
        if conflict.target == FieldConflict.Target.ANSWER:
            question = self.question(conflict)
            return words_of_json(question, value) if question else ""
        parts = value if isinstance(value, list) else [value]
        choices = dict(getattr(self.line_fields.get(conflict.field), "choices", ()))
        by_text = {str(key): str(label) for key, label in choices.items()}
        texts = (by_text.get(str(part), str(part)) for part in parts if part not in (None, ""))
        return ", ".join(texts)

    def is_text(self, conflict: FieldConflict) -> bool:
        if conflict.target == FieldConflict.Target.ANSWER:
            question = self.question(conflict)
            return question is not None and question.kind == Kind.TEXT
        return conflict.field in LONG_TEXTS


def _shown(conflict: FieldConflict, words: _Words, membership: Membership) -> ShownConflict:
    mine = Side(
        who=str(conflict.mine_by),
        is_you=conflict.mine_by_id == membership.user_id,
        when=conflict.mine_at,
        text=words.value(conflict, conflict.mine),
        choice=MINE,
    )
    theirs = Side(
        who=str(conflict.theirs_by or _("une autre personne")),
        is_you=conflict.theirs_by_id == membership.user_id,
        when=conflict.theirs_at,
        text=words.value(conflict, conflict.theirs),
        choice=THEIRS,
    )
    return ShownConflict(
        conflict=conflict,
        title=words.title(conflict),
        sides=(theirs, mine) if theirs.is_you and not mine.is_you else (mine, theirs),
        can_keep_both=words.is_text(conflict),
        seen=json.dumps(conflict.theirs),
    )
