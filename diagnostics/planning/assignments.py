"""Who visits whom: companies given to an adviser, what each of them has on their plate, drafts that sleep."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.models import Company
from diagnostics.models import Diagnostic, VisitSlot
from symbiose.holders import USER, resolve_holder
from symbiose.journal.services import FactDetails, record_fact
from symbiose.outbox.models import OutboxEmail
from symbiose.outbox.services import Message, queue_email
from symbiose.programmes.models import Membership

if TYPE_CHECKING:
    from symbiose.accounts.models import User

State = Diagnostic.State


@dataclass(frozen=True, slots=True)
class Plate:
    """What one adviser has before them."""

    membership: Membership
    given: int  # companies given to them that no visit has reached
    planned: int
    in_progress: int
    done: int
    free_hours: int


@transaction.atomic
def assign_companies(*, companies: Iterable[Company], adviser: Membership, actor: User) -> int:
    """Give companies to an adviser, whose chamber then sees them; how many changed hands. Twice changes nothing."""
    assert adviser.partner is not None  # a constraint of Membership
    ids = [company.pk for company in companies]
    changed = 0
    for company in Company.objects.select_for_update(of=("self",)).filter(pk__in=ids, programme=adviser.programme_id):
        company.chambers.add(adviser.partner)
        if company.assigned_adviser_id == adviser.user_id:
            continue
        company.assigned_adviser = adviser.user
        company.version += 1
        company.save(update_fields=["assigned_adviser", "version"])
        details = FactDetails(company_uuid=company.uuid, data={"adviser": str(adviser.user.uuid)})
        record_fact(kind="company_assigned", subject=company, actor=actor, details=details)
        changed += 1
    return changed


def plates(advisers: Iterable[Membership]) -> list[Plate]:
    """Four queries, whatever the number of advisers."""
    people = list(advisers)
    users = [membership.user_id for membership in people]
    programmes = {membership.programme_id for membership in people}
    visits = Diagnostic.objects.filter(programme__in=programmes, adviser__in=users).order_by()
    states: dict[int, Any] = {row["adviser"]: row for row in visits.values("adviser").annotate(**_by_state())}
    waiting = Company.objects.active().filter(programme__in=programmes, assigned_adviser__in=users)
    given = _counted(waiting.filter(diagnostics__isnull=True), "assigned_adviser")
    free = VisitSlot.objects.free(timezone.now()).filter(programme__in=programmes, adviser__in=users)
    hours = _counted(free, "adviser")
    return [_plate(membership, states.get(membership.user_id, {}), given, hours) for membership in people]


def _by_state() -> dict[str, Count]:
    return {
        "planned": Count("pk", filter=Q(state=State.PLANNED)),
        "in_progress": Count("pk", filter=Q(state=State.IN_PROGRESS)),
        "done": Count("pk", filter=Q(state__in=[State.COMPLETED, State.CONFIRMED])),
    }


def _counted(rows: object, column: str) -> dict[int, int]:
    counted = rows.order_by().values(column).annotate(n=Count("pk"))  # type: ignore[attr-defined]  # any queryset
    return {row[column]: row["n"] for row in counted}


def _plate(membership: Membership, states: dict[str, Any], given: dict[int, int], hours: dict[int, int]) -> Plate:
    return Plate(
        membership=membership,
        given=given.get(membership.user_id, 0),
        planned=states.get("planned", 0),
        in_progress=states.get("in_progress", 0),
        done=states.get("done", 0),
        free_hours=hours.get(membership.user_id, 0),
    )


@transaction.atomic
def remind_adviser(*, diagnostic: Diagnostic, actor: User) -> bool:
    """Ask the adviser of a draft that sleeps what is left to write, once a week; whether a message was made ready."""
    holder = resolve_holder(USER, diagnostic.adviser.uuid)
    if holder is None or not holder.email:
        return False
    year, week, _day = timezone.localdate().isocalendar()
    subject = _("La visite de %(company)s attend d’être finie") % {"company": diagnostic.company}
    message = Message(
        kind="draft_reminder",
        template="draft_reminder",
        subject=subject[:200],
        context={"diagnostic": str(diagnostic.uuid)},
        path=diagnostic.get_absolute_url(),
    )
    key = f"draft:{diagnostic.uuid}:{year}-{week}"
    if OutboxEmail.objects.filter(key=key).exists():
        return False
    queue_email(key=key, message=message, recipient=holder, programme=diagnostic.programme, actor=actor)
    details = FactDetails(company_uuid=diagnostic.company.uuid)
    record_fact(kind="draft_reminded", subject=diagnostic, actor=actor, details=details)
    return True
