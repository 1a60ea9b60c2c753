"""What a contact's personal page shows of this app: what is asked of them first, then their lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from companies.models import Company
from diagnostics.asking import Asking
from diagnostics.enums import Level
from diagnostics.models import Diagnostic, Flow, Questionnaire
from symbiose.links.cards import PersonalCard

if TYPE_CHECKING:
    from symbiose.holders import Holder
    from symbiose.http import PersonalRequest

FIRST, LINES = 10, 45


def diagnostic_cards(request: PersonalRequest, holder: Holder) -> Iterable[PersonalCard]:
    companies = Company.objects.active().filter(programme=request.programme)
    company = companies.filter(uuid=holder.company_uuid or UUID(int=0)).first()
    if company is None:
        return
    questionnaire = Questionnaire.objects.filter(company=company).changeable().with_answers().first()
    if questionnaire:
        submitted = questionnaire.state == Questionnaire.State.SUBMITTED
        context = {"asking": Asking(questionnaire), "questionnaire": questionnaire, "submitted": submitted}
        yield PersonalCard("personal/cards/questionnaire.html", LINES + 1 if submitted else FIRST, context)
    lines = list(Flow.objects.current().filter(company=company))
    if lines:
        to_confirm = Diagnostic.objects.filter(company=company, state=Diagnostic.State.COMPLETED).exists()
        context = {"lines": lines, "to_confirm": to_confirm, "levels": levels_in_words(lines)}
        yield PersonalCard("personal/cards/lines.html", FIRST + 1 if to_confirm else LINES, context)


def levels_in_words(lines: Iterable[Flow]) -> list[tuple[str, int]]:
    """How many lines each circle sees, from the closest to the widest."""
    levels = [line.level for line in lines]
    return [(str(level.label), levels.count(level)) for level in Level if level in levels]
