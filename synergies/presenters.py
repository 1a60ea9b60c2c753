"""How synergies and proposals read on the screen: words, bars and sentences, worked out before the template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from synergies.models import Participant, Proposal, State, Synergy

if TYPE_CHECKING:
    from symbiose.programmes.models import Membership

GROUPS: list[tuple[str, tuple[str, ...]]] = [
    ("retained", (State.RETAINED, State.ROADMAP)),
    ("in_action", (State.IN_PROGRESS, State.RUNNING)),
    ("completed", (State.COMPLETED,)),
    ("stopped", (State.DORMANT, State.STOPPED, State.MERGED)),
]
FACTS_SHOWN = 12
BAR_NAMES = ["meaning", "quantity", "distance", "time"]


@dataclass(frozen=True, slots=True)
class Bar:
    """One of the bars of « Pourquoi ? »: a share of 100 and a word, never a number alone."""

    label: str
    percent: int
    word: str


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One proposal in the list."""

    proposal: Proposal
    position: int
    companies: list[str]
    bars: list[Bar]
    facts: list[str]
    to_check: list[str]
    shortlisted: bool
    shortlisted_by: str
    set_aside: bool
    more_facts: int


@dataclass(frozen=True, slots=True)
class SynergyRow:
    """One synergy in a list or a card."""

    synergy: Synergy
    pilot: str
    companies: list[str]
    participants: list[Participant] = field(default_factory=list)

    @classmethod
    def of(cls, synergy: Synergy, membership: Membership, participants: list[Participant] | None = None) -> SynergyRow:
        rows = synergy.current_participants if participants is None else participants  # type: ignore[attr-defined]
        pilot = next((str(row.company) for row in rows if row.role == Participant.Role.PILOT), "")
        return cls(synergy, pilot, sorted(str(row.company) for row in rows), rows)

    @property
    def count_words(self) -> str:
        number = len(self.companies)
        return ngettext("%(n)s entreprise", "%(n)s entreprises", number) % {"n": number}


def groups_of(rows: Iterable[SynergyRow]) -> list[dict[str, Any]]:
    """The rows under the words that people use; empty groups are left out."""
    titles = {
        "retained": _("Retenues"),
        "in_action": _("En action"),
        "completed": _("Abouties"),
        "stopped": _("Arrêtées"),
    }
    listed = list(rows)
    groups = [
        {"name": name, "title": titles[name], "rows": [row for row in listed if row.synergy.state in states]}
        for name, states in GROUPS
    ]
    return [group for group in groups if group["rows"]]


def proposal_row(proposal: Proposal, position: int) -> ProposalRow:
    """What the list and « Pourquoi ? » say of a proposal; its flows are prefetched by `with_flows()`.

    `position` counts the proposals still to be decided, from 1: it is the number that people read.
    """
    lines = [line.flow for line in proposal.proposal_flows.all()]
    return ProposalRow(
        proposal=proposal,
        position=position,
        companies=sorted({str(flow.company) for flow in lines}),
        bars=[bar for name in BAR_NAMES if (bar := _bar(name, proposal.parts.get(name)))],
        facts=[_fact(flow) for flow in lines[:FACTS_SHOWN]],
        more_facts=max(0, len(lines) - FACTS_SHOWN),
        to_check=_missing(lines),
        shortlisted=bool(proposal.synergy and proposal.synergy.state == State.SHORTLISTED),
        shortlisted_by=_shortlisted_by(proposal.synergy),
        set_aside=proposal.set_aside_at is not None,
    )


def _shortlisted_by(synergy: Synergy | None) -> str:
    """« par Nadia Roussel », from the last passage to the shortlist (prefetched by `with_flows`)."""
    if synergy is None or synergy.state != State.SHORTLISTED:
        return ""
    names = [row.created_by for row in synergy.passages.all() if row.to_state == State.SHORTLISTED and row.created_by]
    return _("par %(name)s") % {"name": names[-1]} if names else ""


def _bar(name: str, value: Any) -> Bar | None:
    if not isinstance(value, int | float):
        return None
    labels = {
        "meaning": _("Même sujet"),
        "quantity": _("Quantités"),
        "distance": _("Proximité"),
        "time": _("Calendrier"),
    }
    words = [(0.75, _("fort")), (0.45, _("moyen")), (0.0, _("faible"))]
    word = next(word for floor, word in words if value >= floor)
    return Bar(labels[name], round(100 * min(1.0, max(0.0, value))), word)


def _fact(flow: Any) -> str:
    verb = _("propose") if flow.direction == "ressource" else _("cherche")
    return f"{flow.company} {verb} « {flow.label} »"


def _missing(flows: list[Any]) -> list[str]:
    """What nobody has told yet, as the question to ask."""
    without_quantity = [str(flow.company) for flow in flows if flow.quantity is None]
    without_dates = [str(flow.company) for flow in flows if not (flow.available_from or flow.available_to)]
    questions = []
    if without_quantity:
        questions.append(_("La quantité : %(names)s") % {"names": _names(without_quantity)})
    if without_dates:
        questions.append(_("Les dates : %(names)s") % {"names": _names(without_dates)})
    return questions


def _names(names: list[str]) -> str:
    """At most three names, and how many more."""
    unique = list(dict.fromkeys(names))
    if len(unique) <= 3:
        return ", ".join(unique)
    more = len(unique) - 3
    return ngettext("%(names)s et %(n)s autre", "%(names)s et %(n)s autres", more) % {
        "names": ", ".join(unique[:3]),
        "n": more,
    }
