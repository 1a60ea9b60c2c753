"""The reminder of a fiche that its company has not confirmed: once, after ten days. Off until asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from companies.holders import holder_of
from companies.models import Contact
from diagnostics.models import Diagnostic
from diagnostics.report.messages import unconfirmed_message
from symbiose.reminders.manners import local_day, morning_of
from symbiose.reminders.rules import Cause, ReminderRule

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme

DAYS_AFTER = 10
STALE_AFTER = timedelta(days=10)


def causes(programme: Programme, now: datetime) -> Iterator[Cause]:
    """Each visit ended ten days ago or a little more that waits for its company's word."""
    reachable = Contact.objects.reachable_by_email().order_by("-is_primary", "pk").select_related("company")
    waiting = Diagnostic.objects.filter(
        programme=programme,
        state=Diagnostic.State.COMPLETED,
        company__archived_at__isnull=True,
        completed_at__gt=now - STALE_AFTER - timedelta(days=DAYS_AFTER + 1),
    )
    related = waiting.select_related("company").prefetch_related(
        Prefetch("company__contacts", queryset=reachable, to_attr="reachable")
    )
    for diagnostic in related:
        contacts: list[Contact] = diagnostic.company.reachable  # type: ignore[attr-defined]  # the prefetch above
        due_at = due_on_morning(diagnostic)
        if contacts and due_at <= now <= due_at + STALE_AFTER:
            message = unconfirmed_message(diagnostic, due_at)
            yield Cause("diagnostic", diagnostic.uuid, holder_of(contacts[0]), f"j+{DAYS_AFTER}", message)


def due_on_morning(diagnostic: Diagnostic) -> datetime:
    assert diagnostic.completed_at is not None  # of a completed visit, by constraint
    return morning_of(local_day(diagnostic.completed_at) + timedelta(days=DAYS_AFTER))


def still_holds(subject_uuid: UUID) -> bool:
    return Diagnostic.objects.filter(uuid=subject_uuid, state=Diagnostic.State.COMPLETED).exists()


REPORT_UNCONFIRMED = ReminderRule(
    name="report_unconfirmed",
    label=_("Fiche de visite sans réponse"),
    description=_("Dix jours après la visite, si l’entreprise n’a ni confirmé ni corrigé ses lignes."),
    causes=causes,
    still_holds=still_holds,
    on_by_default=False,
)
