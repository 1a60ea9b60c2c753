"""« Choisir un créneau »: a company takes an hour, changes it or gives it back. A GET changes nothing."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from companies.models import Company
from diagnostics.models import Diagnostic, VisitSlot
from diagnostics.planning.calendar_source import entry_of
from diagnostics.planning.slots import SlotTaken, VisitBegun, book_slot, free_visit, slots_for, visit_to_fix
from diagnostics.views.personal import company_of
from symbiose.http import PersonalRequest
from symbiose.journal.services import Actor
from symbiose.links.calendars import calendar_file
from symbiose.links.pages import personal_page
from symbiose.ui.toasts import toast


def planned_visit(company: Company) -> Diagnostic | None:
    try:
        return visit_to_fix(company)
    except VisitBegun:
        return None


@personal_page()
@require_safe
def visit(request: PersonalRequest, token: str) -> HttpResponse:
    return _page(request, token)


def _page(request: PersonalRequest, token: str, fault: str = "") -> HttpResponse:
    company = company_of(request)
    try:
        planned, begun = visit_to_fix(company), False
    except VisitBegun:
        planned, begun = None, True
    context: dict[str, Any] = {
        "token": token,
        "company": company,
        "planned": planned,
        "begun": begun,
        "days": [] if begun else _by_day(slots_for(company)),
        "fault": fault,
    }
    return render(request, "personal/visit.html", context, status=409 if fault else 200)


def _by_day(slots: list[VisitSlot]) -> list[tuple[Any, list[VisitSlot]]]:
    return [(day, list(found)) for day, found in groupby(slots, lambda slot: timezone.localdate(slot.starts_at))]


@personal_page()
@require_POST
def book(request: PersonalRequest, token: str, slot: int) -> HttpResponse:
    """Only an hour that the company is offered: another one does not exist for it."""
    company = company_of(request)
    offered = {each.pk for each in slots_for(company)}
    mine = VisitSlot.objects.filter(pk=slot, programme=request.programme, diagnostic__company=company)
    if slot not in offered and not mine.exists():
        return _page(request, token, _("Cette heure vient d’être prise. En voici d’autres."))
    try:
        booked = book_slot(slot_id=slot, company=company, actor=Actor(holder=request.holder))
    except SlotTaken:
        return _page(request, token, _("Cette heure vient d’être prise. En voici d’autres."))
    except VisitBegun:
        return _page(request, token, _("Votre visite a déjà eu lieu."))
    toast(request, _("C’est noté : %(who)s viendra vous voir.") % {"who": booked.adviser})
    return redirect("personal_visit:visit", token=token)


@personal_page()
@require_POST
def free(request: PersonalRequest, token: str) -> HttpResponse:
    planned = planned_visit(company_of(request))
    if planned:
        free_visit(diagnostic_id=planned.pk, actor=Actor(holder=request.holder))
        toast(request, _("C’est noté : la visite reste à fixer."))
    return redirect("personal_visit:visit", token=token)


@personal_page()
@require_safe
def calendar(request: PersonalRequest, token: str) -> HttpResponse:
    """The visit for the company's own calendar: no link to the adviser's pages."""
    planned = planned_visit(company_of(request))
    if planned is None or planned.visit_on is None:
        raise Http404
    entry = entry_of(planned, with_adviser=True, for_company=True)
    headers = {"Content-Disposition": 'attachment; filename="visite.ics"'}
    return HttpResponse(
        calendar_file(request.programme.name, [entry]), content_type="text/calendar; charset=utf-8", headers=headers
    )
