"""The journal of a company: what people said, and the facts of the method, in one timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from companies.models import Company, Interaction
from symbiose.journal.models import Fact
from symbiose.journal.timeline import TimelineEntry, entries
from symbiose.ui.french import date_fr

if TYPE_CHECKING:
    from symbiose.programmes.models import Membership

READ_AT_MOST = 300
TOLD_BY_OTHERS = ["interaction", "diagnostic_started"]  # an exchange by its own words, a visit by its end
ICONS = {"call": "telephone", "visit": "geo-alt", "email": "envelope", "sms": "chat", "note": "chat-left-text"}


def journal_of(company: Company, membership: Membership) -> list[TimelineEntry]:
    """Newest first. An exchange is told once, by its own words; its bare fact is left out."""
    said = Interaction.objects.visible_to(membership).filter(company=company).select_related("created_by")
    facts = (
        Fact.objects.of_programme(company.programme_id).about_company(company.uuid).exclude(kind__in=TOLD_BY_OTHERS)
    )
    told = [_entry(interaction) for interaction in said[:READ_AT_MOST]]
    told += entries(facts.select_related("created_by")[:READ_AT_MOST])
    return sorted(told, key=lambda entry: entry.happened_at, reverse=True)


def _entry(interaction: Interaction) -> TimelineEntry:
    kind = str(interaction.get_kind_display()).capitalize()
    who = interaction.created_by
    is_note = interaction.kind == Interaction.Kind.NOTE
    by_whom = (
        _("%(kind)s de %(who)s, visible des conseillers et de l’animatrice") if is_note else _("%(kind)s de %(who)s")
    )
    return TimelineEntry(
        happened_at=interaction.happened_at,
        title=by_whom % {"kind": kind, "who": who} if who else kind,
        icon=ICONS[interaction.kind],
        tone="note" if is_note else "contact",
        group="contact",
        quote="" if is_note else interaction.text,
        text=" ".join(filter(None, [interaction.text if is_note else "", _next_step(interaction)])),
    )


def _next_step(interaction: Interaction) -> str:
    if not interaction.next_step:
        return ""
    words = _("Ensuite : %(step)s (fait)") if interaction.next_step_done_at else _("Ensuite : %(step)s")
    day = interaction.next_step_on
    return words % {"step": f"{interaction.next_step}, {date_fr(day, year=False)}" if day else interaction.next_step}
