"""The steps of a roadmap as the one-screen grid draws them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from companies.models import Contact
from roadmaps.models import Step
from symbiose.ui.gantt import GanttStep


@dataclass(frozen=True, slots=True)
class StepRow:
    """One row of the grid; `state` is the step's own, or « late »; `blocked_by` is the number of the other row."""

    number: int
    step: Step
    state: str
    gantt: GanttStep
    blocked_by: int | None
    days_late: int


def step_rows(steps: list[Step], today: date) -> list[StepRow]:
    numbers = {step.pk: place for place, step in enumerate(steps, start=1)}
    return [_row(step, numbers, today) for step in steps]


def _row(step: Step, numbers: dict[int, int], today: date) -> StepRow:
    state = shown_state(step, today)
    return StepRow(
        number=numbers[step.pk],
        step=step,
        state=state,
        gantt=GanttStep(step.starts_on, step.due_on, state, _progress(step, today)),
        blocked_by=numbers.get(step.blocked_by_id) if step.blocked_by_id else None,
        days_late=(today - step.due_on).days if step.due_on and state == "late" else 0,
    )


def shown_state(step: Step, today: date) -> str:
    """A step past its date reads « en retard », save a blocked one, which says by what."""
    unfinished = step.state in {Step.State.TO_DO, Step.State.DOING}
    return "late" if unfinished and step.due_on and step.due_on < today else step.state


def _progress(step: Step, today: date) -> float:
    """The share of its time that has run, for a step under way."""
    if step.state != Step.State.DOING or not step.starts_on or not step.due_on or step.due_on <= step.starts_on:
        return 0.0
    return max(0.0, min(1.0, (today - step.starts_on).days / (step.due_on - step.starts_on).days))


def most_pressing(rows: list[StepRow]) -> StepRow | None:
    """The step that needs a gesture: the first blocked one, else the first that is late."""
    return next((row for row in rows if row.state == "blocked"), None) or next(
        (row for row in rows if row.state == "late"), None
    )


def who_frees(trouble: StepRow | None, rows: list[StepRow]) -> Contact | None:
    """Whom to call: the person in charge of the step that blocks, else of the step itself."""
    if trouble is None:
        return None
    cause = rows[trouble.blocked_by - 1] if trouble.blocked_by else trouble
    contact = cause.step.owner_contact or trouble.step.owner_contact
    return contact if contact and contact.phone else None
