"""The eve of a visit: off until a programme turns it on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.holders import holder_of
from companies.models import Contact
from diagnostics.models import Diagnostic
from diagnostics.planning.messages import PATH
from symbiose.outbox.services import Message
from symbiose.reminders.manners import local_day, morning_of
from symbiose.reminders.rules import Cause, ReminderRule
from symbiose.ui.french import date_fr

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme


def causes(programme: Programme, now: datetime) -> Iterator[Cause]:
    """Each visit planned for tomorrow, to the main contact of the company."""
    people = Contact.objects.reachable_by_email().order_by("-is_primary", "pk").select_related("company")
    tomorrow = local_day(now) + timedelta(days=1)
    visits = Diagnostic.objects.in_calendar().filter(
        programme=programme,
        state=Diagnostic.State.PLANNED,
        visit_on=tomorrow,
        company__archived_at__isnull=True,
    )
    for visit in visits.prefetch_related(Prefetch("company__contacts", people, to_attr="reachable")):
        contacts: list[Contact] = visit.company.reachable  # type: ignore[attr-defined]  # the prefetch above
        if contacts:
            yield _cause(visit, contacts[0])


def still_holds(subject_uuid: UUID) -> bool:
    """Only while it is for tomorrow, or for today: a visit that was moved is said again on its own eve."""
    today = timezone.localdate()
    coming = [today, today + timedelta(days=1)]
    planned = Diagnostic.objects.filter(state=Diagnostic.State.PLANNED, visit_on__in=coming)
    return planned.filter(uuid=subject_uuid).exists()


def _cause(visit: Diagnostic, contact: Contact) -> Cause:
    assert visit.visit_on is not None  # in_calendar
    day = date_fr(visit.visit_on, year=False, weekday=True)
    message = Message(
        kind="visit_eve",
        template="visit_eve",
        subject=_("Demain : votre visite (%(day)s)") % {"day": day},
        context={"diagnostic": str(visit.uuid), "visit_on": visit.visit_on.isoformat()},
        path=PATH,
        due_at=morning_of(visit.visit_on - timedelta(days=1)),
    )
    return Cause("diagnostic", visit.uuid, holder_of(contact), f"veille-{visit.visit_on.isoformat()}", message)


VISIT_TO_COME = ReminderRule(
    name="visit_to_come",
    label=gettext_lazy("Visite du lendemain"),
    description=gettext_lazy("La veille au matin, à l’entreprise."),
    causes=causes,
    still_holds=still_holds,
    on_by_default=False,
)
