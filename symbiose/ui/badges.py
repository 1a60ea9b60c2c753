"""How each state, kind and direction shows: always an icon or a form, a tint and a French word."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Badge(NamedTuple):
    icon: str
    tint: str
    word: str | _StrPromise


UNKNOWN = Badge("question-circle", "lin", _("État inconnu"))

BADGES: dict[tuple[str, str], Badge] = {
    ("synergy", "proposed"): Badge("lightbulb", "lin", _("Piste")),
    ("synergy", "shortlisted"): Badge("bookmark-check-fill", "haie", _("Présélectionnée")),
    ("synergy", "to_study"): Badge("hourglass-split", "paille", _("À approfondir")),
    ("synergy", "set_aside"): Badge("x-circle", "lin", _("Écartée")),
    ("synergy", "retained"): Badge("pencil-fill", "ciel", _("Retenue")),
    ("synergy", "roadmap"): Badge("pencil-fill", "ciel", _("Retenue")),
    ("synergy", "in_progress"): Badge("play-fill", "haie", _("En action")),
    ("synergy", "running"): Badge("infinity", "plein", _("Pérenne")),
    ("synergy", "completed"): Badge("flag-fill", "plein", _("Aboutie")),
    ("synergy", "dormant"): Badge("moon-fill", "paille", _("En sommeil")),
    ("synergy", "stopped"): Badge("stop-fill", "brique", _("Abandonnée")),
    ("synergy", "merged"): Badge("intersect", "lin", _("Réunie à une autre")),
    ("step", "to_do"): Badge("circle", "lin", _("À venir")),
    ("step", "doing"): Badge("arrow-repeat", "ciel", _("En cours")),
    ("step", "blocked"): Badge("lock-fill", "paille", _("Bloquée")),
    ("step", "late"): Badge("exclamation-triangle-fill", "brique", _("En retard")),
    ("step", "done"): Badge("check-lg", "haie", _("Faite")),
    ("step", "dropped"): Badge("x-circle", "lin", _("Retirée")),
    ("engagement", "identified"): Badge("circle", "lin", _("Identifiée")),
    ("engagement", "contacted"): Badge("telephone", "lin", _("Contactée")),
    ("engagement", "informed"): Badge("megaphone", "lin", _("Informée")),
    ("engagement", "volunteer"): Badge("hand-thumbs-up", "ciel", _("Volontaire")),
    ("engagement", "diagnosed"): Badge("clipboard-check", "ciel", _("Diagnostiquée")),
    ("engagement", "answered"): Badge("ui-checks", "ciel", _("A répondu")),
    ("engagement", "in_workshop"): Badge("people-fill", "haie", _("En atelier")),
    ("engagement", "engaged"): Badge("check-circle-fill", "haie", _("Engagée")),
    ("engagement", "core"): Badge("stars", "plein", _("Noyau dur")),
    ("diagnostic", "planned"): Badge("calendar-event", "lin", _("Planifié")),
    ("diagnostic", "in_progress"): Badge("arrow-repeat", "ciel", _("En cours")),
    ("diagnostic", "completed"): Badge("check-lg", "haie", _("Terminé")),
    ("diagnostic", "confirmed"): Badge("patch-check-fill", "plein", _("Confirmé")),
    ("questionnaire", "sent"): Badge("envelope", "lin", _("Envoyé")),
    ("questionnaire", "started"): Badge("pencil-fill", "ciel", _("Commencé")),
    ("questionnaire", "submitted"): Badge("check-lg", "haie", _("Répondu")),
    ("questionnaire", "closed"): Badge("x-circle", "lin", _("Clos sans réponse")),
    ("roadmap", "draft"): Badge("file-earmark", "lin", _("Brouillon")),
    ("roadmap", "in_writing"): Badge("pencil-fill", "ciel", _("En écriture")),
    ("roadmap", "submitted"): Badge("send-fill", "paille", _("Soumise")),
    ("roadmap", "validated"): Badge("patch-check-fill", "plein", _("Validée")),
    ("weather", "sun"): Badge("sun-fill", "paille", _("Soleil")),
    ("weather", "cloud"): Badge("cloud-fill", "lin", _("Nuage")),
    ("weather", "storm"): Badge("cloud-lightning-rain-fill", "brique", _("Orage")),
    ("outbox", "planned"): Badge("clock", "lin", _("Prévu")),
    ("outbox", "held"): Badge("hourglass-split", "paille", _("À relire")),
    ("outbox", "sending"): Badge("arrow-repeat", "ciel", _("Envoi en cours")),
    ("outbox", "sent"): Badge("check-lg", "haie", _("Envoyé")),
    ("outbox", "failing"): Badge("exclamation-triangle-fill", "brique", _("Pas encore parti")),
    ("outbox", "failed"): Badge("x-octagon-fill", "brique", _("Refusé")),
    ("outbox", "cancelled"): Badge("x-circle", "lin", _("Annulé")),
    ("answer", "none"): Badge("question-circle", "lin", _("Sans réponse")),
    ("answer", "coming"): Badge("check-lg", "haie", _("Vient")),
    ("answer", "not_coming"): Badge("x-lg", "lin", _("Ne vient pas")),
    ("answer", "interested"): Badge("star", "ciel", _("Excusée, intéressée")),
    ("presence", "present"): Badge("check-circle-fill", "haie", _("Présente")),
    ("presence", "absent"): Badge("circle", "lin", _("Absente")),
    ("direction", "ressource"): Badge("box-arrow-up-right", "haie", _("Propose")),
    ("direction", "besoin"): Badge("box-arrow-in-down-left", "ciel", _("Cherche")),
    ("event", "planned"): Badge("calendar-event", "lin", _("À venir")),
    ("event", "open"): Badge("broadcast", "ciel", _("En cours")),
    ("event", "closed"): Badge("check-lg", "haie", _("Terminée")),
    ("member", "active"): Badge("check-lg", "haie", _("En cours")),
    ("member", "invited"): Badge("envelope", "paille", _("Invitation envoyée")),
    ("member", "expired"): Badge("x-circle", "lin", _("Terminé")),
    ("link", "active"): Badge("link-45deg", "haie", _("Lien ouvert")),
    ("link", "expired"): Badge("clock-history", "paille", _("Lien expiré")),
    ("link", "revoked"): Badge("x-circle", "brique", _("Lien coupé")),
    ("row", "created"): Badge("plus-lg", "haie", _("Nouvelle")),
    ("row", "updated"): Badge("pencil-fill", "ciel", _("Mise à jour")),
    ("row", "unchanged"): Badge("circle", "lin", _("Inchangée")),
    ("row", "rejected"): Badge("exclamation-triangle-fill", "brique", _("À corriger")),
}

# In the order in which they always stand: services and sharing before materials.
KINDS: dict[str, str | _StrPromise] = {
    "mutualisation": _("Mutualisation"),
    "partage": _("Partage"),
    "substitution": _("Substitution"),
}

FIGURE_KINDS: dict[str, str | _StrPromise] = {
    "estimated": _("estimé"),
    "declared": _("déclaré"),
    "measured": _("mesuré"),
}

ENGAGEMENT_LEVELS = tuple(state for family, state in BADGES if family == "engagement")


def badge_for(family: str, state: str) -> Badge:
    return BADGES.get((family, state), UNKNOWN)
