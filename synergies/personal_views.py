from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from companies.models import Company
from symbiose.http import PersonalRequest
from symbiose.links.pages import personal_page
from synergies.cards import leads_shown_to
from synergies.services import note_interest


@personal_page()
@require_POST
def lead_answer(request: PersonalRequest, token: str, pk: int) -> HttpResponse:
    """« Ça m’intéresse » or « Pas pour moi »; it may be changed."""
    company = get_object_or_404(Company, programme=request.programme, uuid=request.holder.company_uuid)
    proposal = get_object_or_404(leads_shown_to(company), pk=pk)
    note_interest(proposal=proposal, company=company, interested=request.POST.get("answer") == "yes")
    return redirect("personal:home", token=token)
