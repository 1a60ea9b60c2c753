"""A real object for each address of this app (see symbiose.programmes.url_samples)."""

from __future__ import annotations

from typing import Any

from companies.models import Company
from symbiose.programmes.models import Programme
from symbiose.programmes.url_samples import Finder, first_pk
from synergies.models import Participant, Proposal, Synergy


def _synergy(programme: Programme) -> dict[str, Any] | None:
    return first_pk(Synergy.objects.filter(programme=programme))


def _proposal(programme: Programme) -> dict[str, Any] | None:
    return first_pk(Proposal.objects.filter(programme=programme))


def _participant(programme: Programme) -> dict[str, Any] | None:
    return first_pk(Participant.objects.filter(programme=programme))


def _company(programme: Programme) -> dict[str, Any] | None:
    return first_pk(Company.objects.filter(programme=programme))


SAMPLES: dict[str, Finder] = {
    **{f"synergies:{name}": _synergy for name in ["detail", "edit", "move", "participant_add"]},
    **{f"synergies:proposal_{name}": _proposal for name in ["detail", "shortlist", "set_aside", "restore"]},
    "synergies:participant_remove": _participant,
    "synergies:set_pilot": _participant,
    "synergies:company_synergies": _company,
}
