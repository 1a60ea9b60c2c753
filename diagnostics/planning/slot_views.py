"""The hours that advisers offer: opening several at once, taking one for a company on the phone, moving, freeing."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from diagnostics.models import Diagnostic, VisitSlot
from diagnostics.planning.forms import SlotsForm
from diagnostics.planning.slots import SlotTaken, VisitBegun, book_slot, cancel_slot, free_visit, open_slots
from symbiose.http import MemberRequest, posted
from symbiose.journal.services import Actor
from symbiose.programmes.submissions import claim_submission, new_submission_key
from symbiose.ui.toasts import toast

PER_PAGE, MOST_HOURS = 25, 60


@require_http_methods(["GET", "POST"])
def slots(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """The hours to come, and the form that opens several."""
    form = SlotsForm(posted(request), membership=request.membership)
    if request.method == "POST" and form.is_valid():
        return _opened(request, form)
    coming = VisitSlot.objects.visible_to(request.membership).standing().filter(starts_at__gte=timezone.now())
    rows = coming.select_related("adviser", "chamber", "diagnostic__company", "diagnostic__programme")
    context = {
        "form": form,
        "page": Paginator(rows.order_by("starts_at", "pk"), PER_PAGE).get_page(request.GET.get("page")),
        "submission_key": request.POST.get("submission_key") or new_submission_key(),
    }
    template = "planning/partials/slots.html" if request.htmx else "planning/slots.html"
    return render(request, template, context, status=422 if form.errors else 200)


@transaction.atomic
def _opened(request: MemberRequest, form: SlotsForm) -> HttpResponse:
    if claim_submission(request):
        asked = form.cleaned_data
        done = open_slots(adviser=asked["adviser"], starts=form.starts(), minutes=asked["minutes"], actor=request.user)
        words = ngettext("%(n)s créneau ouvert.", "%(n)s créneaux ouverts.", done.opened) % {"n": done.opened}
        if done.already:
            left = ngettext("%(n)s heure était déjà prise.", "%(n)s heures étaient déjà prises.", done.already)
            words = f"{words} {left % {'n': done.already}}"
        toast(request, words)
    return redirect("planning:slots", programme_slug=request.programme.slug)


@require_POST
def slot_cancel(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    slot = get_object_or_404(VisitSlot.objects.visible_to(request.membership), pk=pk)
    try:
        cancel_slot(slot_id=slot.pk, actor=request.user)
    except SlotTaken:
        toast(request, _("Une entreprise a pris cette heure : changez d’abord sa visite."))
    else:
        toast(request, _("Créneau retiré."))
    return redirect("planning:slots", programme_slug=programme_slug)


@require_http_methods(["GET", "POST"])
def visit_hour(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """By phone: one of the free hours for this visit; the one it had is free again."""
    visits = Diagnostic.objects.visible_to(request.membership).select_related("company", "programme", "adviser")
    visit = get_object_or_404(visits, pk=pk)
    fault = ""
    if request.method == "POST":
        fault = _booked(request, visit)
        if not fault:
            return redirect(visit.get_absolute_url())
    free = VisitSlot.objects.visible_to(request.membership).free(timezone.now()).select_related("adviser", "chamber")
    context = {"diagnostic": visit, "slots": free.order_by("starts_at", "pk")[:MOST_HOURS], "fault": fault}
    return render(request, "planning/visit_hour.html", context, status=_status(request, fault))


def _status(request: MemberRequest, fault: str) -> int:
    if not fault:
        return 200
    return 409 if request.POST.get("slot") else 422


def _booked(request: MemberRequest, visit: Diagnostic) -> str:
    """What kept the hour from being taken, in words; empty when it was."""
    wanted = request.POST.get("slot", "")
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 19):
        return _("Choisissez une heure.")
    slot = VisitSlot.objects.visible_to(request.membership).filter(pk=int(wanted)).first()
    try:
        if slot is None:
            raise SlotTaken
        book_slot(slot_id=slot.pk, company=visit.company, actor=Actor(user=request.user))
    except SlotTaken:
        return _("Cette heure vient d’être prise. En voici d’autres.")
    except VisitBegun:
        return _("Cette visite a déjà commencé.")
    return ""


@require_POST
def visit_free(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    visit = get_object_or_404(Diagnostic.objects.visible_to(request.membership).select_related("programme"), pk=pk)
    try:
        free_visit(diagnostic_id=visit.pk, actor=Actor(user=request.user))
    except VisitBegun:
        toast(request, _("Cette visite a déjà commencé."))
    else:
        toast(request, _("La visite reste à fixer."))
    return redirect(visit.get_absolute_url())
