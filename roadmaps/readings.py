"""How the journal reads the facts of roadmaps."""

from __future__ import annotations

from django.utils.translation import gettext as _

from roadmaps.models import Step
from symbiose.journal.models import Fact
from symbiose.journal.timeline import FactReading


def _moved(fact: Fact) -> str:
    state = fact.data.get("to", "")
    return _("Étape : %(state)s") % {"state": Step.State(state).label if state in Step.State.values else state}


def _validated(fact: Fact) -> str:
    return _("Feuille de route validée, version %(n)s") % {"n": fact.data.get("n", "")}


READINGS = {
    "roadmap_opened": FactReading("file-earmark-plus", lambda fact: _("Feuille de route ouverte"), group="synergy"),
    "roadmap_submitted": FactReading("send", lambda fact: _("Feuille de route soumise"), group="synergy"),
    "roadmap_validated": FactReading("patch-check", _validated, group="synergy"),
    "roadmap_reopened": FactReading("pencil", lambda fact: _("Nouvelle version ouverte"), group="synergy"),
    "weather_noted": FactReading("cloud-sun", lambda fact: _("Météo notée"), tone="note", group="synergy"),
    "step_added": FactReading("plus-lg", lambda fact: _("Étape ajoutée"), group="synergy"),
    "step_moved": FactReading("check2-square", _moved, group="synergy"),
}
