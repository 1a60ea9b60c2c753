"""A real object for each address of this app (see symbiose.programmes.url_samples)."""

from __future__ import annotations

from typing import Any

from companies.models import Company, Contact, Interaction
from symbiose.programmes.models import Programme
from symbiose.programmes.url_samples import Finder, first_pk


def _company(programme: Programme) -> dict[str, Any] | None:
    return first_pk(Company.objects.filter(programme=programme))


def _contact(programme: Programme) -> dict[str, Any] | None:
    return first_pk(Contact.objects.filter(programme=programme))


def _interaction(programme: Programme) -> dict[str, Any] | None:
    return first_pk(Interaction.objects.filter(programme=programme))


OF_COMPANY = ["detail", "edit", "archive", "restore", "engagement", "contact_create"]
SAMPLES: dict[str, Finder] = {
    **{f"companies:{name}": _company for name in OF_COMPANY},
    **{f"companies:contact_{name}": _contact for name in ["edit", "leave", "link"]},
    "companies:next_step_done": _interaction,
}
