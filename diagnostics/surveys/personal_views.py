"""What a company does with a survey from its personal page: spread it, print the poster, read its own results."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from diagnostics.models import SurveyCompany
from diagnostics.surveys.addresses import address_of
from diagnostics.surveys.reading import SurveyReading
from diagnostics.surveys.views import QR_MM, poster_context
from symbiose.http import PersonalRequest
from symbiose.links.pages import personal_page
from symbiose.qr import qr_svg


def _own(request: PersonalRequest, spread: UUID) -> SurveyCompany:
    """The survey as the holder's own company spreads it; nobody else's."""
    rows = SurveyCompany.objects.filter(programme=request.programme, company__archived_at__isnull=True)
    mine = rows.filter(company__uuid=request.holder.company_uuid or UUID(int=0))
    return get_object_or_404(mine.select_related("survey__template", "survey__programme", "company"), uuid=spread)


@personal_page()
@require_safe
def survey(request: PersonalRequest, token: str, spread: UUID) -> HttpResponse:
    own = _own(request, spread)
    reading = SurveyReading(own.survey)
    address = address_of(own)
    context = {
        "token": token,
        "spread": own,
        "survey": own.survey,
        "count": reading.count(own),
        "results": reading.of_company(own),
        "address": address,
        "qr": qr_svg(address, side_mm=QR_MM, title=_("Adresse du sondage")) if own.is_open else "",
    }
    return render(request, "personal/survey.html", context)


@personal_page()
@require_safe
def poster(request: PersonalRequest, token: str, spread: UUID) -> HttpResponse:
    return render(request, "surveys/poster.html", poster_context(_own(request, spread)))
