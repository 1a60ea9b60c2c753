"""The messages that a member may read: an animator all of the programme, an adviser those to their companies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, F, When

from companies.models import Company
from symbiose.outbox.models import OutboxEmail, OutboxEmailQuerySet
from symbiose.programmes.models import Role

if TYPE_CHECKING:
    from symbiose.programmes.models import Membership

WAITING_FOR_ANIMATOR = ("held", "failing", "failed")


def messages_visible_to(membership: Membership) -> OutboxEmailQuerySet:
    emails = OutboxEmail.objects.of_programme(membership.programme_id)
    if membership.role == Role.ANIMATOR:
        return emails
    if membership.role == Role.ADVISER:
        return emails.filter(company_uuid__in=Company.objects.visible_to(membership).values("uuid"))
    return emails.none()


def attention_first(emails: OutboxEmailQuerySet) -> OutboxEmailQuerySet:
    """What waits for a gesture, the nearest first; then the rest, the latest first."""
    waits = Case(When(state_name__in=WAITING_FOR_ANIMATOR, then="due_at"), default=None)
    emails = emails.with_state().annotate(waits=waits)
    return emails.order_by(F("waits").asc(nulls_last=True), "-due_at", "-pk")
