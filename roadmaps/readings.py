"""How the journal reads the facts of roadmaps."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from roadmaps.models import Roadmap, Step
from symbiose.journal.models import Fact
from symbiose.journal.timeline import FactReading, Told


def tell_steps(facts: Sequence[Fact]) -> dict[int, Told]:
    """The steps by their names, looked up at once."""
    steps = Step.objects.filter(uuid__in={fact.subject_uuid for fact in facts}).select_related("roadmap__programme")
    known = {step.uuid: step for step in steps}
    return {fact.pk: _told(fact, known[fact.subject_uuid]) for fact in facts if fact.subject_uuid in known}


def _told(fact: Fact, step: Step) -> Told:
    return Told(_("« %(title)s »") % {"title": step.title}, _moved(fact), step.roadmap.get_absolute_url())


def _moved(fact: Fact) -> str:
    state = fact.data.get("to", "")
    return _("Étape : %(state)s") % {"state": Step.State(state).label if state in Step.State.values else state}


def _validated(fact: Fact) -> str:
    return _("Feuille de route validée, version %(n)s") % {"n": fact.data.get("n", "")}


def _about(facts: Sequence[Fact]) -> dict[int, Told]:
    """Of which roadmap, and which of its steps; two queries whatever the number of facts."""
    subjects = [fact.subject_uuid for fact in facts]
    roadmaps = Roadmap.objects.filter(uuid__in=subjects).select_related("programme")
    steps = Step.objects.filter(uuid__in=subjects).select_related("roadmap__programme")
    told = {row.uuid: Told(text=row.title, url=row.get_absolute_url()) for row in roadmaps}
    told |= {row.uuid: Told(text=row.title, url=row.roadmap.get_absolute_url()) for row in steps}
    return {fact.pk: told[fact.subject_uuid] for fact in facts if fact.subject_uuid in told}


READINGS = {
    "roadmap_opened": FactReading(
        "file-earmark-plus", lambda fact: _("Feuille de route ouverte"), group="synergy", teller=_about
    ),
    "roadmap_submitted": FactReading(
        "send", lambda fact: _("Feuille de route soumise"), group="synergy", teller=_about
    ),
    "roadmap_validated": FactReading("patch-check", _validated, group="synergy", teller=_about),
    "roadmap_reopened": FactReading(
        "pencil", lambda fact: _("Nouvelle version ouverte"), group="synergy", teller=_about
    ),
    "weather_noted": FactReading(
        "cloud-sun", lambda fact: _("Météo notée"), tone="note", group="synergy", teller=_about
    ),
    "step_added": FactReading("plus-lg", lambda fact: _("Étape ajoutée"), group="synergy", teller=_about),
    "step_moved": FactReading("check2-square", _moved, group="synergy", teller=tell_steps),
}
