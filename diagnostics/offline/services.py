"""What a tablet sent becomes rows: each operation in a transaction of its own, once, and merged field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from diagnostics.company_neighbours import neighbours_with_same_needs
from diagnostics.models import Diagnostic, SyncedOperation
from diagnostics.offline.agreement_target import sign_from_tablet
from diagnostics.offline.answer_target import AnswerTarget
from diagnostics.offline.conflicts import keep_conflict, open_conflict, settle_if_agreed
from diagnostics.offline.merge import Change, Fate, fate, is_empty
from diagnostics.offline.operations import Operation, UnreadableOperation, read_operation
from diagnostics.offline.targets import Errors, FlowTarget, Gone, Refused, Target, VisitTarget, create_flow, find_flow
from diagnostics.report.interests import sorted_interests
from diagnostics.services.visits import IllegalTransition, complete_visit, start_visit
from symbiose.journal.services import Actor
from symbiose.programmes.edits import EditConflict
from symbiose.programmes.models import Membership

State = Diagnostic.State
Status = SyncedOperation.Status
REFUSED, GONE = "refused", "gone"


@dataclass(frozen=True, slots=True)
class Result:
    """The fate of one operation. `current` holds its fields as they stand now."""

    id: str
    status: str
    errors: Errors = field(default_factory=dict)
    current: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"id": self.id, "status": self.status, "errors": self.errors, "current": dict(self.current)}


def run_operations(*, diagnostic_id: int, raw_operations: list[Any], membership: Membership) -> list[Result]:
    """Run what a tablet sent, in its order; one that is refused holds up no other."""
    return [_run_raw(diagnostic_id, raw, membership) for raw in raw_operations]


def _run_raw(diagnostic_id: int, raw: Any, membership: Membership) -> Result:
    try:
        operation = read_operation(raw)
    except UnreadableOperation as fault:
        return Result(fault.operation_id, REFUSED, {"": _(str(fault))})
    return run_operation(diagnostic_id=diagnostic_id, operation=operation, membership=membership)


def run_operation(*, diagnostic_id: int, operation: Operation, membership: Membership) -> Result:
    """Run one operation; sent again by the same person, it changes nothing and has the same answer."""
    said = str(operation.id)
    try:
        return _settle(diagnostic_id, operation, membership)
    except Refused as refusal:
        return Result(said, REFUSED, refusal.errors)
    except ValidationError as fault:
        return Result(said, REFUSED, _validation_errors(fault))
    except EditConflict:
        return Result(said, REFUSED, {"": _("Quelqu’un écrivait au même moment : renvoyez.")})
    except Gone:
        return Result(said, GONE)


@transaction.atomic
def _settle(diagnostic_id: int, operation: Operation, membership: Membership) -> Result:
    diagnostics = Diagnostic.objects.select_for_update(of=("self",))
    diagnostic = diagnostics.select_related("company", "programme", "template").get(pk=diagnostic_id)
    arrived = SyncedOperation.objects.filter(
        diagnostic=diagnostic, created_by=membership.user, operation=operation.id
    ).first()
    if arrived:
        return Result(str(operation.id), arrived.status, current=_standing(diagnostic, operation, membership))
    status, current = _apply(diagnostic, operation, membership)
    SyncedOperation.objects.create(
        programme_id=diagnostic.programme_id,
        diagnostic=diagnostic,
        operation=operation.id,
        status=status,
        created_by=membership.user,
    )
    _mark(diagnostic, operation, membership)
    return Result(str(operation.id), status, current=current)


def _apply(diagnostic: Diagnostic, operation: Operation, membership: Membership) -> tuple[str, dict[str, Any]]:
    if operation.target == "visit":
        return _apply_to_visit(diagnostic, operation, membership)
    if operation.target == "flow":
        return _apply_to_flow(diagnostic, operation, membership)
    if operation.target == "agreement":
        sign_from_tablet(diagnostic, operation.key, operation.changes, Actor(user=membership.user))
        return Status.DONE, {}
    return _merge(diagnostic, AnswerTarget(diagnostic, operation.key, membership), operation.changes, membership)


def _apply_to_visit(
    diagnostic: Diagnostic, operation: Operation, membership: Membership
) -> tuple[str, dict[str, Any]]:
    if operation.key != diagnostic.uuid:
        raise Gone
    status, current = _merge(diagnostic, VisitTarget(diagnostic, membership), operation.changes, membership)
    actor = Actor(user=membership.user)
    if operation.start and diagnostic.state == State.PLANNED:
        start_visit(diagnostic_id=diagnostic.pk, actor=actor)
    if operation.complete and diagnostic.state in {State.PLANNED, State.IN_PROGRESS}:
        _complete(diagnostic, operation, actor)
    return status, current


def _complete(diagnostic: Diagnostic, operation: Operation, actor: Actor) -> None:
    """End the visit; only themes that were really proposed count as interests."""
    themes = [theme.label for theme in neighbours_with_same_needs(diagnostic.company)] if operation.interests else []
    interests, declined = sorted_interests(operation.interests, themes)
    try:
        complete_visit(diagnostic_id=diagnostic.pk, actor=actor, interests=interests, declined=declined)
    except IllegalTransition:
        raise Refused({"": _("Cette visite est déjà terminée.")}) from None


def _apply_to_flow(diagnostic: Diagnostic, operation: Operation, membership: Membership) -> tuple[str, dict[str, Any]]:
    flow = find_flow(diagnostic, operation.key, membership)
    if operation.end and flow:
        FlowTarget(flow, membership).end(Actor(user=membership.user))
        return Status.DONE, {}
    if flow is None and operation.create and not operation.end:
        values = {name: change.value for name, change in operation.changes.items()}
        target = create_flow(diagnostic, operation.key, values, membership)
        return Status.DONE, target.current(name for name in values if name in target.allowed())
    if flow is None or flow.ended_at is not None:
        raise Gone
    target = FlowTarget(flow, membership)
    return _merge(diagnostic, target, _told(operation, target.allowed()), membership)


def _told(operation: Operation, columns: set[str]) -> dict[str, Change]:
    """The changes to merge; of a creation that had arrived already, only what was really typed."""
    if not operation.create:
        return dict(operation.changes)
    return {
        name: change for name, change in operation.changes.items() if name in columns and not is_empty(change.value)
    }


def _merge(
    diagnostic: Diagnostic, target: Target, changes: Mapping[str, Change], membership: Membership
) -> tuple[str, dict[str, Any]]:
    """Merge the changes of one thing, field by field; the words of a conflict are kept beside those that stand."""
    if not changes:
        return Status.DONE, {}
    target.check({name: change.value for name, change in changes.items()})
    before = target.current(changes)
    decided = {
        name: _decide(diagnostic, target, name, change, before[name], membership) for name, change in changes.items()
    }
    written = {name: changes[name].value for name, what in decided.items() if what == Fate.WRITE}
    conflicting = [name for name, what in decided.items() if what == Fate.CONFLICT]
    for name in conflicting:
        keep_conflict(diagnostic, target, name, changes[name].value, before[name], membership)
    if written:
        target.write(written)
    current = target.current(changes)
    for name in set(changes) - set(conflicting):
        settle_if_agreed(diagnostic, target, name, current[name], membership)
    return (Status.CONFLICT if conflicting else Status.DONE), current


def _decide(
    diagnostic: Diagnostic, target: Target, name: str, change: Change, current: Any, membership: Membership
) -> Fate:
    """What becomes of one field. While an author's conflict is open, what they type goes on into it."""
    alike = Change(target.alike(name, change.base), target.alike(name, change.value))
    what = fate(target.alike(name, current), alike)
    if what == Fate.WRITE and open_conflict(diagnostic, target, name, membership):
        return Fate.CONFLICT
    return what


