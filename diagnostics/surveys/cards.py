"""What the personal page of a company's contact shows of surveys: one to spread, or its results."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from diagnostics.models import SurveyCompany
from symbiose.links.cards import PersonalCard

if TYPE_CHECKING:
    from symbiose.holders import Holder
    from symbiose.http import PersonalRequest

TO_SPREAD, TO_READ = 13, 46
MOST = 3


def survey_cards(request: PersonalRequest, holder: Holder) -> Iterable[PersonalCard]:
    rows = SurveyCompany.objects.filter(programme=request.programme, company__archived_at__isnull=True)
    mine = rows.filter(company__uuid=holder.company_uuid or UUID(int=0), revoked_at__isnull=True)
    for spread in mine.select_related("survey").order_by("-survey__opened_at")[:MOST]:
        position = TO_SPREAD if spread.is_open else TO_READ
        yield PersonalCard("personal/cards/survey.html", position, {"spread": spread, "survey": spread.survey})
