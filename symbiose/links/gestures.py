"""What a person does for themselves on their personal page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.holders import holders_at
from symbiose.journal.services import Actor, FactDetails, record_fact
from symbiose.links.colleagues import Colleague, make_colleague
from symbiose.links.models import PersonalLink
from symbiose.links.services import link_for
from symbiose.outbox.services import Message, queue_email
from symbiose.reminders.models import OptOut
from symbiose.reminders.services import silence

if TYPE_CHECKING:
    from symbiose.holders import Holder
    from symbiose.programmes.models import Programme

TRANSFERS_PER_DAY = 5


class TooManyTransfers(Exception):
    """The page was passed on often enough for one day."""


@transaction.atomic
def ask_for_new_link(*, link: PersonalLink, holder: Holder) -> None:
    """Send a person a new link for one that has expired; at most once an hour."""
    hour = timezone.now().strftime("%Y-%m-%dT%H")
    message = Message(
        kind="link_renewed", template="link_renewed", subject=_("Votre nouveau lien personnel"), asked_for=True
    )
    queue_email(key=f"link_renewed:{link.uuid}:{hour}", message=message, recipient=holder, programme=link.programme)


@transaction.atomic
def send_links_to(email: str) -> int:
    """Send each person known at an address the link of their page, at most once an hour; how many there are.

    Whoever asks is told the same in any case: who is known here is nobody's business.
    """
    hour = timezone.now().strftime("%Y-%m-%dT%H")
    message = Message(
        kind="link_renewed", template="link_renewed", subject=_("Le lien de votre page personnelle"), asked_for=True
    )
    people = holders_at(email)
    for programme, holder in people:
        key = f"link_asked:{holder.uuid}:{hour}"
        queue_email(key=key, message=message, recipient=holder, programme=programme)
    return len(people)


@transaction.atomic
def pass_on(*, link: PersonalLink, holder: Holder, colleague: Colleague) -> Holder:
    """Give a colleague a page of their own, and tell them by email. Raises TooManyTransfers."""
    since = timezone.now() - timedelta(days=1)
    if PersonalLink.objects.filter(transferred_from=link, created_at__gte=since).count() >= TRANSFERS_PER_DAY:
        raise TooManyTransfers
    receiver = make_colleague(holder, colleague)
    theirs = link_for(programme=link.programme, holder=receiver)
    PersonalLink.objects.filter(pk=theirs.pk, transferred_from=None).exclude(pk=link.pk).update(transferred_from=link)
    _tell_colleague(link, theirs, holder, receiver)
    details = FactDetails(company_uuid=holder.company_uuid, data={"to": str(receiver.uuid)})
    record_fact(kind="link_transferred", subject=link, actor=Actor(holder=holder), details=details)
    return receiver


def _tell_colleague(link: PersonalLink, theirs: PersonalLink, holder: Holder, receiver: Holder) -> None:
    message = Message(
        kind="link_transferred",
        template="link_transferred",
        subject=_("Un collègue vous transmet une page Symbiose"),
        context={"from_kind": holder.kind, "from_uuid": str(holder.uuid)},
        asked_for=True,
    )
    day = timezone.localdate().isoformat()
    key = f"link_transferred:{link.uuid}:{theirs.uuid}:{day}"
    queue_email(key=key, message=message, recipient=receiver, programme=link.programme)


@transaction.atomic
def opt_out(*, programme: Programme, holder: Holder) -> None:
    """Remind a person of nothing more; what they ask for themselves still reaches them."""
    row, first = OptOut.objects.open().get_or_create(
        programme=programme, holder_kind=holder.kind, holder_id=holder.uuid
    )
    if first:
        _record_choice("opted_out", row, holder)
        silence(programme=programme, holder=holder)


@transaction.atomic
def opt_in(*, programme: Programme, holder: Holder) -> None:
    """Remind a person again."""
    for row in OptOut.objects.open().filter(programme=programme).of_holder(holder.kind, holder.uuid):
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at"])
        _record_choice("opted_in", row, holder)


def has_opted_out(programme: Programme, holder: Holder) -> bool:
    return OptOut.objects.open().filter(programme=programme).of_holder(holder.kind, holder.uuid).exists()


def _record_choice(kind: str, row: OptOut, holder: Holder) -> None:
    details = FactDetails(company_uuid=holder.company_uuid)
    record_fact(kind=kind, subject=row, actor=Actor(holder=holder), details=details)
