"""The method's eight steps: where the programme is in each, read from its facts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.ui.french import date_fr

if TYPE_CHECKING:
    from dashboard.standing import Standing
    from symbiose.programmes.models import Membership

DONE, GOING, TODO = "done", "going", "todo"


def method_steps(membership: Membership, figures: dict[str, int], standing: Standing) -> list[dict[str, Any]]:
    """The eight steps as `{% method_scale %}` draws them; addresses only for those who work with them."""
    answered, asked = figures["answered"], standing.questionnaires
    started = figures["started"]
    steps = [
        (_("Mobiliser"), _present(figures["present"]), _state(figures["present"] > 0), "events:list"),
        (_("Diagnostiquer"), _visits(figures["diagnosed"]), _state(figures["diagnosed"] > 0), "diagnostics:list"),
        (_("Compléter"), _of(answered, asked, _("réponses")), _share(answered, asked), "questionnaires:list"),
        (_("Identifier"), _proposals(figures["proposals"]), _state(figures["proposals"] > 0), "synergies:list"),
        (_("Décider"), _retained(figures["retained"]), _state(figures["retained"] > 0), "synergies:list"),
        (_("Écrire"), _of(standing.validated, standing.roadmaps, _("validées")),
         _share(standing.validated, standing.roadmaps), "roadmaps:list"),
        (_("Réaliser"), _started(started), _share(started, figures["retained"]), "roadmaps:list"),
        (_("Faire vivre"), _committee(standing.committee_at), GOING if standing.committee_at else TODO, "events:list"),
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


def _committee(starts_at: datetime | None) -> str:
    if starts_at is None:
        return _("à venir")
    return _("COPIL le %(day)s") % {"day": date_fr(timezone.localdate(starts_at), year=False)}
