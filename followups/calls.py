"""The call list: whom to call, silent since when, what they last said, what to tell them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from companies.models import Company, Contact

if TYPE_CHECKING:
    from symbiose.programmes.models import Membership

HOME_CALLS = 3


@dataclass(frozen=True, slots=True)
class Call:
    """One call to make. `reason` reads « Silence depuis 18 jours » or « Étape en retard de 5 jours »."""

    person: Contact
    company: Company
    phone: str  # as typed
    tel: str  # for tel: and sms:, "" without a number
    silence_days: int | None  # None when nothing was ever noted
    last_noted_on: date | None
    last_quote: str  # their last noted sentence, bare
    to_say: str
    reason: str
    company_url: str
    done_url: str  # POST outcome (reached, message, no_answer, refused), text, cause


def calls_for(membership: Membership, today: date, limit: int | None = HOME_CALLS) -> list[Call]:
    """The calls of a member's companies, the most pressing first; as many queries whatever their number."""
    return []
