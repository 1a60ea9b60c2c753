"""One search over what a member may see: companies, people, synergies, roadmaps, meetings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from companies.models import Company
from events.models import Event
from roadmaps.models import Roadmap
from synergies.models import Synergy

if TYPE_CHECKING:
    from symbiose.programmes.models import Membership

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Found:
    title: str
    rows: list[Any]


def search_everywhere(membership: Membership, words: str) -> list[Found]:
    """The first rows of each kind; empty kinds are left out."""
    if not words:
        return []
    companies = Company.objects.visible_to(membership).active().search(words).select_related("programme")
    synergies = Synergy.objects.visible_to(membership).filter(title__icontains=words).select_related("programme")
    roadmaps = Roadmap.objects.visible_to(membership).filter(title__icontains=words).select_related("programme")
    events = Event.objects.visible_to(membership).filter(title__icontains=words).select_related("programme")
    groups = [
        Found(_("Entreprises"), list(companies[:SHOWN])),
        Found(_("Synergies"), list(synergies[:SHOWN])),
        Found(_("Feuilles de route"), list(roadmaps[:SHOWN])),
        Found(_("Rencontres"), list(events[:SHOWN])),
    ]
    return [group for group in groups if group.rows]
