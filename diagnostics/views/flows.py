from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from companies.models import Company
from diagnostics.attachments.places import place_of_flow
from diagnostics.attachments.receiving import receive_with_line
from diagnostics.attachments.services import give_to_line
from diagnostics.attachments.strips import staff_strip
from diagnostics.enums import Direction, Family, Origin
from diagnostics.filters import FlowFilter
from diagnostics.flow_forms import CANDIDATES, LONGEST_LABEL, FlowForm, read_uuid, typed_amount
from diagnostics.lines import by_direction, may_read_line_note, may_read_private_note, rows_of
from diagnostics.models import Attachment, Diagnostic, Flow
from diagnostics.services.flows import edit_flow, end_flow, record_flow, restore_flow
from diagnostics.services.visits import start_visit
from diagnostics.suggestions import suggest, words_of
from diagnostics.views.visits import PER_PAGE, visible_diagnostic, visit_context
from symbiose.http import MemberRequest
from symbiose.journal.services import Actor
from symbiose.lexicon.spoken import read_line
from symbiose.nomenclatures.naf import search_naf
from symbiose.nomenclatures.waste_list import search_ewc
from symbiose.programmes.conflicts import edit_data, save_or_conflict
from symbiose.programmes.perms import may
from symbiose.ui.parts import render_part
from symbiose.ui.toasts import toast

State = Diagnostic.State


