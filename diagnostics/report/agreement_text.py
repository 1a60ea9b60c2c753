"""What a company signs, so that its chamber and the municipality share its data: what it says is what is done."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from symbiose.programmes.models import Programme


def agreement_text(programme: Programme, chamber: str) -> str:
    """The paragraphs, in French, parted by empty lines; `chamber` is its full name, or empty.

    They are kept word for word with the signature.
    """
    names = {"programme": programme.name, "chamber": f" ({chamber})" if chamber else ""}
    with translation.override("fr"):
        return "\n\n".join(paragraph % names for paragraph in _paragraphs())


def _paragraphs() -> list[str]:
    return [
        _(
            "Qui. Ma chambre%(chamber)s et la collectivité qui porte le programme (%(programme)s) se partagent ce "
            "que j’ai dit de mon entreprise : ce qu’elle propose, ce dont elle a besoin, et ses contacts."
        ),
        _(
            "Pour quoi faire. Trouver des échanges et des achats communs avec d’autres entreprises du programme, "
            "et rien d’autre : ni vente, ni publicité, ni contrôle."
        ),
        _(
            "Qui voit quoi. Chaque ligne dit qui la voit, et je peux le changer sur ma page. Mes prix et les notes "
            "de mon conseiller ne sont jamais montrés à une autre entreprise ; mon nom n’est donné à une autre "
            "qu’avec mon accord, ou en réunion si j’y viens."
        ),
        _(
            "Combien de temps. Le temps du programme. Je peux lire, corriger ou faire effacer ces informations en "
            "le demandant à mon conseiller ou à la personne qui anime le programme."
        ),
        _(
            "Changer d’avis. Je retire cet accord quand je veux, sur ma page personnelle ou en le demandant : mes "
            "lignes ne sont alors plus lues que par les conseillers de mes chambres. En cas de désaccord, je peux "
            "m’adresser à la CNIL (cnil.fr)."
        ),
    ]
