"""Where a programme stands, as one member sees it: everything that the home page asks about, in one query."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from companies.models import Company
from diagnostics.models import Diagnostic, Questionnaire
from events.models import Attendance, Event
from roadmaps.models import Roadmap
from symbiose.programmes.models import Programme
from synergies.models import Proposal, State, Synergy

if TYPE_CHECKING:
    from symbiose.programmes.models import Membership


@dataclass(frozen=True, slots=True)
class Standing:
    """Facts of the programme, save those `for me`, which the member's role narrows."""

    has_companies: bool
    has_companies_for_me: bool
    has_events: bool
    has_visits: bool
    has_synergies: bool
    has_proposals_for_me: bool
    has_shortlisted: bool
    is_workshop_planned: bool
    questionnaires: int
    to_question_for_me: int  # companies visited that had no questionnaire
    roadmaps: int
    validated: int
    committee_at: datetime | None
    unnoted_event: int | None  # a meeting that took place, nobody noted who was there
    unnoted_event_title: str | None
    unwritten_synergy: int | None  # a retained synergy without a roadmap
    unwritten_synergy_title: str | None


def standing_of(membership: Membership) -> Standing:
    asked = {**_begun(membership), **_counted(membership), **_named(membership)}
    names = [field.name for field in fields(Standing)]
    row = Programme.objects.filter(pk=membership.programme_id).annotate(**asked).values(*names).get()
    return Standing(**row)


def _begun(membership: Membership) -> dict[str, Any]:
    ours = {"programme": membership.programme_id}
    workshops = Event.objects.visible_to(membership).filter(kind=Event.Kind.WORKSHOP, closed_at__isnull=True)
    return {
        "has_companies": Exists(Company.objects.filter(**ours)),
        "has_companies_for_me": Exists(Company.objects.visible_to(membership)),
        "has_events": Exists(Event.objects.filter(**ours)),
        "has_visits": Exists(Diagnostic.objects.filter(**ours)),
        "has_synergies": Exists(Synergy.objects.filter(**ours)),
        "has_proposals_for_me": Exists(Proposal.objects.visible_to(membership).live()),
        "has_shortlisted": Exists(Synergy.objects.filter(**ours, state=State.SHORTLISTED)),
        "is_workshop_planned": Exists(workshops),
    }


def _counted(membership: Membership) -> dict[str, Any]:
    ours = {"programme": membership.programme_id}
    roadmaps = Roadmap.objects.filter(**ours)
    asked = Questionnaire.objects.filter(**ours)
    visited = Diagnostic.objects.visible_to(membership).completed().exclude(company__in=asked.values("company"))
    return {
        "questionnaires": _number(asked),
        "to_question_for_me": _number(visited, Count("company", distinct=True)),
        "roadmaps": _number(roadmaps),
        "validated": _number(roadmaps.filter(Q(state=Roadmap.State.VALIDATED) | Q(number__gt=1))),
    }


def _named(membership: Membership) -> dict[str, Any]:
    events = Event.objects.visible_to(membership)
    noted = Attendance.objects.filter(present__isnull=False).values("event")
    past = events.filter(starts_at__lt=timezone.now(), cancelled_at__isnull=True, closed_at__isnull=True)
    unnoted = past.exclude(pk__in=noted).filter(attendances__isnull=False).order_by("starts_at", "pk")
    unwritten = Synergy.objects.visible_to(membership).retained().filter(roadmap__isnull=True)
    unwritten = unwritten.order_by("retained_at", "pk")
    committees = Event.objects.filter(programme=membership.programme_id, kind=Event.Kind.COPIL).upcoming()
    return {
        "committee_at": _first(committees, "starts_at"),
        "unnoted_event": _first(unnoted, "pk"),
        "unnoted_event_title": _first(unnoted, "title"),
        "unwritten_synergy": _first(unwritten, "pk"),
        "unwritten_synergy_title": _first(unwritten, "title"),
    }


def _number(rows: QuerySet[Any], count: Count | None = None) -> Coalesce:
    """How many rows, all of one programme, as a subquery; none is 0."""
    counted = rows.order_by().values("programme").annotate(number=count or Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def _first(rows: QuerySet[Any], column: str) -> Subquery:
    return Subquery(rows.values(column)[:1])
