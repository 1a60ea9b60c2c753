"""What is known of a company before its questionnaire: the register and the visit, for the pure package."""

from __future__ import annotations

from companies.models import Company
from diagnostics.models import Diagnostic, Flow
from diagnostics.questionnaire.prefill import Known, KnownFlow


def known_of(company: Company) -> Known:
    """The facts of one company, and the day of its last visit."""
    visit = Diagnostic.objects.completed().filter(company=company).order_by("-visit_on").first()
    day = visit.visit_on.isoformat() if visit and visit.visit_on else ""
    flows = Flow.objects.current().filter(company=company).order_by("pk")
    return Known(company={"workforce": company.workforce}, flows=[_known(flow) for flow in flows], on=day)


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
