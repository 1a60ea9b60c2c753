"""Visits in calendars: the adviser's own feed, the file of a list, the page of one company."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.models import Contact
from diagnostics.models import Diagnostic
from symbiose.addresses import site_url
from symbiose.links.calendars import CalendarEntry

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from symbiose.programmes.models import Membership

USUAL_MINUTES = 90


def visits(membership: Membership, since: date) -> Iterable[CalendarEntry]:
    """An adviser's own visits; for an animator, all of the programme, with who holds them."""
    dated = Diagnostic.objects.visible_to(membership).in_calendar().filter(visit_on__gte=since)
    mine = dated.filter(adviser=membership.user_id) if membership.is_adviser else dated
    return entries_of(mine, with_adviser=not membership.is_adviser)


def entries_of(diagnostics: QuerySet[Diagnostic], *, with_adviser: bool) -> list[CalendarEntry]:
    people = Contact.objects.current().order_by("-is_primary", "pk")
    known = diagnostics.select_related("company", "adviser", "chamber", "programme", "slot").prefetch_related(
        Prefetch("company__contacts", people, to_attr="people")
    )
    return [entry_of(diagnostic, with_adviser=with_adviser) for diagnostic in known.order_by("visit_on", "pk")]


def entry_of(diagnostic: Diagnostic, *, with_adviser: bool, for_company: bool = False) -> CalendarEntry:
    """One visit: where, whom to ask for, and its page. Neither notes nor lines: a calendar is often shared.

    For the company itself: who comes, and no page of the staff.
    """
    starts = start_of(diagnostic)
    visited = diagnostic.chamber if for_company else diagnostic.company
    title = _("Visite : %(company)s") % {"company": visited}
    path = reverse("diagnostics:detail", args=[diagnostic.programme.slug, diagnostic.pk])
    return CalendarEntry(
        uid=uid_of(diagnostic),
        title=f"{title} ({diagnostic.adviser})" if with_adviser else title,
        starts=starts,
        ends=end_of(diagnostic, starts) if isinstance(starts, datetime) else None,
        place=address_of(diagnostic),
        words=str(diagnostic.adviser.phone) if for_company else _whom(diagnostic),
        url="" if for_company else site_url(path),
        changed_at=diagnostic.created_at,
    )


def uid_of(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.uuid}@visits.symbiose"


def start_of(diagnostic: Diagnostic) -> datetime | date:
    """The hour in local time where there is one, else the day."""
    assert diagnostic.visit_on is not None  # in_calendar
    if diagnostic.visit_at is None:
        return diagnostic.visit_on
    return datetime.combine(diagnostic.visit_on, diagnostic.visit_at, tzinfo=timezone.get_current_timezone())


def end_of(diagnostic: Diagnostic, starts: datetime) -> datetime:
    slot = getattr(diagnostic, "slot", None)
    return starts + timedelta(minutes=slot.minutes if slot else USUAL_MINUTES)


def address_of(diagnostic: Diagnostic) -> str:
    company = diagnostic.company
    town = f"{company.postcode} {company.city}".strip()
    return ", ".join(part for part in (company.address, town) if part)


def _whom(diagnostic: Diagnostic) -> str:
    people: list[Contact] = getattr(diagnostic.company, "people", [])
    if not people:
        return ""
    return ", ".join(part for part in (people[0].formal_name, people[0].role, people[0].phone) if part)
