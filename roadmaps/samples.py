"""A real object for each address of this app (see symbiose.programmes.url_samples)."""

from __future__ import annotations

from typing import Any

from companies.models import Company
from roadmaps.models import Roadmap, RoadmapGuest, Step
from symbiose.programmes.models import Programme
from symbiose.programmes.url_samples import Finder, first_pk
from synergies.models import Synergy


def _roadmap(programme: Programme) -> dict[str, Any] | None:
    return first_pk(Roadmap.objects.filter(programme=programme))


def _step(programme: Programme) -> dict[str, Any] | None:
    return first_pk(Step.objects.filter(programme=programme))


def _guest(programme: Programme) -> dict[str, Any] | None:
    return first_pk(RoadmapGuest.objects.filter(programme=programme))


def _synergy(programme: Programme) -> dict[str, Any] | None:
    return first_pk(Synergy.objects.filter(programme=programme, retained_at__isnull=False))


def _company(programme: Programme) -> dict[str, Any] | None:
    return first_pk(Company.objects.filter(programme=programme))


OF_ROADMAP = ["detail", "pdf", "edit", "commitments", "weather", "submit", "validate", "version_open", "guests"]
SAMPLES: dict[str, Finder] = {
    **{f"roadmaps:{name}": _roadmap for name in [*OF_ROADMAP, "step_create"]},
    "roadmaps:step_edit": _step,
    "roadmaps:step_state": _step,
    "roadmaps:guest_dismiss": _guest,
    "roadmaps:create": _synergy,
    "roadmaps:synergy_card": _synergy,
    "roadmaps:company_steps": _company,
}
