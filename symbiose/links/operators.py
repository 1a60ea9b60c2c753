"""Links shown to an operator: for support, and for checks from outside. Each is journalled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from symbiose.journal.services import FactDetails, record_fact
from symbiose.links.kinds import LinkTarget, targets_of
from symbiose.links.services import address_of, link_for

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme


@transaction.atomic
def links_for_operator(*, programme: Programme, kind: str) -> list[dict[str, str]]:
    """The links of a kind in a programme: `[{"kind", "company", "contact", "url"}]`."""
    return [_shown(programme, kind, target) for target in targets_of(kind, programme)]


def _shown(programme: Programme, kind: str, target: LinkTarget) -> dict[str, str]:
    link = link_for(programme=programme, holder=target.holder, purpose=target.purpose)
    details = FactDetails(company_uuid=target.holder.company_uuid, data={"kind": kind, "by": "operator"})
    record_fact(kind="link_shown", subject=link, details=details)
    return {
        "kind": kind,
        "company": target.holder.company_name,
        "contact": target.holder.name,
        "url": address_of(link, target.path),
    }
