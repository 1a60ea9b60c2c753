"""The leads that wait for a company, told by the app that finds them (it stands to the right of this one)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from companies.models import Company
from symbiose.programmes.models import Membership

LeadsOf = Callable[[Company, Membership], Iterable[str]]
_PROVIDERS: list[LeadsOf] = []


def register_leads(provider: LeadsOf) -> None:
    """`provider(company, membership)` gives sentences, best first, as far as the member may read them."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def leads_for(company: Company, membership: Membership) -> list[str]:
    return [sentence for provider in _PROVIDERS for sentence in provider(company, membership)]
