from __future__ import annotations

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils import timezone
from django.utils.http import base36_to_int, int_to_base36
from django.utils.translation import gettext as _

from symbiose.accounts.holders import holder_of
from symbiose.accounts.models import User
from symbiose.outbox.services import Message, queue_email


@transaction.atomic
def ask_for_password_reset(*, email: str) -> None:
    """Queue the message that lets somebody choose a new password; an unknown address changes nothing."""
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user:
        queue_password_message(user=user, template="password_reset", subject=_("Choisir un nouveau mot de passe"))


@transaction.atomic
def welcome(*, user: User) -> None:
    """Tell somebody that an account was opened for them, and let them choose its password."""
    queue_password_message(user=user, template="account_opened", subject=_("Votre compte Symbiose est ouvert"))


def queue_password_message(*, user: User, template: str, subject: str) -> None:
    """The link is minted at sending: the row holds the account's uuid alone. At most one message a minute."""
    minute = timezone.now().strftime("%Y-%m-%dT%H:%M")
    message = Message(
        kind=template, template=template, subject=subject, context={"user": str(user.uuid)}, asked_for=True
    )
    key = f"{template}:{user.uuid}:{minute}"
    queue_email(key=key, message=message, recipient=holder_of(user), programme=None)


def mint_reset_key(user: User) -> str:
    """The key of a reset link; it dies with the password that it replaces, and after PASSWORD_RESET_TIMEOUT."""
    return f"{int_to_base36(user.pk)}-{default_token_generator.make_token(user)}"


def user_of_reset_key(key: str) -> User | None:
    """The account whose password a key may change; None for a forged, used or expired key."""
    number, _dash, token = key.partition("-")
    try:
        user = User.objects.filter(pk=base36_to_int(number), is_active=True).first()
    except (ValueError, OverflowError):
        return None
    return user if user and default_token_generator.check_token(user, token) else None


def choose_password(*, user: User, password: str) -> None:
    user.set_password(password)
    user.save(update_fields=["password"])
