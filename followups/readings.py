"""How the journal reads the messages that left."""

from __future__ import annotations

from django.utils.translation import gettext as _

from followups.kinds import kind_name
from symbiose.journal.models import Fact
from symbiose.journal.timeline import FactReading


def _sent(fact: Fact) -> str:
    return _("Courriel : %(kind)s") % {"kind": kind_name(fact.data.get("kind", "")).lower()}


READINGS = {"message_sent": FactReading("envelope", _sent, "contact", "contact")}
