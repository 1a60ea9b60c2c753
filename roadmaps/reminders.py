"""The reminders of roadmap steps: a week before, when late, and to the animator when nothing moves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from companies.holders import holder_of
from roadmaps.messages import due_soon_message, escalation_message, overdue_message
from roadmaps.models import Step
from symbiose.holders import USER, Holder, resolve_holder
from symbiose.programmes.models import Membership
from symbiose.reminders.manners import local_day, morning_of
from symbiose.reminders.rules import Cause, ReminderRule
from synergies.models import State

if TYPE_CHECKING:
    from roadmaps.models import StepQuerySet
    from symbiose.outbox.services import Message
    from symbiose.programmes.models import Programme

DAYS_BEFORE = 7
OVERDUE_DAYS = (1, 7)
ESCALATION_DAYS = 10
ESCALATION_SHELF_LIFE = 60
STILL = [State.DORMANT, State.STOPPED, State.COMPLETED, State.MERGED]


def due_soon(programme: Programme, now: datetime) -> Iterator[Cause]:
    today = local_day(now)
    for step in _steps(programme).filter(due_on__gte=today, due_on__lte=today + timedelta(days=DAYS_BEFORE)):
        holder = owner_of(step)
        due_at = morning_of(_due(step) - timedelta(days=DAYS_BEFORE))
        if holder:
            yield _cause(step, holder, f"j-{DAYS_BEFORE}", due_soon_message(step, holder, due_at))


def overdue(programme: Programme, now: datetime) -> Iterator[Cause]:
    """One day late, then a week; the second is not written where the first one is still to be."""
    today = local_day(now)
    first, last = min(OVERDUE_DAYS), ESCALATION_DAYS + max(OVERDUE_DAYS)
    late = _steps(programme).filter(due_on__lte=today - timedelta(days=first), due_on__gt=today - timedelta(days=last))
    for step in late:
        holder = owner_of(step)
        days = max(after for after in OVERDUE_DAYS if _due(step) + timedelta(days=after) <= today)
        due_at = morning_of(_due(step) + timedelta(days=days))
        if holder:
            yield _cause(step, holder, f"retard-{days}", overdue_message(step, holder, due_at))


def escalation(programme: Programme, now: datetime) -> Iterator[Cause]:
    """To each animator in charge: at ten days, and at once where nobody else can be reminded."""
    today = local_day(now)
    late = _steps(programme).filter(
        due_on__lt=today, due_on__gt=today - timedelta(days=ESCALATION_DAYS + ESCALATION_SHELF_LIFE)
    )
    animators: list[Holder] | None = None
    for step in late:
        due_at = morning_of(_due(step) + timedelta(days=ESCALATION_DAYS if owner_of(step) else 1))
        if local_day(due_at) > today:
            continue
        animators = _animators(programme, today) if animators is None else animators
        for holder in animators:
            yield _cause(step, holder, "retard-animation", escalation_message(step, due_at))


def still_late(subject_uuid: UUID) -> bool:
    """Whether the step is still to be done, in a synergy that is still alive."""
    return Step.objects.filter(uuid=subject_uuid).unfinished().exclude(roadmap__synergy__state__in=STILL).exists()


def owner_of(step: Step) -> Holder | None:
    """Whoever answers for the step and can be written to; None for a name alone."""
    if step.owner_contact and step.owner_contact.email and step.owner_contact.left_on is None:
        return holder_of(step.owner_contact)
    return resolve_holder(USER, step.owner_user.uuid) if step.owner_user else None


def _steps(programme: Programme) -> StepQuerySet:
    steps = Step.objects.filter(programme=programme).unfinished().exclude(roadmap__synergy__state__in=STILL)
    return steps.select_related("programme", "roadmap", "owner_contact__company", "owner_user").order_by(
        "due_on", "pk"
    )


def _due(step: Step) -> date:
    assert step.due_on is not None  # the rules read dated steps only
    return step.due_on


def _cause(step: Step, holder: Holder, moment: str, message: Message) -> Cause:
    return Cause("step", step.uuid, holder, f"{_due(step).isoformat()}:{moment}", message)


def _animators(programme: Programme, today: date) -> list[Holder]:
    members = Membership.objects.filter(programme=programme).animators().active(today).select_related("user")
    return [holder for member in members if (holder := resolve_holder(USER, member.user.uuid))]


STEP_DUE_SOON = ReminderRule(
    name="step_due_soon",
    label=_("Étape à faire bientôt"),
    description=_("Sept jours avant l’échéance, à la personne responsable de l’étape."),
    causes=due_soon,
    still_holds=still_late,
)
STEP_OVERDUE = ReminderRule(
    name="step_overdue",
    label=_("Étape en retard"),
    description=_("Le lendemain de l’échéance, puis une semaine après, à la personne responsable."),
    causes=overdue,
    still_holds=still_late,
)
STEP_ESCALATION = ReminderRule(
    name="step_escalation",
    label=_("Étape qui n’avance pas"),
    description=_("Dix jours après l’échéance, à l’animation ; dès le lendemain si personne ne peut être relancé."),
    causes=escalation,
    still_holds=still_late,
)
