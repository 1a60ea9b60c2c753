"""How the journal reads the facts of meetings."""

from __future__ import annotations

from django.utils.translation import gettext as _

from events.tellers import tell_meetings
from symbiose.journal.models import Fact
from symbiose.journal.timeline import FactReading


def _presence(fact: Fact) -> str:
    return _("Présente à la rencontre") if fact.data.get("present") else _("Absente à la rencontre")


READINGS = {
    "event_invited": FactReading(
        "envelope", lambda fact: _("Invitée à une rencontre"), "contact", "contact", tell_meetings
    ),
    "event_answered": FactReading(
        "reply", lambda fact: _("Répond à l’invitation"), "contact", "contact", tell_meetings
    ),
    "presence_noted": FactReading("people-fill", _presence, teller=tell_meetings),
    "event_closed": FactReading("check2-circle", lambda fact: _("Rencontre close"), teller=tell_meetings),
    "event_cancelled": FactReading("calendar-x", lambda fact: _("Rencontre annulée"), teller=tell_meetings),
}
