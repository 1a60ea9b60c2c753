"""The retained synergies behind a company's engagement."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import ngettext

from companies.engagement import EngagementLevel
from companies.engagement_facts import Evidence, FactLine, day_of, register_evidence
from companies.models import Company
from synergies.models import Participant, Synergy


def _retained(company: Company) -> QuerySet[Participant]:
    participations = Participant.objects.current().filter(company=company, synergy__in=Synergy.objects.retained())
    return participations.select_related("synergy__programme").order_by("-synergy__retained_at", "pk")


def _line(participant: Participant) -> FactLine:
    synergy = participant.synergy
    text = f"{synergy.title} ({participant.get_role_display()})"
    return FactLine(text, day_of(synergy.retained_at), synergy.get_absolute_url())


def _words(count: int) -> str:
    return ngettext("%(n)s synergie retenue", "%(n)s synergies retenues", count) % {"n": count}


def register() -> None:
    register_evidence({EngagementLevel.ENGAGED: Evidence(_retained, _line, _words, brief=True)})
