"""Real objects for each address of this app, for `list_urls` and the test of the permission table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companies.models import Company
from diagnostics.models import Diagnostic, Flow, Questionnaire
from symbiose.programmes.url_samples import Kwargs, first_pk, register_samples

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme


def _diagnostic(programme: Programme) -> Kwargs | None:
    return first_pk(Diagnostic.objects.filter(programme=programme))


def _flow(programme: Programme) -> Kwargs | None:
    return first_pk(Flow.objects.filter(programme=programme))


def _company(programme: Programme) -> Kwargs | None:
    return first_pk(Company.objects.filter(programme=programme))


def _questionnaire(programme: Programme) -> Kwargs | None:
    return first_pk(Questionnaire.objects.filter(programme=programme))


def register() -> None:
    visits = ("detail", "edit", "notes", "start", "complete", "flow_create")
    register_samples({f"diagnostics:{name}": _diagnostic for name in visits})
    register_samples({f"diagnostics:{name}": _flow for name in ("flow_edit", "flow_end", "flow_restore")})
    register_samples({"diagnostics:company_flows": _company})
    register_samples({f"questionnaires:{name}": _questionnaire for name in ("detail", "enter", "close")})
