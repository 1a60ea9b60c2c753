from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from diagnostics.attachments.places import Place
from diagnostics.attachments.strips import staff_strip
from diagnostics.filters import DiagnosticFilter
from diagnostics.flow_forms import FlowForm, fresh_line_form
from diagnostics.forms import NotesForm, PlanForm, VisitForm, advisers_for, find_companies
from diagnostics.lines import may_read_private_note, rows_of, saved_at
from diagnostics.models import Diagnostic, Flow
from diagnostics.offline.conflict_words import by_field, shown_conflicts
from diagnostics.planning.assessments import assess
from diagnostics.services.visits import (
    IllegalTransition,
    change_plan,
    plan_visit,
    save_notes,
    start_visit,
)
from symbiose.http import MemberRequest
from symbiose.journal.services import Actor
from symbiose.programmes.conflicts import edit_data, save_or_conflict
from symbiose.programmes.perms import may
from symbiose.ui.toasts import toast

PER_PAGE = 25


def visible_diagnostic(request: MemberRequest, pk: int) -> Diagnostic:
    diagnostics = Diagnostic.objects.visible_to(request.membership)
    related = diagnostics.select_related("programme", "company", "adviser", "chamber", "template")
    return get_object_or_404(related, pk=pk)


@require_GET
def diagnostic_list(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """The visits of the programme; an adviser sees their own first, and those of their chamber on demand."""
    membership = request.membership
    mine = membership.is_adviser and "adviser" not in request.GET and not request.GET.get("all")
    diagnostics = Diagnostic.objects.visible_to(membership).select_related("company", "adviser", "chamber")
    filterset = DiagnosticFilter(
        request.GET, queryset=diagnostics.filter(adviser=request.user) if mine else diagnostics
    )
    today = timezone.localdate()
    ordered = filterset.qs.with_line_count().soonest_first(today)
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    assessments = assess(list(page.object_list), request.programme)
    context = {
        "page": page,
        "rows": [(diagnostic, assessments[diagnostic.pk]) for diagnostic in page.object_list],
        "today": today,
        "filterset": filterset,
        "states": Diagnostic.State.choices,
        "advisers": advisers_for(membership),
        "mine": mine,
        "can_choose_mine": membership.is_adviser,
        "can_create": may(membership, "diagnostics:create", "POST"),
    }
    template = "diagnostics/partials/table.html" if request.htmx else "diagnostics/list.html"
    return render(request, template, context)


@require_http_methods(["GET", "POST"])
def diagnostic_create(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """Plan a visit. Asked by htmx with a few letters, it answers with the companies found."""
    form = VisitForm(
        request.POST if request.method == "POST" else None, membership=request.membership, initial=_asked(request)
    )
    if request.htmx and request.method == "GET":
        found = find_companies(form.companies, request.GET.get("company_query", ""))
        return render(request, "diagnostics/partials/companies_found.html", {"companies": found})
    if request.method == "POST" and form.is_valid():
        diagnostic = plan_visit(
            company=form.cleaned_data["company"],
            adviser=form.cleaned_data["adviser_membership"],
            visit_on=form.cleaned_data["visit_on"],
            visit_at=form.cleaned_data["visit_at"],
            template=form.cleaned_data["template"],
            actor=Actor(user=request.user),
            diagnostic_uuid=form.cleaned_data["visit_uuid"],
        )
        return redirect(diagnostic.get_absolute_url())
    context = {"form": form, "chosen": form.companies.filter(pk=_number(request, "company") or 0).first()}
    return render(request, "diagnostics/create.html", context, status=422 if form.errors else 200)


def _asked(request: MemberRequest) -> dict[str, Any]:
    return {"company": _number(request, "company")} if _number(request, "company") else {}


def _number(request: MemberRequest, name: str) -> int | None:
    typed = request.POST.get(name) or request.GET.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None


@require_GET
def diagnostic_detail(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    diagnostic = visible_diagnostic(request, pk)
    return render(request, "diagnostics/detail.html", visit_context(request, diagnostic))


def visit_context(request: MemberRequest, diagnostic: Diagnostic, form: FlowForm | None = None) -> dict[str, Any]:
    """All that the visit screen shows: the lines, the form of the next one, the notes, when it was saved."""
    membership = request.membership
    flows = Flow.objects.visible_to(membership).current().filter(company=diagnostic.company_id)
    flows = flows.with_photo_count().order_by("pk")
    private = may_read_private_note(diagnostic, membership)
    saved = saved_at(diagnostic)
    conflicts = shown_conflicts(diagnostic, membership)
    is_open = diagnostic.state in {Diagnostic.State.PLANNED, Diagnostic.State.IN_PROGRESS}
    return {
        "diagnostic": diagnostic,
        "current": "lines",
        "layout": "diagnostics/base_visit.html" if is_open else "base.html",
        "rows": rows_of(flows, diagnostic.company),
        "form": form or fresh_line_form(membership=membership, with_private_note=private, asked=request.GET),
        "notes_form": NotesForm(instance=diagnostic, with_private_note=private),
        "version": diagnostic.version,
        "saved_at": saved,
        "saved_today": saved is not None and timezone.localdate(saved) == timezone.localdate(),
        "conflicts": conflicts,
        "conflicts_by_field": by_field(conflicts),
        "is_open": is_open,
        "assessment": assess([diagnostic], request.programme)[diagnostic.pk],
        "can_edit": may(membership, "diagnostics:edit", "POST"),
    }


@require_http_methods(["GET", "POST"])
def diagnostic_edit(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    diagnostic = visible_diagnostic(request, pk)
    form = PlanForm(edit_data(request, diagnostic), instance=diagnostic, membership=request.membership)
    if request.method == "POST" and form.is_valid():
        conflict = save_or_conflict(
            request,
            form,
            lambda version: change_plan(
                diagnostic_id=pk,
                adviser=form.cleaned_data["adviser_membership"],
                visit_on=form.cleaned_data["visit_on"],
                visit_at=form.cleaned_data["visit_at"],
                expected_version=version,
            ),
        )
        return conflict or redirect(diagnostic.get_absolute_url())
    context = {"form": form, "diagnostic": diagnostic, "version": request.POST.get("version", diagnostic.version)}
    return render(request, "diagnostics/edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def diagnostic_notes(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    diagnostic = visible_diagnostic(request, pk)
    private = may_read_private_note(diagnostic, request.membership)
    form = NotesForm(edit_data(request, diagnostic), instance=diagnostic, with_private_note=private)
    if request.method == "POST" and form.is_valid():
        conflict = save_or_conflict(
            request,
            form,
            lambda version: save_notes(diagnostic_id=pk, texts=form.cleaned_data, expected_version=version),
        )
        return conflict or redirect("diagnostics:notes", programme_slug=programme_slug, pk=pk)
    context = visit_context(request, diagnostic) | {
        "current": "notes",
        "notes_form": form,
        "strip": staff_strip(Place(diagnostic.company, diagnostic), request.membership),
        "version": request.POST.get("version", diagnostic.version),
    }
    return render(request, "diagnostics/notes.html", context, status=422 if form.errors else 200)


@require_POST
def diagnostic_start(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    diagnostic = visible_diagnostic(request, pk)
    try:
        start_visit(diagnostic_id=diagnostic.pk, actor=Actor(user=request.user))
    except IllegalTransition:
        toast(request, _("Cette visite est déjà terminée."))
    return redirect(diagnostic.get_absolute_url())
