"""The words that scripts say about what a tablet keeps. One place, so that they are translated like the others."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.ui.french import typography

Said = str | dict[str, str]


def offline_texts() -> dict[str, Said]:
    """By name; those that count have a form for one and one for the others, with {n} for the figure."""
    return {name: _typed(said) for name, said in {**_states(), **_counts(), **_refusals()}.items()}


def _typed(said: Said) -> Said:
    return typography(said) if isinstance(said, str) else {form: typography(text) for form, text in said.items()}


def _states() -> dict[str, Said]:
    return {
        "saving": _("Enregistrement…"),
        "sending": _("Envoi…"),
        "saved": _("Enregistré à {hour}"),
        "saved_here": _("Enregistré sur la tablette à {hour}"),
        "not_saved": _("Pas enregistré"),
        "offline": _("Hors ligne"),
        "kept_here": _("Hors ligne : {what} ici"),
        "signin": _("Reconnectez-vous pour envoyer {what}"),
        "waiting": _("À envoyer : {what}. L’envoi recommence seul."),
        "waiting_offline": _("Hors ligne. À envoyer au retour du réseau : {what}."),
        "full": _("Cet appareil n’a plus de place : ce que vous tapez n’est pas gardé. Gardez cette page ouverte."),
        "refused": _("Ce navigateur ne garde rien : sans réseau, ce que vous tapez n’est pas enregistré."),
        "on_tablet": _("sur la tablette"),
        "ready": _("prêt sans réseau"),
        "edit_line": _("Modifier la ligne"),
        "save_line": _("Enregistrer la ligne"),
        "removed": _("retirée"),
        "photo_kept": _("Photo gardée sur la tablette"),
        "photo_odd": _("Cette image ne se lit pas : choisissez une photo JPEG, PNG ou WebP."),
        "document_offline": _("Un document part avec le réseau : joignez-le à votre retour."),
        "complete_kept": _("Fin de visite gardée ici : elle partira au retour du réseau."),
        "without_name": _("Écrivez de quoi il s’agit."),
    }


def _refusals() -> dict[str, Said]:
    return {
        "not_sent": _("Non envoyée : {why}"),
        "gone": _("cet élément n’existe plus."),
        "403": _("ce geste ne vous est pas permis."),
        "404": _("cette visite n’est plus là."),
        "413": _("l’envoi est trop lourd."),
        "other": _("le serveur n’en veut pas. Corrigez, ou retirez."),
    }


def _counts() -> dict[str, Said]:
    kept = [ngettext("Hors ligne : {n} ligne gardée ici", "Hors ligne : {n} lignes gardées ici", n) for n in (1, 2)]
    lines = [ngettext("{n} ligne", "{n} lignes", n) for n in (1, 2)]
    words = [ngettext("{n} réponse ou note", "{n} réponses ou notes", n) for n in (1, 2)]
    photos = [ngettext("{n} photo", "{n} photos", n) for n in (1, 2)]
    sent_lines = [ngettext("{n} ligne envoyée", "{n} lignes envoyées", n) for n in (1, 2)]
    sent_photos = [ngettext("{n} photo envoyée", "{n} photos envoyées", n) for n in (1, 2)]
    leave = [ngettext("{what} n’est pas encore envoyée.", "{what} ne sont pas encore envoyées.", n) for n in (1, 2)]
    forms = {
        "kept": kept,
        "lines": lines,
        "words": words,
        "photos": photos,
        "sent_lines": sent_lines,
        "sent_photos": sent_photos,
        "leave": leave,
    }
    return {name: dict(zip(("one", "other"), texts, strict=True)) for name, texts in forms.items()}
