"""« Relancer maintenant » : one batch to those who have not answered, under the manners of every reminder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from companies.holders import holder_of
from diagnostics.campaigns.services import CampaignStopped
from diagnostics.messages import reminder_message
from diagnostics.models import Campaign, Questionnaire
from diagnostics.questionnaire.path import progress
from diagnostics.reminders import QUESTIONNAIRE_UNANSWERED, with_reachable_contacts
from diagnostics.services.questionnaires import replies_of, schema_of
from symbiose.journal.services import FactDetails, record_fact
from symbiose.reminders.causes import write_cause
from symbiose.reminders.manners import local_day
from symbiose.reminders.models import OptOut
from symbiose.reminders.plan import Wanted
from symbiose.reminders.rules import Cause

if TYPE_CHECKING:
    from companies.models import Contact
    from symbiose.accounts.models import User


@dataclass(frozen=True, slots=True)
class Reminded:
    """Messages made ready, companies already reminded today or that want no reminder, and those to be called."""

    ready: int = 0
    left_alone: int = 0
    to_call: int = 0


@transaction.atomic
def remind_campaign(*, campaign: Campaign, actor: User, now: datetime | None = None) -> Reminded:
    """Remind each company that has not answered, once a day at most. Raises CampaignStopped.

    The messages leave at a decent hour, wait for their reading where the programme reads them, and never exceed
    what one person may receive in a week.
    """
    if not campaign.is_running:
        raise CampaignStopped
    instant = now or timezone.now()
    open_ones = Questionnaire.objects.open().filter(campaign=campaign, company__archived_at__isnull=True)
    counts = {"ready": 0, "left_alone": 0, "to_call": 0}
    refused = _refused(campaign)
    for questionnaire in with_reachable_contacts(open_ones):
        counts[_remind(questionnaire, refused, instant)] += 1
    details = FactDetails(data=dict(counts))
    record_fact(kind="campaign_reminded", subject=campaign, actor=actor, details=details)
    return Reminded(**counts)


def _remind(questionnaire: Questionnaire, refused: set[object], now: datetime) -> str:
    contacts: list[Contact] = questionnaire.company.reachable  # type: ignore[attr-defined]  # prefetched
    if not contacts:
        return "to_call"
    holder = holder_of(contacts[0])
    if holder.uuid in refused:
        return "left_alone"
    state = progress(schema_of(questionnaire), replies_of(questionnaire))
    message = reminder_message(questionnaire, state, now, last=False)
    occasion = f"demande-{local_day(now).isoformat()}"
    cause = Cause("questionnaire", questionnaire.uuid, holder, occasion, message)
    wanted = Wanted(QUESTIONNAIRE_UNANSWERED, cause, now)
    return "ready" if write_cause(programme=questionnaire.programme, item=wanted, now=now) else "left_alone"


def _refused(campaign: Campaign) -> set[object]:
    return set(OptOut.objects.open().filter(programme=campaign.programme_id).values_list("holder_id", flat=True))
