"""The presences behind a company's engagement."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet
from django.utils.translation import ngettext

from companies.engagement import EngagementLevel
from companies.engagement_facts import Evidence, FactLine, day_of, register_evidence
from companies.models import Company
from events.figures import presences
from events.models import Attendance, Event


def _present_at(*kinds: str) -> Callable[[Company], QuerySet[Attendance]]:
    def rows(company: Company) -> QuerySet[Attendance]:
        came = presences(None).filter(company=company, event__kind__in=kinds)
        return came.select_related("event__programme").order_by("-event__starts_at", "pk")

    return rows


def _line(attendance: Attendance) -> FactLine:
    event = attendance.event
    return FactLine(event.title, day_of(event.starts_at), event.get_absolute_url())


def _words(count: int) -> str:
    return ngettext("%(n)s rencontre", "%(n)s rencontres", count) % {"n": count}


def register() -> None:
    register_evidence(
        {
            EngagementLevel.INFORMED: Evidence(_present_at(Event.Kind.INFORMATION), _line, _words),
            EngagementLevel.IN_WORKSHOP: Evidence(_present_at(Event.Kind.WORKSHOP), _line, _words),
            EngagementLevel.CORE: Evidence(_present_at(*Event.Kind.values), _line, _words, brief=True),
        }
    )
