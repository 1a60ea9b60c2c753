"""The visit on a contact's personal page: its day, or the hours to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from companies.models import Company
from diagnostics.models import Diagnostic
from diagnostics.planning.slots import slots_for
from symbiose.links.cards import PersonalCard

if TYPE_CHECKING:
    from symbiose.holders import Holder
    from symbiose.http import PersonalRequest

TO_CHOOSE, APPOINTMENT = 11, 29


def visit_cards(request: PersonalRequest, holder: Holder) -> Iterable[PersonalCard]:
    """Nothing for a company that was visited, nor while nobody offers an hour."""
    companies = Company.objects.active().filter(programme=request.programme, uuid=holder.company_uuid or UUID(int=0))
    company = companies.first()
    if company is None:
        return
    visits = list(Diagnostic.objects.filter(company=company).select_related("adviser", "chamber")[:2])
    planned = next((visit for visit in visits if visit.state == Diagnostic.State.PLANNED), None)
    if visits and planned is None:
        return
    if planned and planned.visit_on:
        yield PersonalCard("personal/cards/visit.html", APPOINTMENT, {"planned": planned})
    elif slots_for(company):
        yield PersonalCard("personal/cards/visit.html", TO_CHOOSE, {"planned": planned})
