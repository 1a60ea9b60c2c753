"""The title of the home page: it counts the gestures of the morning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from symbiose.accounts.models import User


def greeting(user: User, n_calls: int | None) -> str:
    """« Bonjour Claire. Trois appels ce matin. »; without calls, only the greeting."""
    hello = _("Bonjour %(name)s.") % {"name": user.first_name} if user.first_name else _("Bonjour.")
    if n_calls is None:
        return hello
    if not n_calls:
        return _("%(hello)s Aucun appel ce matin.") % {"hello": hello}
    words = {1: _("Un"), 2: _("Deux"), 3: _("Trois")}
    number = words.get(n_calls, str(n_calls))
    calls = ngettext("%(number)s appel ce matin.", "%(number)s appels ce matin.", n_calls) % {"number": number}
    return f"{hello} {calls}"
