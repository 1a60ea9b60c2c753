"""Real objects for each address of this app, for `list_urls`, `make_links` and the test of the permission table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from companies.holders import holder_of
from companies.models import Company, Contact
from diagnostics.messages import PATH
from diagnostics.models import Diagnostic, Flow, Questionnaire
from diagnostics.services.questionnaires import schema_of
from symbiose.links.kinds import LinkTarget
from symbiose.links.samples import token_of
from symbiose.programmes.url_samples import Finder, Kwargs, first_pk

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme


def questionnaire_links(programme: Programme) -> Iterable[LinkTarget]:
    """Each person of a company whose questionnaire may still be answered."""
    open_to = Questionnaire.objects.filter(programme=programme, closed_at__isnull=True).values("company")
    people = Contact.objects.current().filter(company__in=open_to, company__archived_at__isnull=True)
    ordered = people.select_related("company").order_by("company__name", "pk")
    return [LinkTarget(holder_of(contact), path=PATH) for contact in ordered]


def _diagnostic(programme: Programme) -> Kwargs | None:
    return first_pk(Diagnostic.objects.filter(programme=programme))


def _flow(programme: Programme) -> Kwargs | None:
    return first_pk(Flow.objects.filter(programme=programme))


def _company(programme: Programme) -> Kwargs | None:
    return first_pk(Company.objects.filter(programme=programme))


def _questionnaire(programme: Programme) -> Kwargs | None:
    return first_pk(Questionnaire.objects.filter(programme=programme))


def _asked(programme: Programme) -> Kwargs | None:
    """The link of somebody who has a questionnaire."""
    target = next(iter(questionnaire_links(programme)), None)
    return token_of(programme, target.holder) if target else None


def _question(programme: Programme) -> Kwargs | None:
    asked = _asked(programme)
    questionnaire = Questionnaire.objects.filter(programme=programme).select_related("template").first()
    first = next(schema_of(questionnaire).questions(), None) if questionnaire else None
    return {**asked, "question": first.uuid} if asked and first else None


def _own_line(programme: Programme) -> Kwargs | None:
    """The link of somebody whose company has a line, and that line."""
    people = Contact.objects.current().filter(programme=programme, company__archived_at__isnull=True)
    flow = Flow.objects.current().filter(company__in=people.values("company"), programme=programme).first()
    contact = people.filter(company=flow.company_id).select_related("company").first() if flow else None
    return {**token_of(programme, holder_of(contact)), "line": flow.uuid} if flow and contact else None


PERSONAL = ("questionnaire", "summary", "submit", "lines", "confirm_lines")
VISITS = ("detail", "edit", "questions", "grow", "notes", "start", "complete", "flow_create", "trade_lines")
SAMPLES: dict[str, Finder] = {
    **{f"diagnostics:{name}": _diagnostic for name in VISITS},
    **{f"diagnostics:{name}": _flow for name in ("flow_edit", "flow_end", "flow_restore")},
    "diagnostics:company_flows": _company,
    **{f"questionnaires:{name}": _questionnaire for name in ("detail", "enter", "close", "reopen")},
    **{f"personal_diagnostics:{name}": _asked for name in PERSONAL},
    **{f"personal_diagnostics:{name}": _question for name in ("question", "confirm")},
    "personal_diagnostics:level": _own_line,
}
