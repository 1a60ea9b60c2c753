"""How the journal reads the facts of surveys; the answers themselves leave no fact."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from symbiose.journal.models import Fact
from symbiose.journal.timeline import FactReading
from symbiose.ui.french import date_fr


def _extended(fact: Fact) -> str:
    try:
        day = date_fr(date.fromisoformat(fact.data.get("until", "")))
    except ValueError:
        return _("Sondage prolongé")
    return _("Sondage prolongé jusqu’au %(day)s") % {"day": day}


READINGS = {
    "survey_opened": FactReading("people", lambda fact: _("Sondage anonyme ouvert")),
    "survey_closed": FactReading("x-circle", lambda fact: _("Sondage clos"), tone="note"),
    "survey_extended": FactReading("calendar-plus", _extended, tone="note"),
    "survey_spread": FactReading(
        "send", lambda fact: _("Sondage anonyme à transmettre aux salariés"), tone="contact", group="contact"
    ),
    "survey_address_revoked": FactReading("lock", lambda fact: _("Adresse du sondage coupée"), tone="note"),
    "survey_address_renewed": FactReading("arrow-repeat", lambda fact: _("Nouvelle adresse du sondage"), tone="note"),
    "survey_need_noted": FactReading("people", lambda fact: _("Un besoin des salariés est noté, d’après le sondage")),
}
