"""The morning's batch: the messages that wait to be read and sent in one click."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from followups.kinds import counted
from symbiose.outbox.models import OutboxEmail, OutboxEmailQuerySet
from symbiose.reminders.plan import end_of_day

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class MorningBatch:
    """`count` messages ready; `sentence` reads « 4 relances du questionnaire, 2 invitations »."""

    count: int
    sentence: str
    review_url: str  # GET: « Relire »
    release_url: str  # POST: « Envoyer les 6 »


def morning_batch(programme: Programme, now: datetime | None = None) -> MorningBatch:
    """What « 6 messages prêts · Relire · Envoyer les 6 » needs; count 0 when nothing waits. One query."""
    rows = batch_messages(programme, now or timezone.now()).order_by().values("kind").annotate(n=Count("pk"))
    counts = {row["kind"]: row["n"] for row in rows}
    kwargs = {"programme_slug": programme.slug}
    return MorningBatch(
        count=sum(counts.values()),
        sentence=counted(counts),
        review_url=reverse("followups:outbox", kwargs=kwargs) + "?state=held",
        release_url=reverse("followups:outbox_release_all", kwargs=kwargs),
    )


def batch_messages(programme: Programme, now: datetime) -> OutboxEmailQuerySet:
    """The held messages of today; those of the coming days wait for their own morning."""
    return OutboxEmail.objects.of_programme(programme.pk).held().filter(due_at__lte=end_of_day(now))
