"""The address that a company spreads among its people: a seal over its row and nonce, that names nobody.

It has a purpose of its own: a personal link never opens a survey, nor a survey's address a personal page. A new nonce
ends every address given before.
"""

from __future__ import annotations

from django.urls import reverse

from diagnostics.models import SurveyCompany
from symbiose import seals
from symbiose.addresses import site_url

PURPOSE = "surveys.answer"


def token_of(spread: SurveyCompany) -> str:
    return seals.seal(spread.uuid, purpose=PURPOSE, bound_to=spread.nonce.bytes)


def address_of(spread: SurveyCompany) -> str:
    return site_url(reverse("survey_answers:answer", kwargs={"token": token_of(spread)}))


def find_spread(token: str) -> SurveyCompany | None:
    """The row that an address proves, open or not; None for a forged or replaced one."""
    try:
        row = seals.sealed_row(token)
    except seals.BadSeal:
        return None
    rows = SurveyCompany.objects.filter(uuid=row, company__archived_at__isnull=True)
    found = rows.select_related("survey__template", "survey__programme", "company", "programme").first()
    if found is None or not seals.proves(token, found.uuid, purpose=PURPOSE, bound_to=found.nonce.bytes):
        return None
    return found
