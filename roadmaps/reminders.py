"""Nothing retained goes quiet: a step due soon, a step overdue, and the escalation to the animator."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy

from roadmaps.messages import step_message
from roadmaps.models import Step
from symbiose.holders import CONTACT, USER, Holder, resolve_holder
from symbiose.programmes.models import Membership
from symbiose.reminders.manners import local_day, morning_of
from symbiose.reminders.rules import Cause, ReminderRule
from synergies.models import State

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme

DUE_SOON = (3,)  # days before
OVERDUE = (1, 8, 15)  # days after: the day after, then each week, three times
ESCALATION = (8,)  # a week without news: the animator calls
STALE = timedelta(days=7)  # until the next one: an outage, or a step dated late, leaves no silent gap between them
STOPPED = [State.STOPPED, State.DORMANT, State.MERGED]


def waiting_steps(programme: Programme) -> Iterator[Step]:
    """Unfinished steps of roadmaps whose synergy goes on; a blocked one is for the animator, not for its owner."""
    steps = Step.objects.filter(programme=programme, due_on__isnull=False).unfinished()
    steps = steps.exclude(roadmap__synergy__state__in=STOPPED)
    yield from steps.select_related("roadmap__programme", "owner_contact", "owner_user").order_by("due_on", "pk")


def owner_of(step: Step) -> Holder | None:
    """Whom to write to: the contact or the member in charge; nobody for a name alone."""
    if step.owner_contact:
        return resolve_holder(CONTACT, step.owner_contact.uuid)
    return resolve_holder(USER, step.owner_user.uuid) if step.owner_user else None


def animators_of(programme: Programme, today: date) -> list[Holder]:
    """The animators of the day, an interim included."""
    active = Membership.objects.active(today).filter(programme=programme).animators().select_related("user")
    holders = [resolve_holder(USER, row.user.uuid) for row in active]
    return [holder for holder in holders if holder]


def _to_owner(programme: Programme, now: datetime, *, days: tuple[int, ...], kind: str, sign: int) -> Iterator[Cause]:
    for step in waiting_steps(programme):
        if step.state == Step.State.BLOCKED:
            continue
        occasions = [(n, due_at) for n in days if (due_at := _due_at(step, sign * n, now))]
        holder = owner_of(step) if occasions else None
        for n, due_at in occasions:
            if holder:
                yield Cause("step", step.uuid, holder, _occasion(step, sign * n), step_message(step, kind, due_at))


def _escalations(programme: Programme, now: datetime) -> Iterator[Cause]:
    """After a week of silence, or at once where nobody can be written to."""
    animators = animators_of(programme, local_day(now))
    for step in waiting_steps(programme):
        reachable = step.owner_contact_id or step.owner_user_id
        for n in ESCALATION if reachable else (1,):
            due_at = _due_at(step, n, now)
            if due_at:
                message = step_message(step, "step_escalation", due_at)
                yield from (Cause("step", step.uuid, holder, _occasion(step, n), message) for holder in animators)


def _due_at(step: Step, days: int, now: datetime) -> datetime | None:
    """The morning `days` after the due date (before, when negative), once it has come and while it makes sense."""
    assert step.due_on
    due_at = morning_of(step.due_on + timedelta(days=days))
    ends_at = morning_of(step.due_on + timedelta(days=1)) if days < 0 else due_at + STALE
    return due_at if due_at <= now < ends_at else None


def _occasion(step: Step, days: int) -> str:
    return f"{step.due_on}{days:+d}"


def still_waits(subject_uuid: UUID) -> bool:
    steps = Step.objects.filter(uuid=subject_uuid).unfinished()
    return steps.exclude(roadmap__synergy__state__in=STOPPED).exists()


def still_asks_its_owner(subject_uuid: UUID) -> bool:
    return still_waits(subject_uuid) and not Step.objects.filter(uuid=subject_uuid, state=Step.State.BLOCKED).exists()


RULES = [
    ReminderRule(
        name="step_due_soon",
        label=gettext_lazy("Étape bientôt due"),
        description=gettext_lazy("Trois jours avant l’échéance, à la personne responsable."),
        causes=partial(_to_owner, days=DUE_SOON, kind="step_due_soon", sign=-1),
        still_holds=still_asks_its_owner,
    ),
    ReminderRule(
        name="step_overdue",
        label=gettext_lazy("Étape en retard"),
        description=gettext_lazy("Le lendemain de l’échéance, puis chaque semaine, trois fois au plus."),
        causes=partial(_to_owner, days=OVERDUE, kind="step_overdue", sign=1),
        still_holds=still_asks_its_owner,
    ),
    ReminderRule(
        name="step_escalation",
        label=gettext_lazy("Étape sans nouvelles : à appeler"),
        description=gettext_lazy(
            "Huit jours après l’échéance, à l’animatrice ; le lendemain si personne n’a d’adresse."
        ),
        causes=_escalations,
        still_holds=still_waits,
    ),
]
