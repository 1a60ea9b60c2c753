"""The interface of reminder rules. Each app writes its rules in `<app>/reminders.py` and registers them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import uuid

    from django.utils.functional import _StrPromise

    from symbiose.holders import Holder
    from symbiose.outbox.services import Message
    from symbiose.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason to write to one person at one occasion.

    `occasion` names it within (rule, subject, holder): « j-7 », « retard-2026-05-01 ». `message.due_at` is the
    local 09:00 of the day it is due; the manners (hours, holidays, caps, opt-outs) may move it later.
    """

    subject_kind: str
    subject_uuid: uuid.UUID
    holder: Holder
    occasion: str
    message: Message


CausesOf = Callable[["Programme", datetime], Iterable[Cause]]
StillHolds = Callable[["uuid.UUID"], bool]


@dataclass(frozen=True, slots=True)
class ReminderRule:
    """A rule: what it is called, what is due at an instant, and whether a reason queued earlier still holds.

    `causes(programme, now)` gives each cause due at or before `now` (and not so old that it makes no sense any
    more); running it again gives the same occasions. `still_holds(subject_uuid)` is asked again at sending: an
    answer by any way stops what was to be sent. Five rules are on; a further one waits to be asked for.
    """

    name: str
    label: str | _StrPromise
    description: str | _StrPromise
    causes: CausesOf
    still_holds: StillHolds
    on_by_default: bool = True


_RULES: dict[str, ReminderRule] = {}


def register_rules(*rules: ReminderRule) -> None:
    for rule in rules:
        _RULES[rule.name] = rule


def all_rules() -> list[ReminderRule]:
    return list(_RULES.values())


def rule_named(name: str) -> ReminderRule | None:
    return _RULES.get(name)
