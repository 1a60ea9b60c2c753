"""A real object for each address of this app (see symbiose.programmes.url_samples)."""

from __future__ import annotations

from typing import Any

from companies.models import Company
from symbiose.outbox.models import OutboxEmail
from symbiose.programmes.models import Programme
from symbiose.programmes.url_samples import Finder, first_pk
from symbiose.reminders.rules import all_rules


def _message(programme: Programme) -> dict[str, Any] | None:
    return first_pk(OutboxEmail.objects.filter(programme=programme))


def _company(programme: Programme) -> dict[str, Any] | None:
    return first_pk(Company.objects.filter(programme=programme))


def _rule(programme: Programme) -> dict[str, Any] | None:
    return next(({"rule": rule.name} for rule in all_rules()), None)


def _stamp(programme: Programme) -> dict[str, Any]:
    return {"stamp": 1}


OUTBOX_NAMES = ["message", "edit", "release", "cancel", "retry"]
SAMPLES: dict[str, Finder] = {
    **{f"followups:outbox_{name}": _message for name in OUTBOX_NAMES},
    "followups:outbox_hold_again": _stamp,
    "followups:call_done": _company,
    "followups:rule_switch": _rule,
}
