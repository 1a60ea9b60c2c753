"""The method's eight steps: where the programme is in each, read from its facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from diagnostics.models import Questionnaire
from events.models import Event
from roadmaps.models import Roadmap
from symbiose.ui.french import date_fr

if TYPE_CHECKING:
    from symbiose.programmes.models import Membership, Programme

DONE, GOING, TODO = "done", "going", "todo"


@dataclass(frozen=True, slots=True)
class Counts:
    """What the steps are read from, beside the key figures."""

    questionnaires: int
    roadmaps: int
    validated: int
    next_committee: Event | None


def counts_of(programme: Programme) -> Counts:
    roadmaps = Roadmap.objects.filter(programme=programme).aggregate(
        all=Count("pk"), validated=Count("pk", filter=Q(state=Roadmap.State.VALIDATED) | Q(number__gt=1))
    )
    committees = Event.objects.filter(programme=programme, kind=Event.Kind.COPIL).upcoming()
    return Counts(
        questionnaires=Questionnaire.objects.filter(programme=programme).count(),
        roadmaps=roadmaps["all"],
        validated=roadmaps["validated"],
        next_committee=committees.first(),
    )


def method_steps(membership: Membership, figures: dict[str, int], counts: Counts) -> list[dict[str, Any]]:
    """The eight steps as `{% method_scale %}` draws them; addresses only for those who work with them."""
    answered, asked = figures["answered"], counts.questionnaires
    started = figures["started"]
    steps = [
        (_("Mobiliser"), _present(figures["present"]), _state(figures["present"] > 0), "events:list"),
        (_("Diagnostiquer"), _visits(figures["diagnosed"]), _state(figures["diagnosed"] > 0), "diagnostics:list"),
        (_("Compléter"), _of(answered, asked, _("réponses")), _share(answered, asked), "questionnaires:list"),
        (_("Identifier"), _proposals(figures["proposals"]), _state(figures["proposals"] > 0), "synergies:list"),
        (_("Décider"), _retained(figures["retained"]), _state(figures["retained"] > 0), "synergies:list"),
        (_("Écrire"), _of(counts.validated, counts.roadmaps, _("validées")),
         _share(counts.validated, counts.roadmaps), "roadmaps:list"),
        (_("Réaliser"), _started(started), _share(started, figures["retained"]), "roadmaps:list"),
        (_("Faire vivre"), _committee(counts.next_committee), GOING if counts.next_committee else TODO, "events:list"),
    ]  # fmt: skip
    slug = membership.programme.slug
    works = membership.is_animator or membership.is_adviser
    return [
        {"name": name, "fact": fact, "state": state, "url": reverse(url, args=[slug]) if works else ""}
        for name, fact, state, url in steps
    ]


def _state(begun: bool) -> str:
    return DONE if begun else TODO


def _share(part: int, whole: int) -> str:
    if not whole:
        return TODO
    return DONE if part >= whole else GOING


def _of(part: int, whole: int, word: str) -> str:
    if not whole:
        return _("à venir")
    return _("%(part)s %(word)s sur %(whole)s") % {"part": part, "word": word, "whole": whole}


def _present(number: int) -> str:
    return ngettext("%(n)s présente", "%(n)s présentes", number) % {"n": number}


def _visits(number: int) -> str:
    return ngettext("%(n)s visite", "%(n)s visites", number) % {"n": number}


def _proposals(number: int) -> str:
    return ngettext("%(n)s piste", "%(n)s pistes", number) % {"n": number}


def _retained(number: int) -> str:
    return ngettext("%(n)s retenue", "%(n)s retenues", number) % {"n": number}


def _started(number: int) -> str:
    return ngettext("%(n)s démarrée", "%(n)s démarrées", number) % {"n": number}


def _committee(event: Event | None) -> str:
    if event is None:
        return _("à venir")
    return _("COPIL le %(day)s") % {"day": date_fr(event.starts_at.date(), year=False)}
