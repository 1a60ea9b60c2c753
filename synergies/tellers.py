"""What the journal says of synergies by name: looked up at once for all the lines of a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.journal.timeline import Told
from synergies.models import Participant

if TYPE_CHECKING:
    from symbiose.journal.models import Fact

HIDDEN = Told(hidden=True)


def tell_participations(facts: Sequence[Fact]) -> dict[int, Told]:
    """One line a company, day and gesture: « Rejoint 3 synergies », then in what role."""
    uuids = {fact.subject_uuid for fact in facts}
    rows = Participant.objects.filter(uuid__in=uuids).select_related("synergy__programme")
    known = {row.uuid: row for row in rows}
    told: dict[int, Told] = {}
    for same in _together(facts):
        found = [known[fact.subject_uuid] for fact in same if fact.subject_uuid in known]
        if found:
            told |= {fact.pk: HIDDEN for fact in same} | {same[0].pk: _told(same[0].kind, found)}
    return told


def _together(facts: Iterable[Fact]) -> list[list[Fact]]:
    groups: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        key = (fact.kind, fact.company_uuid, timezone.localdate(fact.happened_at))
        groups.setdefault(key, []).append(fact)
    return list(groups.values())


def _told(kind: str, rows: list[Participant]) -> Told:
    joined = kind == "participant_joined"
    if len(rows) == 1:
        title = _("Rejoint « %(title)s »") if joined else _("Quitte « %(title)s »")
        text = roles_sentence(rows) if rows[0].role != Participant.Role.MEMBER else ""
        return Told(title % {"title": rows[0].synergy.title}, text, rows[0].synergy.get_absolute_url())
    if joined:
        title = ngettext("Rejoint %(n)s synergie", "Rejoint %(n)s synergies", len(rows))
    else:
        title = ngettext("Quitte %(n)s synergie", "Quitte %(n)s synergies", len(rows))
    return Told(title % {"n": len(rows)}, roles_sentence(rows))


def roles_sentence(rows: Iterable[Participant]) -> str:
    """« Entreprise pilote : Collecter les appareils ; participe : Prêter du matériel. »"""
    by_role: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda row: (row.role != Participant.Role.PILOT, row.synergy.title)):
        by_role.setdefault(row.get_role_display(), []).append(row.synergy.title)
    parts = [f"{role} : {', '.join(titles)}" for role, titles in by_role.items()]
    sentence = " ; ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""
