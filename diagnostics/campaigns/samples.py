"""Real objects for each of these addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.models import Campaign
from symbiose.programmes.url_samples import Finder, Kwargs, first_pk

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme


def _campaign(programme: Programme) -> Kwargs | None:
    return first_pk(Campaign.objects.filter(programme=programme))


def _answers(programme: Programme) -> list[Kwargs] | None:
    found = _campaign(programme)
    return [{**found, "kind": kind} for kind in ("csv", "xlsx")] if found else None


SAMPLES: dict[str, Finder] = {
    **{f"campaigns:{name}": _campaign for name in ("detail", "progress", "edit", "remind", "stop")},
    "campaigns:answers": _answers,
}
