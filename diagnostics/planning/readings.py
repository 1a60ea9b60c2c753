"""How the journal reads the facts of the planning."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.journal.models import Fact
from symbiose.journal.timeline import FactReading


def _opened(fact: Fact) -> str:
    count = int(fact.data.get("n", 0))
    return ngettext("%(n)s heure de visite proposée", "%(n)s heures de visite proposées", count) % {"n": count}


READINGS = {
    "company_assigned": FactReading("person-check", lambda fact: _("Confiée à un conseiller"), tone="note"),
    "slots_opened": FactReading("calendar-plus", _opened, tone="note"),
    "slot_cancelled": FactReading("calendar-x", lambda fact: _("Heure de visite retirée"), tone="note"),
    "visit_booked": FactReading("calendar-check", lambda fact: _("Heure de visite choisie")),
    "visit_freed": FactReading("calendar-x", lambda fact: _("Heure de visite rendue")),
    "draft_reminded": FactReading("bell", lambda fact: _("Conseiller relancé : visite à finir"), tone="note"),
}
