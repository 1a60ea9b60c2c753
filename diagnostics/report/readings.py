"""How the journal reads the facts of what follows a visit."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.journal.models import Fact
from symbiose.journal.timeline import FactReading


def _withdrawn(fact: Fact) -> str:
    lines = fact.data.get("lines", 0)
    closed = ngettext("%(n)s ligne fermée", "%(n)s lignes fermées", lines) % {"n": lines}
    return _("Accord de partage retiré : %(closed)s") % {"closed": closed}


def _declined(fact: Fact) -> str:
    return _("Pas intéressée : %(theme)s") % {"theme": fact.data.get("theme", "")}


READINGS = {
    "report_sent": FactReading(
        "send", lambda fact: _("Fiche de restitution envoyée"), tone="contact", group="contact"
    ),
    "line_corrected": FactReading("pencil", lambda fact: _("Une ligne est corrigée par l’entreprise")),
    "line_added": FactReading("plus-lg", lambda fact: _("Une ligne est ajoutée par l’entreprise")),
    "company_remark": FactReading("chat-left-text", lambda fact: _("L’entreprise laisse une remarque sur sa visite")),
    "agreement_signed": FactReading("pen", lambda fact: _("Accord de partage signé")),
    "agreement_withdrawn": FactReading("x-circle", _withdrawn),
    "theme_declined": FactReading("dash-circle", _declined, tone="note"),
}