@require_http_methods(["GET", "POST"])
def flow_create(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """The next line of a visit. The first one starts the visit; sent twice, it is recorded once."""
    diagnostic = visible_diagnostic(request, pk)
    if request.method == "GET":
        return redirect(diagnostic.get_absolute_url())
    private = may_read_private_note(diagnostic, request.membership)
    form = FlowForm(request.POST, membership=request.membership, with_private_note=private)
    if not form.is_valid():
        return _visit(request, diagnostic, form, status=422)
    actor = Actor(user=request.user)
    flow = record_flow(
        company=diagnostic.company,
        values=form.values,
        origin_kind=Origin.DIAGNOSTIC,
        origin_uuid=diagnostic.uuid,
        actor=actor,
        flow_uuid=form.cleaned_data["line_uuid"],
    )
    _give_photo(request, flow, form.cleaned_data["photo"])
    photos = receive_with_line(request, place_of_flow(flow), actor)
    if diagnostic.state == State.PLANNED:
        diagnostic = start_visit(diagnostic_id=diagnostic.pk, actor=actor)
    if request.htmx:
        return _visit(request, visible_diagnostic(request, pk), None, photo_fault=photos.fault)
    if photos.fault:
        messages.error(request, _("La ligne est gardée, pas sa photo. %(why)s") % {"why": photos.fault})
    return redirect(_after_line(request, diagnostic))


def _after_line(request: MemberRequest, diagnostic: Diagnostic) -> str:
    """Back to the form of the next line, or to the question from which the line was noted."""
    section = request.POST.get("section", "")
    if request.POST.get("tab") != "questions" or read_uuid(section) is None:
        return f"{diagnostic.get_absolute_url()}#ligne"
    address = reverse("diagnostics:questions", args=[diagnostic.programme.slug, diagnostic.pk])
    return f"{address}?section={section}#section-{section}"


def _give_photo(request: MemberRequest, flow: Flow, photo: uuid.UUID | None) -> None:
    """The photo from which the line was made becomes the line's own."""
    taken = Attachment.objects.visible_to(request.membership).kept().filter(uuid=photo or uuid.UUID(int=0)).first()
    if taken:
        give_to_line(attachment_id=taken.pk, flow=flow, actor=Actor(user=request.user))


def _visit(
    request: MemberRequest, diagnostic: Diagnostic, form: FlowForm | None, status: int = 200, photo_fault: str = ""
) -> HttpResponse:
    template = "diagnostics/partials/lines.html" if request.htmx else "diagnostics/detail.html"
    context = visit_context(request, diagnostic, form) | {"fresh": form is None, "photo_fault": photo_fault}
    return render(request, template, context, status=status)


def _visible_flow(request: MemberRequest, pk: int) -> Flow:
    """A line that the member may change: visible, of a company whose page they may open."""
    flows = Flow.objects.visible_to(request.membership).filter(
        company__in=Company.objects.visible_to(request.membership)
    )
    return get_object_or_404(flows.select_related("programme", "company"), pk=pk)


@require_http_methods(["GET", "POST"])
def flow_edit(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    flow = _visible_flow(request, pk)
    private = may_read_line_note(flow, request.membership)
    form = FlowForm(edit_data(request, flow), instance=flow, membership=request.membership, with_private_note=private)
    if request.method == "POST" and form.is_valid():
        conflict = save_or_conflict(
            request, form, lambda version: edit_flow(flow_id=pk, values=form.values, expected_version=version)
        )
        return conflict or redirect(_back(request, flow))
    context = {
        "form": form,
        "flow": flow,
        "back": _back(request, flow),
        "strip": staff_strip(place_of_flow(flow), request.membership),
        "version": request.POST.get("version", flow.version),
    }
    return render(request, "diagnostics/flow_edit.html", context, status=422 if form.errors else 200)


def _back(request: MemberRequest, flow: Flow) -> str:
    """Where a line was changed from: the visit that is open, else the last one, else the company."""
    visits = Diagnostic.objects.visible_to(request.membership).filter(company=flow.company_id)
    own = visits.filter(uuid=flow.origin_uuid or uuid.UUID(int=0)).first()
    visit = own or visits.order_by("-visit_on", "-pk").first()
    if visit:
        return reverse("diagnostics:detail", args=[flow.programme.slug, visit.pk])
    return flow.company.get_absolute_url()


@require_POST
def flow_end(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    flow = _visible_flow(request, pk)
    end_flow(flow_id=flow.pk, actor=Actor(user=request.user))
    undo = reverse("diagnostics:flow_restore", args=[programme_slug, flow.pk])
    toast(request, _("« %(label)s » est retirée.") % {"label": flow.label}, undo_url=undo)
    return redirect(_back(request, flow))


@require_POST
def flow_restore(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    flow = _visible_flow(request, pk)
    restore_flow(flow_id=flow.pk, actor=Actor(user=request.user))
    return redirect(_back(request, flow))


@require_GET
def flow_suggest(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """What a line says beside its label, and the family and waste codes that the label suggests, as chips under it."""
    said = read_line(request.GET.get("label", "")[:LONGEST_LABEL], today=timezone.localdate())
    direction = said.direction or request.GET.get("direction", Direction.RESOURCE)
    found = suggest(said.label, direction=direction)
    context = {
        "suggestion": found,
        "said": said if said.says_more else None,
        "said_words": words_of(said),
        "quantity_typed": typed_amount(said.quantity),
    }
    return render_part(request, "diagnostics/partials/suggestions.html", context, title=_("Propositions"))


@require_GET
def ewc_search(request: MemberRequest, programme_slug: str) -> HttpResponse:
    found = [(code.code, code.label) for code in search_ewc(request.GET.get("ewc_query", ""), CANDIDATES)]
    context = {"codes": found, "name": "ewc_code"}
    return render_part(request, "diagnostics/partials/codes.html", context, title=_("Codes déchet"))


@require_GET
def naf_search(request: MemberRequest, programme_slug: str) -> HttpResponse:
    found = [(activity.code, activity.label) for activity in search_naf(request.GET.get("naf_query", ""), CANDIDATES)]
    context = {"codes": found, "name": "naf_code"}
    return render_part(request, "diagnostics/partials/codes.html", context, title=_("Codes NAF"))


@require_GET
def company_flows(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """What a company proposes and seeks: a card of its page, fetched by htmx, or a page of its own."""
    company = get_object_or_404(Company.objects.visible_to(request.membership).select_related("programme"), pk=pk)
    flows = Flow.objects.visible_to(request.membership).current().filter(company=company)
    rows = rows_of(flows, company)
    visits = Diagnostic.objects.visible_to(request.membership).filter(company=company)
    context = {
        "company": company,
        "rows": rows,
        "sides": by_direction(rows),
        "visit": visits.select_related("programme").order_by("-visit_on", "-pk").first(),
        "can_create": may(request.membership, "diagnostics:create", "POST"),
    }
    template = "diagnostics/partials/company_card.html" if request.htmx else "diagnostics/company_flows.html"
    return render(request, template, context)


@require_GET
def flow_list(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """All lines of the programme that the reader may see; of another chamber’s company, an adviser reads no name."""
    membership = request.membership
    flows = Flow.objects.visible_to(membership).current().select_related("company")
    filterset = FlowFilter(request.GET, queryset=flows, membership=membership)
    page = Paginator(filterset.qs.order_by("label", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    shown = [flow.company_id for flow in page]
    context = {
        "page": page,
        "filterset": filterset,
        "named": set(Company.objects.visible_to(membership).filter(pk__in=shown).values_list("pk", flat=True)),
        "directions": Direction.choices,
        "families": Family.choices,
        "can_import": may(membership, "diagnostics:import", "POST"),
        "can_open_visits": may(membership, "diagnostics:list"),
    }
    template = "diagnostics/partials/flow_table.html" if request.htmx else "diagnostics/flow_list.html"
    return render(request, template, context)
