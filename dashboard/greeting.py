"""The title of the home page: it counts the gestures of the morning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.ui.french import date_fr, hour

if TYPE_CHECKING:
    from datetime import datetime

    from symbiose.accounts.models import User
    from symbiose.programmes.models import Programme


def moment_line(now: datetime, programme: Programme) -> str:
    """« Lundi 6 février, 8 h 30 · programme du Pays de Sillé »."""
    name = programme.name
    if name.startswith("Programme "):
        name = name[0].lower() + name[1:]
    return f"{capfirst(date_fr(now.date(), weekday=True, year=False))}, {hour(now)} · {name}"


def hello(user: User) -> str:
    return _("Bonjour %(name)s.") % {"name": user.first_name} if user.first_name else _("Bonjour.")


def calls_line(n_calls: int) -> str:
    """« Trois appels ce matin. »: the title counts the gestures."""
    if not n_calls:
        return _("Aucun appel ce matin.")
    words = {1: _("Un"), 2: _("Deux"), 3: _("Trois")}
    number = words.get(n_calls, str(n_calls))
    return ngettext("%(number)s appel ce matin.", "%(number)s appels ce matin.", n_calls) % {"number": number}
