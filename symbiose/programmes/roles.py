"""Who holds which role, from when to when. Each change is a fact of the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from symbiose.journal.services import FactDetails, record_fact
from symbiose.programmes.edits import save_edit
from symbiose.programmes.models import Membership, Partner, Programme, Role

if TYPE_CHECKING:
    from symbiose.accounts.models import User


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, in whose name, and for how long (an interim has dates)."""

    role: str
    partner: Partner | None = None
    valid_from: date | None = None
    valid_until: date | None = None


class LastAnimator(Exception):
    """A programme keeps at least one animator without an end."""


@transaction.atomic
def grant_role(*, programme: Programme, user: User, grant: Grant, actor: User | None = None) -> Membership:
    """Give a person a role; one that they hold or held already takes the new dates and partner."""
    held = Membership.objects.filter(programme=programme, user=user, role=grant.role).first()
    membership = held or Membership(programme=programme, user=user, created_by=actor)
    for name, value in _fields(grant).items():
        setattr(membership, name, value)
    membership.full_clean()
    membership.save()
    _record("role_granted", membership, actor)
    return membership


@transaction.atomic
def change_membership(*, membership: Membership, expected_version: int, actor: User) -> Membership:
    """Save an edited membership. Raises LastAnimator, EditConflict, ValidationError."""
    if not _is_lasting_animator(membership):
        _keep_an_animator(membership)
    saved = save_edit(
        membership, expected_version=expected_version, fields=["role", "partner", "valid_from", "valid_until"]
    )
    _record("role_changed", saved, actor)
    return saved


@transaction.atomic
def end_membership(*, membership: Membership, actor: User) -> None:
    """Withdraw a role at once: the person's next request is refused. Raises LastAnimator."""
    _keep_an_animator(membership)
    yesterday = timezone.localdate() - timedelta(days=1)
    _record("role_ended", membership, actor)
    if membership.valid_from and membership.valid_from > yesterday:
        membership.delete()  # it had not begun before today: nothing to remember but the fact
        return
    membership.valid_until = yesterday
    membership.save(update_fields=["valid_until"])


def _is_lasting_animator(membership: Membership) -> bool:
    return membership.role == Role.ANIMATOR and membership.valid_until is None


def _keep_an_animator(membership: Membership) -> None:
    animators = Membership.objects.select_for_update().filter(programme=membership.programme_id).animators()
    others = animators.filter(user__is_active=True, valid_until__isnull=True).exclude(pk=membership.pk)
    stored_role = Membership.objects.values_list("role", flat=True).get(pk=membership.pk)
    if stored_role == Role.ANIMATOR and not others.filter(_has_begun()).exists():
        raise LastAnimator


def _has_begun() -> Q:
    return Q(valid_from__isnull=True) | Q(valid_from__lte=timezone.localdate())


def _fields(grant: Grant) -> dict[str, object]:
    names = ("role", "partner", "valid_from", "valid_until")
    return {name: getattr(grant, name) for name in names}


def _record(kind: str, membership: Membership, actor: User | None) -> None:
    data = {
        "user": str(membership.user.uuid),
        "role": membership.role,
        "from": membership.valid_from.isoformat() if membership.valid_from else None,
        "until": membership.valid_until.isoformat() if membership.valid_until else None,
    }
    record_fact(kind=kind, subject=membership, actor=actor, details=FactDetails(data=data))
