"""SIRET numbers: 14 ASCII digits with a Luhn key; La Poste's own are checked by the sum of their digits."""

from __future__ import annotations

from django.utils.translation import gettext as _
from stdnum.fr import siret as siret_number

NOBODY = "000000000"  # its key is right, and it is nobody's number
SEPARATORS = str.maketrans("", "", " .\u00a0\u202f-")


def normalise_siret(text: str) -> str:
    """Give the 14 digits of a SIRET, spaces and dots taken out.

    Raises ValueError with a French sentence that says what is wrong.
    """
    digits = text.translate(SEPARATORS)
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError(_not_digits(text))
    if len(digits) != 14:
        raise ValueError(_wrong_length(text, len(digits)))
    if digits.startswith(NOBODY) or not siret_number.is_valid(digits):
        message = _("Le SIRET «\u00a0%(siret)s\u00a0» est faux\u00a0: sa clé ne va pas. Vérifiez les chiffres.")
        raise ValueError(message % {"siret": digits})
    return digits


def _not_digits(text: str) -> str:
    if "E+" in text.upper():
        return _(
            "Le tableur a arrondi ce SIRET («\u00a0%(siret)s\u00a0»). Mettez la colonne en texte et recopiez-le."
        ) % {"siret": text[:40]}
    return _("Un SIRET a 14 chiffres\u00a0; «\u00a0%(siret)s\u00a0» contient autre chose.") % {"siret": text[:40]}


def _wrong_length(text: str, length: int) -> str:
    message = _("Un SIRET a 14 chiffres\u00a0; «\u00a0%(siret)s\u00a0» en a %(count)d.") % {
        "siret": text[:40],
        "count": length,
    }
    if length == 13:
        message += " " + _("Un zéro initial s’est peut-être perdu dans le tableur.")
    return message


def grouped_siret(siret: str) -> str:
    """Write a SIRET as people read it: 3, 3, 3 and 5 digits."""
    parts = (siret[:3], siret[3:6], siret[6:9], siret[9:])
    return "\u00a0".join(part for part in parts if part)
