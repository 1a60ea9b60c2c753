"""What is asked again just before a message leaves: is it still true, is it still wanted, is it the hour?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from symbiose.holders import CONTACT, USER, Holder, resolve_holder

if TYPE_CHECKING:
    from symbiose.outbox.models import OutboxEmail


@dataclass(frozen=True, slots=True)
class Verdict:
    """Leave (neither is set), be cancelled with a reason, or wait until an instant."""

    cancel_reason: str = ""
    wait_until: datetime | None = None


LEAVE = Verdict()
Check = Callable[["OutboxEmail", datetime], Verdict]
_CHECKS: list[Check] = []


def register_check(check: Check) -> None:
    """Add a question asked of every message before it leaves; called from an AppConfig."""
    if check not in _CHECKS:
        _CHECKS.append(check)


def verdict_on(email: OutboxEmail, now: datetime) -> Verdict:
    """The first objection to a message's leaving at an instant."""
    verdicts = (check(email, now) for check in (_recipient_is_there, *_CHECKS))
    return next((verdict for verdict in verdicts if verdict != LEAVE), LEAVE)


def holder_of(email: OutboxEmail) -> Holder | None:
    """The person as they are today; None for somebody without page or account, erased, or gone."""
    return resolve_holder(email.holder_kind, email.holder_id) if email.holder_id else None


def _recipient_is_there(email: OutboxEmail, now: datetime) -> Verdict:
    if email.holder_kind not in {CONTACT, USER}:
        return LEAVE
    holder = holder_of(email)
    if holder is None:
        return Verdict(cancel_reason=_("La personne n’est plus là."))
    return LEAVE if holder.email else Verdict(cancel_reason=_("La personne n’a plus d’adresse."))
