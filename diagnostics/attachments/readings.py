"""How the journal reads what happens to photos and documents."""

from __future__ import annotations

from django.utils.translation import gettext as _

from diagnostics.models import Attachment
from symbiose.journal.models import Fact
from symbiose.journal.timeline import FactReading


def _is_photo(fact: Fact) -> bool:
    return bool(fact.data.get("kind") == Attachment.Kind.PHOTO)


def _added(fact: Fact) -> str:
    return _("Une photo est jointe") if _is_photo(fact) else _("Un document est joint")


def _removed(fact: Fact) -> str:
    return _("Une photo est retirée") if _is_photo(fact) else _("Un document est retiré")


def _restored(fact: Fact) -> str:
    return _("Une photo est reprise") if _is_photo(fact) else _("Un document est repris")


READINGS = {
    "attachment_added": FactReading("camera", _added, tone="note"),
    "attachment_removed": FactReading("camera", _removed, tone="note"),
    "attachment_restored": FactReading("camera", _restored, tone="note"),
    "attachment_given": FactReading("camera", lambda fact: _("Une photo devient celle d’une ligne"), tone="note"),
}
