"""Personal links of a company's people, as the staff hands them out and cuts them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from companies.holders import holder_of
from companies.models import Contact
from symbiose.journal.services import FactDetails, record_fact
from symbiose.links.models import PersonalLink
from symbiose.links.services import address_of, link_for, revoke_links_of
from symbiose.outbox.services import Message, queue_email

if TYPE_CHECKING:
    from symbiose.accounts.models import User
    from symbiose.outbox.models import OutboxEmail


class NobodyToWriteTo(Exception):
    """The person has left, or has no email address."""


@transaction.atomic
def show_link(*, contact: Contact, actor: User) -> str:
    """The address of a person's page, to be copied and handed over; that it was shown is journalled."""
    link = link_for(programme=contact.programme, holder=holder_of(contact))
    _record(contact, actor, "link_shown")
    return address_of(link)


@transaction.atomic
def send_link(*, contact: Contact, actor: User, submission_key: uuid.UUID) -> OutboxEmail:
    """Queue the person's link by email. Raises NobodyToWriteTo."""
    if contact.left_on or not contact.email:
        raise NobodyToWriteTo
    message = Message(kind="personal_link", template="personal_link", subject=_("Votre page personnelle"))
    email = queue_email(
        key=f"personal_link:{contact.uuid}:{submission_key}",
        message=message,
        recipient=holder_of(contact),
        programme=contact.programme,
        actor=actor,
    )
    _record(contact, actor, "link_sent")
    return email


@transaction.atomic
def revoke_links(*, contact: Contact, actor: User) -> int:
    """End all links of a person at once; the number of links ended."""
    ended = revoke_links_of(kind="contact", holder_uuid=contact.uuid)
    if ended:
        _record(contact, actor, "link_revoked")
    return ended


def open_links(contact: Contact) -> int:
    return PersonalLink.objects.of_holder("contact", contact.uuid).usable().count()


def _record(contact: Contact, actor: User, kind: str) -> None:
    record_fact(kind=kind, subject=contact, actor=actor, details=FactDetails(company_uuid=contact.company.uuid))
