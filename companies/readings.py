"""How the journal reads the facts of companies and their people."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from companies.models import Interaction
from symbiose.journal.models import Fact
from symbiose.journal.timeline import FactReading


def _says(text: str) -> Callable[[Fact], str]:
    return lambda fact: _(text)


def _interaction(fact: Fact) -> str:
    kind = fact.data.get("kind", "")
    label = Interaction.Kind(kind).label if kind in Interaction.Kind.values else kind
    return str(label).capitalize()


READINGS = {
    "company_created": FactReading("building-add", _says("Entreprise ajoutée"), "contact", "contact"),
    "company_archived": FactReading("archive", _says("Entreprise archivée"), "contact", "contact"),
    "company_restored": FactReading("arrow-counterclockwise", _says("Entreprise reprise"), "contact", "contact"),
    "contact_added": FactReading("person-plus", _says("Contact ajouté"), "contact", "contact"),
    "contact_left": FactReading("person-dash", _says("Contact parti"), "contact", "contact"),
    "link_shown": FactReading("link-45deg", _says("Lien personnel remis"), "contact", "contact"),
    "link_sent": FactReading("send", _says("Lien personnel envoyé"), "contact", "contact"),
    "link_revoked": FactReading("x-circle", _says("Liens personnels coupés"), "contact", "contact"),
    "next_step_done": FactReading("check2-square", _says("Prochaine étape faite"), "contact", "contact"),
    "interaction": FactReading("chat-left-text", _interaction, "contact", "contact"),
}
