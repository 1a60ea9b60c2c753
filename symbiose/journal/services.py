from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from symbiose.journal.models import Fact

if TYPE_CHECKING:
    from symbiose.accounts.models import User
    from symbiose.holders import Holder
    from symbiose.programmes.models import Programme
    from symbiose.programmes.rows import ProgrammeRow


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: somebody with an account, or the holder of a personal link, or the software itself (neither)."""

    user: User | None = None
    holder: Holder | None = None


@dataclass(frozen=True, slots=True)
class FactDetails:
    company_uuid: uuid.UUID | None = None
    happened_at: datetime | None = None
    data: dict[str, Any] = field(default_factory=dict)


def record_fact(
    *,
    kind: str,
    subject: ProgrammeRow | Programme,
    actor: Actor | User | None = None,
    details: FactDetails | None = None,
) -> Fact:
    """Write one fact about a row (or the programme itself), inside the transaction of its cause.

    `details.data` holds ids, never names.
    """
    who = actor if isinstance(actor, Actor) else Actor(user=actor)
    what = details or FactDetails()
    return Fact.objects.create(
        programme_id=getattr(subject, "programme_id", subject.pk),
        kind=kind,
        subject_kind=subject._meta.model_name or "",
        subject_uuid=subject.uuid,
        company_uuid=what.company_uuid,
        happened_at=what.happened_at or timezone.now(),
        created_by=who.user,
        holder_kind=who.holder.kind if who.holder else "",
        holder_id=who.holder.uuid if who.holder else None,
        data=what.data,
    )
