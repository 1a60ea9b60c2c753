"""Real objects for each of these addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companies.holders import holder_of
from companies.models import Contact
from diagnostics.models import Survey, SurveyCompany
from diagnostics.surveys.addresses import token_of
from symbiose.links.samples import token_of as personal_token_of
from symbiose.programmes.url_samples import Finder, Kwargs, first_pk

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme


def _survey(programme: Programme) -> Kwargs | None:
    return first_pk(Survey.objects.filter(programme=programme))


def _spread(programme: Programme) -> Kwargs | None:
    return first_pk(SurveyCompany.objects.filter(programme=programme))


def _address(programme: Programme) -> Kwargs | None:
    """The address of a survey that is open."""
    rows = SurveyCompany.objects.filter(programme=programme).select_related("survey").order_by("pk")
    spread = next((row for row in rows if row.is_open), None)
    return {"token": token_of(spread)} if spread else None


def _own(programme: Programme) -> Kwargs | None:
    """The link of somebody whose company spreads a survey, and that survey."""
    rows = SurveyCompany.objects.filter(programme=programme, company__archived_at__isnull=True)
    spread = rows.filter(company__contacts__left_on__isnull=True, company__contacts__isnull=False).first()
    if spread is None:
        return None
    person = Contact.objects.current().filter(company=spread.company_id).select_related("company").first()
    token = personal_token_of(programme, holder_of(person)) if person else None
    return {**token, "spread": spread.uuid} if token else None


SAMPLES: dict[str, Finder] = {
    "surveys:detail": _survey,
    "surveys:close": _survey,
    "surveys:extend": _survey,
    "surveys:add": _survey,
    "surveys:export": _survey,
    "surveys:company": _spread,
    "surveys:poster": _spread,
    "surveys:revoke": _spread,
    "surveys:renew": _spread,
    "surveys:note_need": _spread,
    "survey_answers:answer": _address,
    "survey_answers:thanks": _address,
    "personal_surveys:survey": _own,
    "personal_surveys:poster": _own,
}
