"""How the journal reads the facts of this app."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from diagnostics.enums import Level
from symbiose.journal.models import Fact
from symbiose.journal.timeline import FactReading


def _completed(fact: Fact) -> str:
    lines, quantified = fact.data.get("lines", 0), fact.data.get("with_quantity", 0)
    counted = ngettext("%(n)s ligne", "%(n)s lignes", lines) % {"n": lines}
    return _("Visite terminée : %(lines)s, %(quantified)s avec une quantité") % {
        "lines": counted,
        "quantified": quantified,
    }


def _submitted(fact: Fact) -> str:
    answered, asked = fact.data.get("answered", 0), fact.data.get("asked", 0)
    return _("Questionnaire complémentaire répondu : %(answered)s réponses sur %(asked)s") % {
        "answered": answered,
        "asked": asked,
    }


def _level_changed(fact: Fact) -> str:
    level = fact.data.get("to", "")
    label = Level(level).label if level in Level.values else level
    return _("Une ligne est maintenant vue par : %(level)s") % {"level": label}


def _campaign_opened(fact: Fact) -> str:
    count = int(fact.data.get("n", 0))
    words = ngettext(
        "Campagne ouverte : %(n)s entreprise choisie", "Campagne ouverte : %(n)s entreprises choisies", count
    )
    return words % {"n": count}


def _campaign_reminded(fact: Fact) -> str:
    count = int(fact.data.get("ready", 0))
    return ngettext("Relance : %(n)s message prêt", "Relance : %(n)s messages prêts", count) % {"n": count}


def _theme(fact: Fact) -> str:
    return _("Intéressée aussi : %(theme)s") % {"theme": fact.data.get("theme", "")}


READINGS = {
    "diagnostic_planned": FactReading("calendar-event", lambda fact: _("Visite prévue")),
    "diagnostic_started": FactReading("clipboard", lambda fact: _("Visite commencée")),
    "diagnostic_completed": FactReading("clipboard-check", _completed),
    "diagnostic_confirmed": FactReading("patch-check", lambda fact: _("Diagnostic confirmé par l’entreprise")),
    "questionnaire_sent": FactReading(
        "send", lambda fact: _("Questionnaire complémentaire envoyé"), tone="contact", group="contact"
    ),
    "questionnaire_submitted": FactReading("check2-square", _submitted),
    "questionnaire_closed": FactReading("x-circle", lambda fact: _("Questionnaire clos"), tone="note"),
    "questionnaire_reopened": FactReading("unlock", lambda fact: _("Questionnaire rouvert"), tone="note"),
    "campaign_opened": FactReading("send", _campaign_opened, tone="contact", group="contact"),
    "campaign_reminded": FactReading("bell", _campaign_reminded, tone="contact", group="contact"),
    "campaign_stopped": FactReading("stop-circle", lambda fact: _("Campagne arrêtée"), tone="note"),
    "flow_level_changed": FactReading("eye", _level_changed, tone="note"),
    "conflict_resolved": FactReading(
        "check2-all", lambda fact: _("Deux versions d’un texte de la visite : l’une est choisie"), tone="note"
    ),
    "flow_ended": FactReading("dash-circle", lambda fact: _("Une ligne est retirée"), tone="note"),
    "flow_restored": FactReading("arrow-counterclockwise", lambda fact: _("Une ligne est reprise"), tone="note"),
    "diagnostic_grown": FactReading(
        "arrows-angle-expand", lambda fact: _("Le pré-diagnostic devient un diagnostic complet"), tone="note"
    ),
    "template_published": FactReading("ui-checks", lambda fact: _("Modèle de questions publié"), tone="note"),
    "template_archived": FactReading("archive", lambda fact: _("Modèle de questions rangé"), tone="note"),
    "template_restored": FactReading(
        "arrow-counterclockwise", lambda fact: _("Modèle de questions repris"), tone="note"
    ),
    "theme_interest": FactReading("star", _theme, tone="note"),
    "flows_imported": FactReading("file-earmark-arrow-up", lambda fact: _("Lignes importées"), tone="note"),
}
