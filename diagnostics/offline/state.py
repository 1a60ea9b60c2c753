"""What stands on the server of one visit, as JSON: the page compares it with what it shows."""

from __future__ import annotations

from typing import Any

from diagnostics.flow_forms import FlowForm
from diagnostics.lines import may_read_private_note, saved_at
from diagnostics.models import Diagnostic, FieldConflict, Flow
from diagnostics.offline.conflicts import open_conflicts
from diagnostics.offline.targets import PRIVATE, VisitFieldsForm
from diagnostics.offline.texts import posted
from diagnostics.questionnaire.replies import from_json, to_json
from symbiose.programmes.models import Membership

MOST_LINES = 500


def summary(diagnostic: Diagnostic, membership: Membership) -> dict[str, Any]:
    """What each answer to a sending says: when it was kept, and what two people have to settle."""
    saved = saved_at(diagnostic)
    return {
        "visit_state": diagnostic.state,
        "saved_at": saved.isoformat() if saved else None,
        "conflicts": [conflict_json(conflict) for conflict in open_conflicts(diagnostic, membership)],
    }


def full_state(diagnostic: Diagnostic, membership: Membership) -> dict[str, Any]:
    """The visit, its lines (the newest ones where there are very many) and its answers, as this member may read."""
    lines = Flow.objects.visible_to(membership).current().filter(company=diagnostic.company_id)
    newest = list(lines.order_by("-pk")[: MOST_LINES + 1])
    shown = list(reversed(newest[:MOST_LINES]))
    return {
        "user": membership.user.offline_key,
        "visit": visit_json(diagnostic, membership),
        "lines": [line_json(flow) for flow in shown],
        "lines_left_off": len(newest) > MOST_LINES,
        "answers": {
            str(answer.question_uuid): to_json(from_json(answer.value))
            for answer in diagnostic.answers.all()
            if answer.value
        },
        **summary(diagnostic, membership),
    }


def visit_json(diagnostic: Diagnostic, membership: Membership) -> dict[str, Any]:
    private = may_read_private_note(diagnostic, membership)
    names = [name for name in VisitFieldsForm.Meta.fields if name != PRIVATE or private]
    fields = {name: posted(getattr(diagnostic, name)) for name in names}
    return {"uuid": str(diagnostic.uuid), "state": diagnostic.state, "fields": fields}


def line_json(flow: Flow) -> dict[str, Any]:
    fields = {name: posted(getattr(flow, name)) for name in FlowForm.Meta.fields}
    return {"uuid": str(flow.uuid), "pk": flow.pk, "version": flow.version, "fields": fields}


def conflict_json(conflict: FieldConflict) -> dict[str, Any]:
    return {
        "id": conflict.pk,
        "target": conflict.target,
        "key": str(conflict.target_uuid),
        "field": conflict.field,
        "mine": conflict.mine,
        "mine_by": str(conflict.mine_by),
        "mine_at": conflict.mine_at.isoformat(),
        "theirs": conflict.theirs,
        "theirs_by": str(conflict.theirs_by or ""),
        "theirs_at": conflict.theirs_at.isoformat() if conflict.theirs_at else None,
    }
