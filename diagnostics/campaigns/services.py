"""A campaign from its opening to its stop: chosen companies, one questionnaire each, reminders, a last day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from companies.models import Company
from diagnostics.models import Campaign, Questionnaire, Template
from diagnostics.services.sending import send_questionnaires
from symbiose.journal.services import Actor, FactDetails, record_fact
from symbiose.outbox.models import OutboxEmail
from symbiose.outbox.services import cancel_messages
from symbiose.programmes.edits import save_edit
from symbiose.programmes.models import Wave
from symbiose.reminders.models import Reminder
from symbiose.reminders.services import drop_causes

if TYPE_CHECKING:
    from symbiose.accounts.models import User
    from symbiose.programmes.models import Programme

BATCH = 25  # questionnaires opened in one transaction, and the most that a request opens by itself
INVITATION = "questionnaire_invitation"
State = Questionnaire.State


class CampaignStopped(Exception):
    """The campaign has ended: it sends, reminds and waits no more."""


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """What an animator decides of a campaign. `words` keeps the filter by which the companies were found."""

    title: str
    answer_by: date
    intro: str = ""
    reminds: bool = True
    words: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def open_campaign(
    *, programme: Programme, template: Template, plan: CampaignPlan, companies: Iterable[Company], actor: User | None
) -> Campaign:
    """Open a campaign for these companies and begin to send; a large one is gone on with by a worker."""
    chosen = sorted(str(company.uuid) for company in companies)
    campaign = Campaign(
        programme=programme,
        template=template,
        wave=Wave.objects.filter(programme=programme).order_by("-number").first(),
        title=plan.title,
        intro=plan.intro,
        answer_by=plan.answer_by,
        reminds=plan.reminds,
        recipients={"filter": dict(plan.words), "companies": chosen},
        opened_at=timezone.now(),
        created_by=actor,
    )
    campaign.full_clean()
    campaign.save()
    record_fact(kind="campaign_opened", subject=campaign, actor=actor, details=FactDetails(data={"n": len(chosen)}))
    if len(chosen) <= BATCH:
        send_next_batch(campaign_id=campaign.pk)
        campaign.refresh_from_db()
    else:
        transaction.on_commit(partial(_ring, campaign.pk))
    return campaign


@transaction.atomic
def send_next_batch(*, campaign_id: int) -> int:
    """Open the next questionnaires of a campaign; how many companies are left. Safe twice, and after a fall.

    What was sent is known by the questionnaires that are there, so that a worker that died is followed by another.
    """
    campaign = _locked(campaign_id)
    if not campaign.is_running or campaign.sent_at:
        return 0
    left = list(companies_left(campaign).values_list("pk", flat=True))
    send_questionnaires(campaign=campaign, company_ids=left[:BATCH], actor=campaign.created_by)
    if len(left) <= BATCH:
        Campaign.objects.filter(pk=campaign.pk).update(sent_at=timezone.now())
    return max(0, len(left) - BATCH)


def companies_left(campaign: Campaign) -> Any:
    """The chosen companies that have no questionnaire of this campaign yet."""
    chosen = Company.objects.active().filter(
        programme=campaign.programme_id, uuid__in=campaign.recipients.get("companies", [])
    )
    got = Questionnaire.objects.filter(campaign=campaign).values("company")
    return chosen.exclude(pk__in=got).order_by("name", "pk")


@transaction.atomic
def edit_campaign(*, campaign: Campaign, fields: Iterable[str], expected_version: int) -> Campaign:
    """Save a new title, new words or a later day; the questionnaires that wait take the day over.

    Raises EditConflict, and CampaignStopped.
    """
    if _locked(campaign.pk).stopped_at:
        raise CampaignStopped
    saved = save_edit(campaign, expected_version=expected_version, fields=fields)
    waiting = Questionnaire.objects.open().filter(campaign=campaign, closed_at__isnull=True)
    waiting.exclude(answer_by=saved.answer_by).update(answer_by=saved.answer_by, version=F("version") + 1)
    return saved


@transaction.atomic
def stop_campaign(*, campaign_id: int, actor: User) -> Campaign:
    """End a campaign: answers no longer change, and nothing more leaves about it. Twice changes nothing."""
    campaign = _locked(campaign_id)
    if campaign.stopped_at:
        return campaign
    campaign.stopped_at = timezone.now()
    campaign.version += 1
    campaign.save(update_fields=["stopped_at", "version"])
    ours = Questionnaire.objects.filter(campaign=campaign, closed_at__isnull=True)
    uuids = set(ours.values_list("uuid", flat=True))
    closed = {"closed_at": campaign.stopped_at, "version": F("version") + 1}
    ours.open().update(state=State.CLOSED, **closed)
    ours.submitted().update(**closed)
    _take_messages_back(campaign, {str(each) for each in uuids})
    record_fact(kind="campaign_stopped", subject=campaign, actor=Actor(user=actor))
    return campaign


def _take_messages_back(campaign: Campaign, uuids: set[str]) -> None:
    reason = "campagne arrêtée"
    waiting = Reminder.objects.waiting().filter(programme=campaign.programme_id, subject_kind="questionnaire")
    causes = [pk for pk, subject in waiting.values_list("pk", "subject_uuid") if str(subject) in uuids]
    drop_causes(causes, reason)
    unsent = OutboxEmail.objects.unsent().of_programme(campaign.programme_id).filter(kind=INVITATION)
    ours = [email.pk for email in unsent.only("pk", "context") if email.context.get("questionnaire") in uuids]
    cancel_messages(email_ids=ours, reason=reason)


def _locked(campaign_id: int) -> Campaign:
    campaigns = Campaign.objects.select_for_update(of=("self",))
    return campaigns.select_related("programme", "template", "created_by").get(pk=campaign_id)


def _ring(campaign_id: int) -> None:
    """Wake a worker up; one that is away changes nothing, the sweep finds the campaign."""
    from diagnostics.campaigns.tasks import ring  # the task module imports this one

    ring(campaign_id)
