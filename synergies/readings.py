"""How the journal reads the facts of this app."""

from __future__ import annotations

from django.utils.translation import gettext as _

from symbiose.journal.models import Fact
from symbiose.journal.timeline import FactReading
from synergies.models import State
from synergies.tellers import tell_participations


def _moved(fact: Fact) -> str:
    state = fact.data.get("to", "")
    label = State(state).label if state in State.values else state
    return _("Synergie : %(state)s") % {"state": label}


READINGS = {
    "synergy_added": FactReading("lightbulb", lambda fact: _("Piste ajoutée"), group="synergy"),
    "synergy_moved": FactReading("arrow-right-circle", _moved, group="synergy"),
    "participant_joined": FactReading(
        "people", lambda fact: _("Rejoint une synergie"), group="synergy", teller=tell_participations
    ),
    "participant_left": FactReading(
        "person-dash", lambda fact: _("Quitte une synergie"), group="synergy", teller=tell_participations
    ),
    "proposal_set_aside": FactReading("x-circle", lambda fact: _("Piste écartée"), tone="note", group="synergy"),
    "proposal_restored": FactReading("arrow-counterclockwise", lambda fact: _("Piste reprise"), group="synergy"),
    "interest_noted": FactReading(
        "star",
        lambda fact: _("Intéressée par une piste") if fact.data.get("interested") else _("Une piste n’intéresse pas"),
        group="synergy",
    ),
}
