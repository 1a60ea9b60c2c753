"""Which state of a synergy may follow which, and what each passage asks."""

from __future__ import annotations

from synergies.models import State

BEFORE = {State.PROPOSED, State.SHORTLISTED, State.TO_STUDY, State.SET_ASIDE}
AFTER = {State.ROADMAP, State.IN_PROGRESS, State.RUNNING, State.COMPLETED, State.DORMANT, State.STOPPED}

TRANSITIONS: dict[str, set[str]] = {
    State.PROPOSED: {State.SHORTLISTED, State.RETAINED, State.TO_STUDY, State.SET_ASIDE},
    State.SHORTLISTED: {State.PROPOSED, State.RETAINED, State.TO_STUDY, State.SET_ASIDE},
    State.TO_STUDY: {State.SHORTLISTED, State.RETAINED, State.SET_ASIDE},
    State.SET_ASIDE: {State.SHORTLISTED, State.RETAINED, State.TO_STUDY},  # a later workshop may change its mind
    State.RETAINED: {State.ROADMAP, State.IN_PROGRESS, State.DORMANT, State.STOPPED},
    State.ROADMAP: {State.IN_PROGRESS, State.DORMANT, State.STOPPED},
    State.IN_PROGRESS: {State.RUNNING, State.COMPLETED, State.DORMANT, State.STOPPED},
    State.RUNNING: {State.COMPLETED, State.DORMANT, State.STOPPED},
    State.COMPLETED: {State.IN_PROGRESS, State.RUNNING, State.STOPPED},
    State.DORMANT: {State.ROADMAP, State.IN_PROGRESS, State.RUNNING, State.STOPPED},
    State.STOPPED: {State.ROADMAP, State.IN_PROGRESS},
    State.MERGED: set(),
}

# Passages that ask for a reason, written in the row that keeps them.
NEEDS_REASON = {State.SET_ASIDE, State.STOPPED, State.DORMANT}
# Passages that are the animator's alone; the others are everybody's on the shared list.
ANIMATOR_ONLY = {State.RETAINED, *AFTER}


def next_states(state: str, *, is_animator: bool) -> list[State]:
    """The states that a member may move a synergy to, in the order of the method."""
    allowed = TRANSITIONS[State(state)]
    return [step for step in State if step in allowed and (is_animator or step not in ANIMATOR_ONLY)]
