"""Which lines other companies may come to know of: what « rien n’est montré sans votre confirmation » means."""

from __future__ import annotations

from django.db.models import Q

from diagnostics.enums import Level, Origin
from diagnostics.models import Diagnostic

OPEN_LEVELS = (Level.PROGRAMME, Level.PUBLIC)


def shown_to_companies(prefix: str = "") -> Q:
    """The lines of an open level, save those of a visit that the company has not confirmed.

    What a company wrote itself (questionnaire, own page) needs no confirmation. `prefix` leads to the line from
    another table (`flow__`).
    """
    unconfirmed = Diagnostic.objects.exclude(state=Diagnostic.State.CONFIRMED).values("uuid")
    awaiting = Q(**{f"{prefix}origin_kind": Origin.DIAGNOSTIC, f"{prefix}origin_uuid__in": unconfirmed})
    return Q(**{f"{prefix}level__in": OPEN_LEVELS}) & ~awaiting
