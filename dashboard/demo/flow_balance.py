"""Visits for the territory's flow balance: what enters and leaves thirteen companies, and where it goes."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from companies.models import Company
from dashboard.demo.clock import day, told_on
from dashboard.demo.register import rows_of
from dashboard.demo.visits import adviser_of
from diagnostics.enums import Origin
from diagnostics.models import Template
from diagnostics.services.flows import record_flow
from diagnostics.services.templates import stock_template
from diagnostics.services.visits import complete_visit, plan_visit, start_visit
from symbiose.journal.services import Actor
from symbiose.programmes.models import Park

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme

FIRST = -48
# Two business parks: the balance of the first may be told, that of the second would betray its two companies.
PARKS = {
    "ZA de Conlie": [
        "lemoine",
        "hersent",
        "metallerie",
        "supermarche",
        "recup",
        "machines",
        "carrosserie",
        "proprete",
    ],
    "ZA de Domfront": ["beton", "macon"],
}


def weigh_flows(programme: Programme, companies: dict[str, Company]) -> None:
    """One « bilan de flux » visit for each company of the file, and the parks in which some of them stand."""
    _draw_parks(programme, companies)
    template = stock_template(programme, Template.Stock.BALANCE)
    for place, (key, lines) in enumerate(groupby(rows_of("balance.csv"), key=lambda row: row["key"])):
        _visit(companies[key], list(lines), template, FIRST + 2 * place)


def _draw_parks(programme: Programme, companies: dict[str, Company]) -> None:
    for name, members in PARKS.items():
        park = Park.objects.create(programme=programme, name=name, city=companies[members[0]].city)
        Company.objects.filter(pk__in=[companies[key].pk for key in members]).update(park=park)


def _visit(company: Company, lines: list[dict[str, str]], template: Template, offset: int) -> None:
    adviser = adviser_of(company)
    actor = Actor(user=adviser.user)
    with told_on(offset, 14):
        visit = plan_visit(company=company, adviser=adviser, visit_on=day(offset), actor=actor, template=template)
        start_visit(diagnostic_id=visit.pk, actor=actor)
        for line in lines:
            record_flow(
                company=company,
                values=_values(line),
                origin_kind=Origin.DIAGNOSTIC,
                origin_uuid=visit.uuid,
                actor=actor,
            )
        complete_visit(diagnostic_id=visit.pk, actor=actor)


def _values(line: dict[str, str]) -> dict[str, Any]:
    return {
        "direction": line["direction"],
        "family": line["family"],
        "label": line["label"][:1].upper() + line["label"][1:],
        "quantity": Decimal(line["quantity"].replace(",", ".")),
        "unit": line["unit"],
        "period": "an",
        "ewc_code": line["ewc"],
        "outlet": line["outlet"],
        "quantity_kind": line["kind"],
    }
