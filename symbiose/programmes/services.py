from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from symbiose.accounts.models import User
from symbiose.journal.services import FactDetails, record_fact
from symbiose.programmes.copiers import furnish
from symbiose.programmes.edits import save_edit
from symbiose.programmes.invitations import invite
from symbiose.programmes.models import Invitation, Partner, Programme, Role, Wave
from symbiose.programmes.roles import Grant, grant_role

if TYPE_CHECKING:
    from symbiose.programmes.models import Membership

COPIED_SETTINGS = ("language", "core_synergies", "core_events")


@transaction.atomic
def create_programme(*, slug: str, name: str, source: Programme | None = None) -> Programme:
    """Open a programme, empty or with the settings and templates of another. Raises ValidationError."""
    settings = {field: getattr(source, field) for field in COPIED_SETTINGS} if source else {}
    programme = Programme(slug=slug, name=name, created_from=source, **settings)
    programme.full_clean()
    programme.save()
    Wave.objects.create(programme=programme)
    furnish(programme, source)
    record_fact(kind="programme_created", subject=programme)
    return programme


@transaction.atomic
def appoint_animator(*, programme: Programme, email: str) -> Invitation | Membership:
    """Give the animation to an existing account, else invite the person."""
    grant = Grant(role=Role.ANIMATOR)
    account = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if account:
        return grant_role(programme=programme, user=account, grant=grant)
    return invite(programme=programme, email=email, grant=grant)


@transaction.atomic
def save_settings(*, programme: Programme, expected_version: int, fields: Iterable[str], actor: User) -> Programme:
    """Save the settings of a programme. Raises EditConflict, ValidationError."""
    changed = _changed(programme, fields)
    saved = save_edit(programme, expected_version=expected_version, fields=fields)
    if changed:
        record_fact(kind="settings_changed", subject=saved, actor=actor, details=FactDetails(data={"fields": changed}))
    return saved


@transaction.atomic
def create_partner(*, partner: Partner, actor: User) -> Partner:
    """Add a partner at the end of the list. Raises ValidationError."""
    partner.created_by = actor
    if not partner.position:
        last = Partner.objects.filter(programme=partner.programme).aggregate(last=Max("position"))["last"]
        partner.position = (last or 0) + 1
    partner.full_clean()
    partner.save()
    record_fact(kind="partner_added", subject=partner, actor=actor)
    return partner


@transaction.atomic
def save_partner(*, partner: Partner, expected_version: int, fields: Iterable[str]) -> Partner:
    """Raises EditConflict, ValidationError."""
    return save_edit(partner, expected_version=expected_version, fields=fields)


@transaction.atomic
def delete_partner(*, partner: Partner, actor: User) -> None:
    """Remove a partner that nothing refers to. Raises ProtectedError."""
    record_fact(kind="partner_removed", subject=partner, actor=actor)
    partner.delete()


def _changed(programme: Programme, fields: Iterable[str]) -> list[str]:
    before = Programme.objects.values(*fields).get(pk=programme.pk)
    return sorted(name for name, value in before.items() if getattr(programme, name) != value)
