"""Real objects for each of these addresses, and the personal links that lead to a fiche."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from companies.holders import holder_of
from companies.models import Company, Contact
from diagnostics.models import Diagnostic, Flow
from diagnostics.report.messages import PATH
from symbiose.links.kinds import LinkTarget
from symbiose.links.samples import token_of
from symbiose.programmes.url_samples import Finder, Kwargs, first_pk

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme


def report_links(programme: Programme) -> Iterable[LinkTarget]:
    """Each person of a company whose visit has ended."""
    visited = Diagnostic.objects.completed().filter(programme=programme).values("company")
    people = Contact.objects.current().filter(company__in=visited, company__archived_at__isnull=True)
    ordered = people.select_related("company").order_by("company__name", "pk")
    return [LinkTarget(holder_of(contact), path=PATH) for contact in ordered]


def _visit(programme: Programme) -> Kwargs | None:
    return first_pk(Diagnostic.objects.filter(programme=programme))


def _company(programme: Programme) -> Kwargs | None:
    return first_pk(Company.objects.filter(programme=programme))


def _somebody(programme: Programme) -> Kwargs | None:
    """The link of a person whose company was visited."""
    visited = Diagnostic.objects.completed().filter(programme=programme).values("company")
    contact = _people(programme).filter(company__in=visited).order_by("pk").first()
    return token_of(programme, holder_of(contact)) if contact else None


def _own_line(programme: Programme) -> Kwargs | None:
    lines = Flow.objects.current().filter(programme=programme, company__in=_people(programme).values("company"))
    line = lines.order_by("pk").first()
    contact = _people(programme).filter(company=line.company_id).order_by("pk").first() if line else None
    return {**token_of(programme, holder_of(contact)), "line": line.uuid} if line and contact else None


def _people(programme: Programme) -> QuerySet[Contact]:
    people = Contact.objects.current().filter(programme=programme, company__archived_at__isnull=True)
    return people.select_related("company")


VISITS = ("pdf", "panel", "send", "agreement", "prepare", "prepare_pdf", "summary")
PERSONAL = ("report", "pdf", "add", "remark", "agreement")
LINES = ("line", "end", "take_back")
SAMPLES: dict[str, Finder] = {
    **{f"report:{name}": _visit for name in VISITS},
    "report:company_agreement": _company,
    **{f"personal_report:{name}": _somebody for name in PERSONAL},
    **{f"personal_report:{name}": _own_line for name in LINES},
}
