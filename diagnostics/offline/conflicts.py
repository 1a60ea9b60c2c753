"""Words on which two people differ: kept beside those that stand, shown to both, settled once by one of them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from diagnostics.lines import may_read_private_note
from diagnostics.models import Diagnostic, FieldConflict, Flow
from diagnostics.offline.answer_target import AnswerTarget
from diagnostics.offline.merge import both_texts
from diagnostics.offline.targets import PRIVATE, FlowTarget, Gone, Refused, Target, VisitTarget, find_flow
from symbiose.journal.services import Actor, FactDetails, record_fact
from symbiose.programmes.models import Membership

MINE, THEIRS, BOTH, OTHER = "mine", "theirs", "both", "other"


class AlreadySettled(Exception):
    """Somebody decided before; what they kept stands."""


class ChangedMeanwhile(Exception):
    """The words that stand are no longer those that were shown."""


def open_conflicts(diagnostic: Diagnostic, membership: Membership) -> QuerySet[FieldConflict]:
    """What two people still have to settle on a visit, as far as this member may read it."""
    waiting = FieldConflict.objects.filter(diagnostic=diagnostic, resolved_at__isnull=True)
    return readable(waiting, diagnostic, membership).select_related("mine_by", "theirs_by")


def readable(
    conflicts: QuerySet[FieldConflict], diagnostic: Diagnostic, membership: Membership
) -> QuerySet[FieldConflict]:
    """Without the private notes and the lines that this member does not read."""
    if not may_read_private_note(diagnostic, membership):
        conflicts = conflicts.exclude(field=PRIVATE)
    visible = Flow.objects.visible_to(membership).filter(company=diagnostic.company_id).values("uuid")
    return conflicts.filter(~Q(target=FieldConflict.Target.FLOW) | Q(target_uuid__in=visible))


def open_conflict(diagnostic: Diagnostic, target: Target, name: str, membership: Membership) -> FieldConflict | None:
    """The conflict of this author on this field that waits for a decision."""
    return _open_on(diagnostic, target, name).filter(mine_by=membership.user).first()


def keep_conflict(
    diagnostic: Diagnostic, target: Target, name: str, value: Any, current: Any, membership: Membership
) -> FieldConflict:
    """Keep the words that came later; an author's next words on the same field take the place of their last."""
    editor, edited_at = target.last_editor(name)
    conflict = open_conflict(diagnostic, target, name, membership) or FieldConflict(
        programme_id=diagnostic.programme_id,
        diagnostic=diagnostic,
        target=target.kind,
        target_uuid=target.key,
        field=name,
        mine_by=membership.user,
        created_by=membership.user,
    )
    conflict.mine, conflict.mine_at = value, timezone.now()
    conflict.theirs, conflict.theirs_by_id, conflict.theirs_at = current, editor, edited_at
    conflict.save()
    return conflict


def settle_if_agreed(diagnostic: Diagnostic, target: Target, name: str, current: Any, membership: Membership) -> None:
    """A field was written, or typed again as it stands: whoever typed the same agrees, the others see the words."""
    for conflict in _open_on(diagnostic, target, name):
        same = target.alike(name, conflict.mine) == target.alike(name, current)
        if same or conflict.mine_by_id == membership.user_id:
            _close(conflict, current, Actor(user=membership.user))
            continue
        conflict.theirs, conflict.theirs_by, conflict.theirs_at = current, membership.user, timezone.now()
        conflict.save(update_fields=["theirs", "theirs_by", "theirs_at"])


@transaction.atomic
def resolve_conflict(*, conflict_id: int, choice: str, other: Any, seen: Any, membership: Membership) -> FieldConflict:
    """Keep one's own words, the other's, both, or third ones. `seen` are the standing words as they were shown.

    Raises AlreadySettled, ChangedMeanwhile, and Refused for third words that the field cannot hold. A line that was
    removed meanwhile keeps what it had.
    """
    conflict = FieldConflict.objects.select_for_update(of=("self",)).select_related("diagnostic").get(pk=conflict_id)
    if conflict.resolved_at is not None:
        raise AlreadySettled
    if choice not in {MINE, THEIRS, BOTH, OTHER}:
        raise Refused({"": _("Choisissez l’un des deux textes, ou écrivez-en un.")})
    target = target_of(conflict, membership)
    if target is None:
        return _close(conflict, conflict.theirs, Actor(user=membership.user))
    name = conflict.field
    current = target.current([name])[name]
    if target.alike(name, current) != target.alike(name, seen):
        conflict.theirs = current
        conflict.save(update_fields=["theirs"])
        raise ChangedMeanwhile
    kept = {MINE: conflict.mine, THEIRS: current, BOTH: both_texts(current, conflict.mine), OTHER: other}[choice]
    if target.alike(name, kept) != target.alike(name, current):
        target.check({name: kept})
        target.write({name: kept})
    _close(conflict, target.current([name])[name], Actor(user=membership.user))
    settle_if_agreed(conflict.diagnostic, target, name, target.current([name])[name], membership)
    return conflict


def target_of(conflict: FieldConflict, membership: Membership) -> Target | None:
    """The thing that a conflict is about; None when it is gone."""
    diagnostic = conflict.diagnostic
    if conflict.target == FieldConflict.Target.VISIT:
        return VisitTarget(diagnostic, membership)
    if conflict.target == FieldConflict.Target.ANSWER:
        try:
            return AnswerTarget(diagnostic, conflict.target_uuid, membership)
        except Gone:
            return None
    flow = find_flow(diagnostic, conflict.target_uuid, membership)
    return FlowTarget(flow, membership) if flow and flow.ended_at is None else None


def _open_on(diagnostic: Diagnostic, target: Target, name: str) -> QuerySet[FieldConflict]:
    return FieldConflict.objects.filter(
        diagnostic=diagnostic,
        target=target.kind,
        target_uuid=target.key,
        field=name,
        resolved_at__isnull=True,
    )


def _close(conflict: FieldConflict, kept: Any, actor: Actor) -> FieldConflict:
    conflict.resolved_at, conflict.resolved_by, conflict.kept = timezone.now(), actor.user, kept
    conflict.save(update_fields=["resolved_at", "resolved_by", "kept"])
    details = FactDetails(company_uuid=conflict.diagnostic.company.uuid, data={"field": conflict.field})
    record_fact(kind="conflict_resolved", subject=conflict.diagnostic, actor=actor, details=details)
    return conflict
