"""A contact's steps on their personal page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils import timezone

from roadmaps.models import Step
from roadmaps.screen import shown_state
from symbiose.links.cards import PersonalCard

if TYPE_CHECKING:
    from symbiose.holders import Holder
    from symbiose.http import PersonalRequest


def roadmap_cards(request: PersonalRequest, holder: Holder) -> Iterable[PersonalCard]:
    """What the company's people are to do, the most pressing first."""
    if holder.company_uuid is None:
        return
    steps = Step.objects.filter(programme=request.programme, owner_contact__company__uuid=holder.company_uuid)
    today = timezone.localdate()
    mine = list(steps.unfinished().select_related("roadmap").order_by("due_on", "pk")[:5])
    if mine:
        rows = [{"step": step, "state": shown_state(step, today)} for step in mine]
        yield PersonalCard("personal/cards/steps.html", 15, {"rows": rows})
