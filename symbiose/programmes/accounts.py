"""Accounts opened from outside the screens, by an operator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from symbiose.accounts.models import User
from symbiose.accounts.services import welcome
from symbiose.programmes.models import Membership, Partner, Role
from symbiose.programmes.roles import Grant, grant_role

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme

FIRST_CHAMBER = {"name": "Chambre de commerce et d’industrie", "short_name": "CCI", "kind": Partner.Kind.CHAMBER}


@dataclass(frozen=True, slots=True)
class OpenedAccount:
    user: User
    membership: Membership
    created: bool


@transaction.atomic
def account_with_role(
    *, programme: Programme, email: str, role: str, partner_name: str = "", password: str | None = None, name: str = ""
) -> OpenedAccount:
    """Open an account, or take the one of that email, and give it a role; run twice, it changes nothing more.

    An adviser without a named chamber joins the programme's first one. Without a password, somebody new
    receives a message to choose theirs. Raises ValidationError.
    """
    user, created = _account(email.strip().lower(), password, name, programme.language)
    grant = Grant(role=role, partner=_partner(programme, role, partner_name))
    membership = grant_role(programme=programme, user=user, grant=grant)
    return OpenedAccount(user=user, membership=membership, created=created)


def _account(email: str, password: str | None, name: str, language: str) -> tuple[User, bool]:
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        first_name, _space, last_name = name.strip().partition(" ")
        user = User.objects.create_user(
            email=email, password=password, first_name=first_name, last_name=last_name, language=language
        )
        if password is None:
            welcome(user=user)
        return user, True
    if password is not None:
        user.set_password(password)
        user.save(update_fields=["password"])
    return user, False


def _partner(programme: Programme, role: str, name: str) -> Partner | None:
    partners = Partner.objects.filter(programme=programme)
    if name:
        kind = Partner.Kind.CHAMBER if role == Role.ADVISER else Partner.Kind.EXPERT
        known = partners.filter(name__iexact=name).first() or partners.filter(short_name__iexact=name).first()
        return known or Partner.objects.create(programme=programme, name=name, kind=kind)
    if role != Role.ADVISER:
        return None
    return partners.chambers().first() or Partner.objects.create(programme=programme, **FIRST_CHAMBER)
