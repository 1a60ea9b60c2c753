"""What is written about a visit's hour: to the company that took it or lost it, and to the adviser."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from companies.models import Contact
from diagnostics.models import Diagnostic, VisitSlot
from symbiose.holders import CONTACT, USER, Holder, resolve_holder
from symbiose.outbox.contexts import NothingToSay
from symbiose.outbox.services import Message, queue_email
from symbiose.ui.french import date_fr

if TYPE_CHECKING:
    from symbiose.journal.services import Actor
    from symbiose.outbox.models import OutboxEmail

PATH = "visit/"


def tell_booked(diagnostic: Diagnostic, slot: VisitSlot, actor: Actor) -> None:
    """A confirmation to the company; to the adviser too, when they did not write it down themselves."""
    day = date_fr(timezone.localdate(slot.starts_at), year=False, weekday=True)
    subject = _("Votre visite : %(day)s") % {"day": day}
    context = {"diagnostic": str(diagnostic.uuid), "starts_at": slot.starts_at.isoformat()}
    stamp = f"{diagnostic.uuid}:{diagnostic.version}"
    holder = _whom_to_tell(diagnostic, actor)
    if holder:
        asked = holder == actor.holder
        _queue(f"visit_booked:{stamp}", "visit_booked", subject, context, holder, diagnostic, asked_for=asked)
    news = _("%(company)s a choisi %(day)s") % {"company": diagnostic.company, "day": day}
    _tell_adviser(f"visit_news:{stamp}", news, {**context, "freed": False}, diagnostic, actor)


def tell_freed(diagnostic: Diagnostic, before: tuple[date, time | None], actor: Actor) -> None:
    """The visit has no day any more: each side is told, save the one that did it by its own screen."""
    day = date_fr(before[0], year=False, weekday=True)
    context = {"diagnostic": str(diagnostic.uuid), "visit_on": before[0].isoformat()}
    stamp = f"{diagnostic.uuid}:{diagnostic.version}"
    holder = None if actor.holder else _whom_to_tell(diagnostic, actor)
    if holder:
        subject = _("La visite du %(day)s n’aura pas lieu ce jour-là") % {"day": day}
        _queue(f"visit_freed:{stamp}", "visit_freed", subject, context, holder, diagnostic)
    news = _("%(company)s ne peut pas %(day)s") % {"company": diagnostic.company, "day": day}
    _tell_adviser(f"visit_news:{stamp}", news, {**context, "freed": True}, diagnostic, actor)


def _whom_to_tell(diagnostic: Diagnostic, actor: Actor) -> Holder | None:
    """Who booked, else the main contact who has an address."""
    if actor.holder:
        return actor.holder
    people = Contact.objects.filter(company=diagnostic.company_id).reachable_by_email()
    contact = people.order_by("-is_primary", "pk").first()
    return resolve_holder(CONTACT, contact.uuid) if contact else None


def _tell_adviser(key: str, subject: str, context: dict[str, Any], diagnostic: Diagnostic, actor: Actor) -> None:
    if actor.user and actor.user.pk == diagnostic.adviser_id:
        return
    holder = resolve_holder(USER, diagnostic.adviser.uuid)
    if holder:
        path = diagnostic.get_absolute_url()
        _queue(key, "visit_news", subject, context, holder, diagnostic, path=path, asked_for=True)


def _queue(
    key: str,
    kind: str,
    subject: str,
    context: dict[str, Any],
    holder: Holder,
    diagnostic: Diagnostic,
    *,
    path: str = PATH,
    asked_for: bool = False,
) -> None:
    message = Message(kind=kind, template=kind, subject=subject[:200], context=context, path=path, asked_for=asked_for)
    queue_email(key=key, message=message, recipient=holder, programme=diagnostic.programme)


def message_context(email: OutboxEmail) -> dict[str, Any]:
    """The visit as it is at sending. Raises NothingToSay when it was moved or dropped meanwhile."""
    visits = Diagnostic.objects.select_related("company", "adviser", "chamber", "programme")
    found = visits.filter(uuid=email.context["diagnostic"]).first()
    if found is None:
        raise NothingToSay(_("La visite n’existe plus."))
    starts_at = email.context.get("starts_at")
    if email.kind == "visit_booked" and found.visit_on is None:
        raise NothingToSay(_("La visite n’a plus de jour."))
    return {
        "diagnostic": found,
        "starts_at": datetime.fromisoformat(starts_at) if starts_at else None,
        "day": date.fromisoformat(email.context["visit_on"]) if email.context.get("visit_on") else None,
        "action_label": _("Voir la visite"),
    }


def register() -> None:
    from symbiose.outbox.contexts import register_context

    for kind in ("visit_booked", "visit_freed", "visit_news", "draft_reminder", "visit_eve"):
        register_context(kind, message_context)
