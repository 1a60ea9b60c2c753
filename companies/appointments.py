"""A company's next appointments, told by the apps that hold them (meetings stand to the right of this app)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from companies.models import Company


@dataclass(frozen=True, slots=True)
class Appointment:
    """Something to which the company is invited: when, what, where."""

    starts_at: datetime
    title: str
    place: str = ""


AppointmentsOf = Callable[[Company, datetime], Iterable[Appointment]]
_PROVIDERS: list[AppointmentsOf] = []


def register_appointments(provider: AppointmentsOf) -> None:
    """`provider(company, now)` gives what comes after `now`; called from an AppConfig."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def next_appointments(company: Company, now: datetime) -> list[Appointment]:
    """What the company is invited to, the nearest first."""
    found = [appointment for provider in _PROVIDERS for appointment in provider(company, now)]
    return sorted(found, key=lambda appointment: appointment.starts_at)
