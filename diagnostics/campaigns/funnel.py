"""How far the companies of a campaign are: sent, opened, begun, answered."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from companies.models import Contact
from diagnostics.models import Questionnaire
from symbiose.holders import CONTACT
from symbiose.links.models import PersonalLink

State = Questionnaire.State


@dataclass(frozen=True, slots=True)
class Stage:
    label: str
    count: int
    percent: int


@dataclass(frozen=True, slots=True)
class Funnel:
    sent: int
    opened: int
    started: int
    answered: int
    waiting: int

    @property
    def percent(self) -> int:
        return percent_of(self.answered, self.sent)

    @property
    def stages(self) -> list[Stage]:
        counts = [
            (_("Envoyés"), self.sent),
            (_("Ouverts"), self.opened),
            (_("Commencés"), self.started),
            (_("Répondus"), self.answered),
        ]
        return [Stage(label, count, percent_of(count, self.sent)) for label, count in counts]


def percent_of(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def funnel_of(questionnaires: QuerySet[Questionnaire]) -> Funnel:
    """One query. « Ouvert »: somebody of the company used their personal page since it was sent, or has begun."""
    begun = Q(started_at__isnull=False) | Q(submitted_at__isnull=False)
    counts = questionnaires.annotate(page_used=_page_used()).aggregate(
        sent=Count("pk"),
        opened=Count("pk", filter=begun | Q(page_used=True)),
        started=Count("pk", filter=begun),
        answered=Count("pk", filter=Q(state=State.SUBMITTED)),
        waiting=Count("pk", filter=Q(state__in=[State.SENT, State.STARTED])),
    )
    return Funnel(**counts)


def _page_used() -> Exists:
    people = Contact.objects.filter(company=OuterRef(OuterRef("company"))).values("uuid")
    links = PersonalLink.objects.filter(holder_kind=CONTACT, holder_id__in=people)
    return Exists(links.filter(last_used_at__gte=OuterRef("sent_at")))
