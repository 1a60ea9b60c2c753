"""Who signed in, for the audit: one fact in each programme where the person holds a role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from symbiose.journal.services import record_fact
from symbiose.programmes.models import Membership

if TYPE_CHECKING:
    from symbiose.accounts.models import User


@transaction.atomic
def record_sign_in(*, user: User) -> None:
    for membership in Membership.objects.of_user(user).active():
        record_fact(kind="signed_in", subject=membership, actor=user)
