"""Sending a company the link to its fiche: once at the end of the visit, and again on demand, once a day at most."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from companies.holders import holder_of
from companies.models import Company, Contact
from diagnostics.models import Diagnostic
from diagnostics.report.messages import ready_message
from symbiose.journal.services import Actor, FactDetails, record_fact
from symbiose.outbox.models import OutboxEmail
from symbiose.outbox.services import queue_email


def recipient_of(company: Company) -> Contact | None:
    """The person of a company whom a message reaches: the first of its contacts who has an address."""
    people = Contact.objects.reachable_by_email().filter(company=company, company__archived_at__isnull=True)
    return people.select_related("company").order_by("-is_primary", "pk").first()


@transaction.atomic
def send_report(*, diagnostic: Diagnostic, actor: Actor, again: bool = False) -> OutboxEmail | None:
    """Queue « La fiche de votre visite »; None, and nothing queued, where nobody has an address."""
    contact = recipient_of(diagnostic.company)
    if contact is None:
        return None
    occasion = f":{timezone.localdate().isoformat()}" if again else ""
    key = f"report:{diagnostic.uuid}:{contact.uuid}{occasion}"
    known = OutboxEmail.objects.filter(key=key).first()
    if known:
        return known
    email = queue_email(
        key=key,
        message=ready_message(diagnostic),
        recipient=holder_of(contact),
        programme=diagnostic.programme,
        actor=actor.user,
    )
    details = FactDetails(company_uuid=diagnostic.company.uuid, data={"contact": str(contact.uuid)})
    record_fact(kind="report_sent", subject=diagnostic, actor=actor, details=details)
    return email


def sendings_of(diagnostic: Diagnostic) -> list[OutboxEmail]:
    """The messages about a fiche, the last first."""
    emails = OutboxEmail.objects.filter(
        programme=diagnostic.programme_id, key__startswith=f"report:{diagnostic.uuid}:"
    )
    return list(emails.order_by("-created_at")[:5])
