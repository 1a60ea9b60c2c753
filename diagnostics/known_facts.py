"""What is known of a company before its questionnaire: the register and the visit, for the pure package."""

from __future__ import annotations

from collections.abc import Iterable

from companies.models import Company
from diagnostics.models import Diagnostic, Flow
from diagnostics.questionnaire.prefill import Known, KnownFlow


def known_of(company: Company) -> Known:
    """The facts of one company, and the day of its last visit."""
    return knowns_of([company])[company.pk]


def knowns_of(companies: Iterable[Company]) -> dict[int, Known]:
    """The same for many companies at once: two queries, whatever their number."""
    asked = {company.pk: company for company in companies}
    visits = Diagnostic.objects.completed().filter(company__in=asked, visit_on__isnull=False).order_by("visit_on")
    days = {company: day.isoformat() for company, day in visits.values_list("company", "visit_on") if day}
    flows: dict[int, list[KnownFlow]] = {}
    for flow in Flow.objects.current().filter(company__in=asked).order_by("pk"):
        flows.setdefault(flow.company_id, []).append(_known(flow))
    return {
        pk: Known(company={"workforce": company.workforce}, flows=flows.get(pk, []), on=days.get(pk, ""))
        for pk, company in asked.items()
    }


def _known(flow: Flow) -> KnownFlow:
    return KnownFlow(
        uuid=str(flow.uuid),
        direction=flow.direction,
        family=flow.family,
        label=flow.label,
        quantity=None if flow.quantity is None else float(flow.quantity),
        unit=flow.unit,
        available_to=flow.available_to.isoformat() if flow.available_to else "",
    )
