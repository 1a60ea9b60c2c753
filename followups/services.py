from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from companies.exchanges import Exchange, finish_next_step, log_interaction
from companies.models import Company, Contact, Interaction
from diagnostics.models import Questionnaire
from roadmaps.models import Step
from symbiose.reminders.services import drop_reminders

if TYPE_CHECKING:
    from symbiose.accounts.models import User

REACHED = Interaction.Outcome.REACHED


@dataclass(frozen=True, slots=True)
class CallMade:
    """What came of a call: `cause` is that of the call list."""

    contact: Contact | None
    outcome: str
    text: str = ""
    cause: str = ""


@transaction.atomic
def record_call(
    *, company: Company, actor: User, call: CallMade, submission_key: uuid.UUID | None = None
) -> Interaction:
    """File a call in the company's journal; when somebody was reached, stop what was to be sent for that cause."""
    exchange = Exchange(kind=Interaction.Kind.CALL, outcome=call.outcome, contact=call.contact, text=call.text)
    interaction = log_interaction(company=company, actor=actor, exchange=exchange, submission_key=submission_key)
    if call.outcome in {REACHED, Interaction.Outcome.REFUSED}:
        _settle(company, call.cause, actor)
    return interaction


def _settle(company: Company, cause: str, actor: User) -> None:
    """End the promise that was kept, and the reminders that the talk has answered."""
    kind, _colon, typed = cause.partition(":")
    subject = _uuid(typed)
    if subject is None:
        return
    if kind == "next_step":
        promise = Interaction.objects.to_do().filter(company=company, uuid=subject).first()
        if promise:
            finish_next_step(interaction=promise, actor=actor)
    elif _is_theirs(company, kind, subject):
        drop_reminders(subject_uuid=subject, reason=_("Vu par téléphone."))


def _is_theirs(company: Company, kind: str, subject: uuid.UUID) -> bool:
    """A cause comes from a form: it counts for that company alone."""
    if kind == "step":
        return Step.objects.filter(uuid=subject, owner_contact__company=company).exists()
    return kind == "questionnaire" and Questionnaire.objects.filter(uuid=subject, company=company).exists()


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
