"""« Dans ce métier, on note souvent… »: themes that several companies of the trade recorded, and the usual ones.

No name and no quantity, and never a theme of fewer than three companies: what is shown is the thesaurus's word for it,
not what anybody wrote.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from companies.models import Company
from diagnostics.enums import Direction
from diagnostics.models import Flow
from diagnostics.suggestions import theme_of
from symbiose.lexicon.trades import division_of, usual_lines
from symbiose.programmes.models import Membership

LEAST_COMPANIES = 3
MOST = 12


@dataclass(frozen=True, slots=True)
class TradeLine:
    """One thing to tick. `companies` is 0 for what is usual in the trade, whoever recorded it."""

    direction: str
    label: str
    companies: int = 0

    @property
    def key(self) -> str:
        """What the box posts: read back by `chosen`."""
        return f"{self.direction}:{self.label}"

    @property
    def direction_label(self) -> str:
        return str(Direction(self.direction).label)


def trade_lines(company: Company, membership: Membership) -> list[TradeLine]:
    """What companies of this trade record, most of them first, then what is usual; without what is noted already."""
    own = Flow.objects.current().filter(company=company)
    noted = {(flow.direction, flow.theme or flow.label.casefold()) for flow in own}
    shown: list[TradeLine] = []
    for line in [*_recorded(company, membership), *_usual(company)]:
        meant = (line.direction, theme_of(line.label) or line.label.casefold())
        if meant not in noted:
            noted.add(meant)
            shown.append(line)
    return shown[:MOST]


def _recorded(company: Company, membership: Membership) -> list[TradeLine]:
    division = division_of(company.naf_code)
    if not division:
        return []
    flows = Flow.objects.visible_to(membership).current().exclude(theme="").exclude(company=company)
    same = flows.filter(company__naf_code__startswith=division, company__archived_at__isnull=True)
    counted = same.order_by().values("direction", "theme").annotate(companies=Count("company", distinct=True))
    common = counted.filter(companies__gte=LEAST_COMPANIES).order_by("-companies", "theme")[:MOST]
    return [TradeLine(row["direction"], row["theme"], row["companies"]) for row in common]


def _usual(company: Company) -> list[TradeLine]:
    return [TradeLine(line.direction, line.label) for line in usual_lines(company.naf_code)]


def chosen(offered: list[TradeLine], keys: list[str]) -> list[TradeLine]:
    """The lines that were ticked; what was not offered is not there."""
    ticked = set(keys)
    return [line for line in offered if line.key in ticked]
