"""What was said with companies, and the next steps that came out of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from companies.models import Company, Contact, Interaction
from symbiose.journal.services import FactDetails, record_fact

if TYPE_CHECKING:
    from symbiose.accounts.models import User


@dataclass(frozen=True, slots=True)
class Exchange:
    """What is to be noted of a call, a visit, a mail, or a word that somebody wants to keep."""

    text: str = ""
    kind: str = Interaction.Kind.NOTE
    outcome: str = ""
    contact: Contact | None = None
    happened_at: datetime | None = None
    next_step: str = ""
    next_step_on: date | None = None


@transaction.atomic
def log_interaction(
    *, company: Company, actor: User | None, exchange: Exchange, submission_key: uuid.UUID | None = None
) -> Interaction:
    """File an exchange in the journal of a company. The same key files it once."""
    interaction = _interaction(company, actor, exchange, submission_key)
    interaction.full_clean(validate_constraints=False, exclude=["submission_key"])
    filed = _file_once(interaction)
    if filed is not interaction:
        return filed
    record_fact(
        kind="interaction",
        subject=interaction,
        actor=actor,
        details=FactDetails(
            company_uuid=company.uuid,
            happened_at=interaction.happened_at,
            data={"kind": str(interaction.kind), "outcome": str(interaction.outcome)},
        ),
    )
    return interaction


def _file_once(interaction: Interaction) -> Interaction:
    """Save it, or give the one that an earlier send of the same form filed; a double click is no fault."""
    if interaction.submission_key is None:
        interaction.save()
        return interaction
    already = Interaction.objects.filter(submission_key=interaction.submission_key)
    try:
        with transaction.atomic():
            if not already.exists():
                interaction.save()
                return interaction
    except IntegrityError:  # both sends at the same instant
        pass
    return already.get()


def _interaction(
    company: Company, actor: User | None, exchange: Exchange, submission_key: uuid.UUID | None
) -> Interaction:
    return Interaction(
        programme_id=company.programme_id,
        company=company,
        created_by=actor,
        contact=exchange.contact,
        kind=exchange.kind,
        outcome=exchange.outcome,
        happened_at=exchange.happened_at or timezone.now(),
        text=exchange.text,
        next_step=exchange.next_step,
        next_step_on=exchange.next_step_on,
        submission_key=submission_key,
    )


@transaction.atomic
def finish_next_step(*, interaction: Interaction, actor: User) -> bool:
    """Note that a next step is done; False when it already was."""
    open_step = Interaction.objects.to_do().filter(pk=interaction.pk)
    if not open_step.update(next_step_done_at=timezone.now()):
        return False
    record_fact(
        kind="next_step_done",
        subject=interaction,
        actor=actor,
        details=FactDetails(company_uuid=interaction.company.uuid),
    )
    return True


@transaction.atomic
def reopen_next_step(*, interaction: Interaction) -> None:
    """Undo « fait »."""
    Interaction.objects.filter(pk=interaction.pk).update(next_step_done_at=None)
