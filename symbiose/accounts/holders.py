"""People with an account as recipients of messages."""

from __future__ import annotations

import uuid

from symbiose.accounts.models import User
from symbiose.holders import USER, Holder


def holder_of(user: User) -> Holder:
    return Holder(kind=USER, uuid=user.uuid, name=str(user), email=user.email, language=user.language)


def user_holder(holder_uuid: uuid.UUID) -> Holder | None:
    """The person behind a uuid, or None when their account is closed."""
    user = User.objects.filter(uuid=holder_uuid, is_active=True).first()
    return holder_of(user) if user else None
