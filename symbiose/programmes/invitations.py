"""Inviting somebody to a role by email, and their answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.accounts.models import User
from symbiose.holders import Holder
from symbiose.journal.services import FactDetails, record_fact
from symbiose.outbox.models import OutboxEmail
from symbiose.outbox.services import Message, queue_email
from symbiose.programmes.models import Invitation, Membership, Programme
from symbiose.programmes.roles import Grant, grant_role

if TYPE_CHECKING:
    from symbiose.programmes.rows import ProgrammeRow

LIFETIME = timedelta(days=14)
HOLDER_KIND = "invitation"


class InvitationClosed(Exception):
    """It was accepted, revoked or has expired meanwhile."""


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What somebody invited says of themselves."""

    first_name: str
    last_name: str
    password: str
    job_title: str = ""
    phone: str = ""


@transaction.atomic
def invite(*, programme: Programme, email: str, grant: Grant, actor: User | None = None) -> Invitation | Membership:
    """Invite somebody by email, or give the role at once to a member of the programme (an interim).

    An open invitation of the same person to the same role is renewed, and sent again. Raises ValidationError.
    """
    address = email.strip().lower()
    member = Membership.objects.filter(programme=programme, user__email=address).active().first()
    if member:
        return grant_role(programme=programme, user=member.user, grant=grant, actor=actor)
    invitation = _open_row(programme, address, grant, actor)
    _queue_letter(invitation, actor)
    _record("invitation_sent", invitation, actor)
    return invitation


def _open_row(programme: Programme, email: str, grant: Grant, actor: User | None) -> Invitation:
    unanswered = Invitation.objects.filter(accepted_at__isnull=True, revoked_at__isnull=True)
    waiting = unanswered.filter(programme=programme, email=email, role=grant.role).first()
    invitation = waiting or Invitation(programme=programme, email=email, role=grant.role, created_by=actor)
    invitation.partner = grant.partner
    invitation.valid_from, invitation.valid_until = grant.valid_from, grant.valid_until
    invitation.expires_at = timezone.now() + LIFETIME
    invitation.full_clean()
    invitation.save()
    return invitation


def _queue_letter(invitation: Invitation, actor: User | None) -> None:
    """The row of the outbox holds the invitation's uuid; its link is minted at sending."""
    recipient = Holder(
        kind=HOLDER_KIND,
        uuid=invitation.uuid,
        name="",
        email=invitation.email,
        language=invitation.programme.language,
    )
    message = Message(
        kind="invitation",
        template="invitation",
        subject=_("Invitation : %(programme)s") % {"programme": invitation.programme.name},
        context={"invitation": str(invitation.uuid)},
        asked_for=True,  # a person sends it by hand, now
    )
    minute = timezone.now().strftime("%Y-%m-%dT%H:%M")
    queue_email(
        key=f"invitation:{invitation.uuid}:{minute}",
        message=message,
        recipient=recipient,
        programme=invitation.programme,
        actor=actor,
    )


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, actor: User) -> None:
    """Close an invitation at once, and stop its message if it has not left."""
    now = timezone.now()
    closed = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None).update(revoked_at=now)
    if closed:
        letters = OutboxEmail.objects.unsent().filter(holder_kind=HOLDER_KIND, holder_id=invitation.uuid)
        letters.update(cancelled_at=now, held=False, cancel_reason=_("L’invitation a été retirée."))
        _record("invitation_revoked", invitation, actor)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, user: User) -> Membership:
    """Turn an invitation into a role, once. Raises InvitationClosed."""
    taken = Invitation.objects.open().filter(pk=invitation.pk).update(accepted_at=timezone.now())
    if not taken:
        raise InvitationClosed
    grant = Grant(
        role=invitation.role,
        partner=invitation.partner,
        valid_from=invitation.valid_from,
        valid_until=invitation.valid_until,
    )
    _record("invitation_accepted", invitation, user)
    return grant_role(programme=invitation.programme, user=user, grant=grant, actor=user)


@transaction.atomic
def open_account(*, invitation: Invitation, account: NewAccount) -> User:
    """Make the account of somebody invited, with the role they were invited to. Raises InvitationClosed."""
    user = User.objects.create_user(
        email=invitation.email,
        password=account.password,
        first_name=account.first_name,
        last_name=account.last_name,
        job_title=account.job_title,
        phone=account.phone,
        language=invitation.programme.language,
    )
    accept_invitation(invitation=invitation, user=user)
    return user


def _record(kind: str, row: ProgrammeRow, actor: User | None) -> None:
    role = getattr(row, "role", "")
    record_fact(kind=kind, subject=row, actor=actor, details=FactDetails(data={"role": role}))
