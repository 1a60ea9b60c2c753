"""The leads of one company as sentences, for the sheet that prepares its visit."""

from __future__ import annotations

from collections.abc import Iterable

from companies.models import Company
from symbiose.programmes.models import Membership
from synergies.models import Proposal

MOST = 3


def leads_of_company(company: Company, membership: Membership) -> Iterable[str]:
    """The best live leads in which the company has a part, of those that the member may read."""
    mine = Proposal.objects.visible_to(membership).live().filter(proposal_flows__flow__company=company)
    for proposal in mine.order_by("rank", "-score", "key").distinct()[:MOST]:
        yield proposal.explanation or proposal.title