def _standing(diagnostic: Diagnostic, operation: Operation, membership: Membership) -> dict[str, Any]:
    """The fields of an operation that had arrived, as they stand; nothing of what is gone."""
    if operation.target == "visit":
        visit = VisitTarget(diagnostic, membership)
        return visit.current(set(operation.changes) & visit.allowed())
    if operation.target == "flow":
        flow = find_flow(diagnostic, operation.key, membership)
        line = FlowTarget(flow, membership) if flow else None
        return line.current(set(operation.changes) & line.allowed()) if line else {}
    if operation.target == "agreement":
        return {}
    target = AnswerTarget(diagnostic, operation.key, membership)
    return target.current(operation.changes)


def _mark(diagnostic: Diagnostic, operation: Operation, membership: Membership) -> None:
    """A word typed starts the visit, and says that it does not sleep."""
    Diagnostic.objects.filter(pk=diagnostic.pk).update(last_input_at=timezone.now())
    if operation.target != "visit" and diagnostic.state == State.PLANNED:
        start_visit(diagnostic_id=diagnostic.pk, actor=Actor(user=membership.user))


def _validation_errors(fault: ValidationError) -> Errors:
    if hasattr(fault, "error_dict"):
        messages = fault.message_dict.items()
        return {("" if name == "__all__" else name): str(texts[0]) for name, texts in messages}
    return {"": str(fault.messages[0])}
