"""How the kinds of message are counted in words: « 4 relances du questionnaire, 2 invitations »."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.utils.translation import ngettext_lazy as _n

KINDS = {
    "questionnaire_invitation": _n("%(n)s envoi du questionnaire", "%(n)s envois du questionnaire", "n"),
    "questionnaire_unanswered": _n("%(n)s relance du questionnaire", "%(n)s relances du questionnaire", "n"),
    "report_ready": _n("%(n)s fiche de visite", "%(n)s fiches de visite", "n"),
    "report_unconfirmed": _n("%(n)s relance de fiche", "%(n)s relances de fiche", "n"),
    "event_invitation": _n("%(n)s invitation", "%(n)s invitations", "n"),
    "workshop_to_come": _n("%(n)s rappel de rencontre", "%(n)s rappels de rencontre", "n"),
    "event_recap": _n("%(n)s suite de rencontre", "%(n)s suites de rencontre", "n"),
    "step_due_soon": _n("%(n)s étape à venir", "%(n)s étapes à venir", "n"),
    "step_overdue": _n("%(n)s étape en retard", "%(n)s étapes en retard", "n"),
    "step_escalation": _n("%(n)s alerte d’étape", "%(n)s alertes d’étape", "n"),
    "reminder_digest": _n("%(n)s rappel groupé", "%(n)s rappels groupés", "n"),
    "personal_link": _n("%(n)s lien personnel", "%(n)s liens personnels", "n"),
}
NAMES = {
    "questionnaire_invitation": _("Envoi du questionnaire"),
    "questionnaire_unanswered": _("Relance du questionnaire"),
    "report_ready": _("Fiche de visite"),
    "report_unconfirmed": _("Relance de la fiche de visite"),
    "event_invitation": _("Invitation"),
    "workshop_to_come": _("Rappel de rencontre"),
    "event_recap": _("Suite de rencontre"),
    "step_due_soon": _("Étape à venir"),
    "step_overdue": _("Étape en retard"),
    "step_escalation": _("Alerte d’étape"),
    "reminder_digest": _("Rappel groupé"),
    "personal_link": _("Lien personnel"),
    "link_renewed": _("Lien renouvelé"),
    "link_transferred": _("Lien transmis"),
    "invitation": _("Invitation d’un membre"),
    "account_opened": _("Ouverture de compte"),
    "password_reset": _("Mot de passe"),
}


def kind_name(kind: str) -> str:
    return str(NAMES.get(kind, _("Message")))


def counted(counts: Mapping[str, int]) -> str:
    """The kinds in words, the most frequent first."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(_phrase(kind, count) for kind, count in ordered)


def _phrase(kind: str, count: int) -> str:
    if kind in KINDS:
        return str(KINDS[kind] % {"n": count})
    return ngettext("%(n)s autre message", "%(n)s autres messages", count) % {"n": count}
