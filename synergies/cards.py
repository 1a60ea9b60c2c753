"""What a company reads of its synergies and leads on its personal page: never another company's name in a lead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from companies.models import Company
from diagnostics.shown_lines import shown_to_companies
from symbiose.links.cards import PersonalCard
from synergies.models import Interest, Participant, Proposal, ProposalFlow, ProposalQuerySet, Synergy

if TYPE_CHECKING:
    from symbiose.holders import Holder
    from symbiose.http import PersonalRequest

LEADS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Lead:
    """A proposal as one of its companies reads it; `others` opens when all have agreed."""

    proposal: Proposal
    own_labels: list[str]
    other_labels: list[str]
    n_others: int
    answered: bool
    interested: bool
    others: list[str]


def synergy_cards(request: PersonalRequest, holder: Holder) -> Iterable[PersonalCard]:
    companies = Company.objects.filter(programme=request.programme)
    company = companies.filter(uuid=holder.company_uuid).first() if holder.company_uuid else None
    if company is None:
        return
    synergies = synergies_of(company)
    if synergies:
        yield PersonalCard("personal/cards/synergies.html", 40, {"synergies": synergies})
    leads = leads_of(company)
    if leads:
        yield PersonalCard("personal/cards/leads.html", 50, {"leads": leads})


def synergies_of(company: Company) -> list[Synergy]:
    """The synergies retained in which the company takes part."""
    current = Participant.objects.current().filter(company=company).values("synergy")
    return list(Synergy.objects.retained().filter(pk__in=current, programme=company.programme_id).order_by("title"))


def leads_shown_to(company: Company) -> ProposalQuerySet:
    """Live proposals of which every flow of others is one that companies may read: open, and confirmed."""
    own = ProposalFlow.objects.filter(proposal=OuterRef("pk"), flow__company=company)
    closed = ProposalFlow.objects.filter(proposal=OuterRef("pk")).exclude(flow__company=company)
    closed = closed.exclude(shown_to_companies("flow__"))
    live = Proposal.objects.filter(programme=company.programme_id, is_group=False).live()
    return live.filter(Exists(own), ~Exists(closed))


def leads_of(company: Company) -> list[Lead]:
    proposals = leads_shown_to(company).best_first().with_flows().prefetch_related("interests")[:LEADS_SHOWN]
    return [_lead(proposal, company) for proposal in proposals]


def _lead(proposal: Proposal, company: Company) -> Lead:
    flows = [line.flow for line in proposal.proposal_flows.all()]
    others = {flow.company_id: str(flow.company) for flow in flows if flow.company_id != company.pk}
    said: dict[int, Interest] = {interest.company_id: interest for interest in proposal.interests.all()}
    agreed = {pk for pk, interest in said.items() if interest.interested}
    mine = said.get(company.pk)
    return Lead(
        proposal=proposal,
        own_labels=[flow.label for flow in flows if flow.company_id == company.pk],
        other_labels=[flow.label for flow in flows if flow.company_id != company.pk],
        n_others=len(others),
        answered=mine is not None,
        interested=bool(mine and mine.interested),
        others=sorted(others.values()) if {company.pk, *others} <= agreed else [],
    )
