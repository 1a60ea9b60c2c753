from __future__ import annotations

import logging

from celery import shared_task

from diagnostics.campaigns.services import send_next_batch
from diagnostics.models import Campaign

log = logging.getLogger(__name__)


@shared_task
def send_campaign(campaign_id: int) -> None:
    """Open what is left of a campaign, one short transaction after the other. Running it twice sends once."""
    while send_next_batch(campaign_id=campaign_id):
        pass


@shared_task
def sweep() -> None:
    """Go on with what a worker left, or was never told of."""
    for campaign_id in Campaign.objects.being_sent().values_list("pk", flat=True):
        send_campaign(campaign_id)


def ring(campaign_id: int) -> None:
    try:
        send_campaign.apply_async(args=(campaign_id,), retry=False, expires=600)
    except Exception as error:  # each transport has its own errors, and the sweep goes on without any
        log.warning("the broker is away, the sweep will go on with campaign %s: %s", campaign_id, error)
