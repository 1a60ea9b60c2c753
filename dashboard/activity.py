"""The latest news of a programme: facts told alike on one day make one line, with the companies that they concern."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import ngettext

from companies.models import Company
from symbiose.journal.models import Fact
from symbiose.journal.timeline import TimelineEntry, entries

if TYPE_CHECKING:
    from uuid import UUID

    from symbiose.programmes.models import Programme

LINES = 8
READ = 120  # facts; a day of invitations is one line
NAMED = 3


def latest_news(programme: Programme) -> list[TimelineEntry]:
    """At most eight lines, newest first; two queries, and one for each kind of subject."""
    lines = entries(Fact.objects.of_programme(programme.pk).readable()[:READ])
    concerned = {entry.company_uuid for entry in lines if entry.company_uuid}
    names = {row.uuid: str(row) for row in Company.objects.filter(uuid__in=concerned)}
    groups: dict[tuple[str, str, str], tuple[TimelineEntry, list[str]]] = {}
    for entry in lines:
        day = timezone.localdate(entry.happened_at).isoformat()
        _first, companies = groups.setdefault((day, entry.title, entry.text), (entry, []))
        _add(companies, names, entry.company_uuid)
    return [_line(entry, companies) for entry, companies in list(groups.values())[:LINES]]


def _add(companies: list[str], names: dict[UUID, str], company_uuid: UUID | None) -> None:
    name = names.get(company_uuid) if company_uuid else None
    if name and name not in companies:
        companies.append(name)


def _line(entry: TimelineEntry, companies: list[str]) -> TimelineEntry:
    """The line with whom it concerns: three names, then how many more."""
    if not companies:
        return entry
    more = len(companies) - NAMED
    others = ngettext(" et %(n)s autre", " et %(n)s autres", more) % {"n": more} if more > 0 else ""
    who = ", ".join(companies[:NAMED]) + others
    return replace(entry, text=" · ".join(part for part in (entry.text, who) if part))
