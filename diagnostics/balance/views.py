from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from companies.models import Company
from diagnostics.balance.choosing import Choice, choice_of
from diagnostics.balance.exporting import export
from diagnostics.balance.printing import content_to_print
from diagnostics.balance.records import needs_of, records_of
from diagnostics.balance.screens import (
    cell_id,
    drawable,
    drawing_of,
    leaving_of,
    leaving_sentence,
    sentence,
    tables_of,
)
from diagnostics.balance.tables import Balance, Cell, balance
from diagnostics.balance.themes import shared_needs, themed
from diagnostics.balance.words import cell_name, cell_note, quantity_text
from diagnostics.models import Flow, PrintedDocument
from diagnostics.printing import ask_for_document
from diagnostics.suggestions import theme_of
from symbiose.http import MemberRequest
from symbiose.programmes.perms import may
from symbiose.stored_pdf_views import serve

PER_PAGE = 25


def _read(request: MemberRequest) -> tuple[Choice, Balance]:
    records = records_of(request.programme)
    choice = choice_of(request.programme, records, request.GET)
    return choice, balance(records, choice.groups, family=choice.family)


@require_GET
def balance_detail(request: MemberRequest, programme_slug: str) -> HttpResponse:
    choice, found = _read(request)
    drawing = drawing_of(found, request.GET.get("d", ""))
    context = {
        "tab": "balance",
        "choice": choice,
        "balance": found,
        "sentence": sentence(found),
        "tables": tables_of(found, request.GET.get("o", "")),
        "drawing": drawing,
        "sankey": drawing.drawn(found.companies) if drawing else "",
        "drawable": drawable(found),
        "leaving": leaving_of(found),
        "leaving_sentence": leaving_sentence(found),
        "can_open_facts": may(request.membership, "balance:facts"),
        "can_plan": may(request.membership, "diagnostics:create", "POST"),
        "query": request.GET.urlencode(),
    }
    return render(request, "diagnostics/balance/detail.html", context)


@require_GET
def balance_needs(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """Where the same need occurs in at least three companies."""
    lines = needs_of(request.programme)
    choice = choice_of(request.programme, [record for _label, record in lines], request.GET)
    family = {f"family:{choice.family}"} if choice.family else set()
    needs = shared_needs(themed(lines, theme_of), choice.groups | family)
    context = {
        "tab": "needs",
        "choice": choice,
        "page": Paginator(needs, PER_PAGE).get_page(request.GET.get("page")),
        "most": max((need.companies for need in needs), default=0),
        "has_lines": bool(lines),
        "can_create": may(request.membership, "synergies:create", "POST"),
    }
    return render(request, "diagnostics/balance/needs.html", context)


@require_GET
def balance_facts(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """The lines behind a sum that is told; those that the reader may not see are counted, not shown."""
    asked = request.GET.get("cell", "")
    if not asked:
        return redirect("balance:detail", programme_slug=programme_slug)
    choice, found = _read(request)
    cell = next((cell for cell in found.cells if cell_id(cell.key) == asked), None)
    if cell is None:
        raise Http404
    context = {"choice": choice, "cell": cell, **_facts(request, cell)}
    return render(request, "diagnostics/balance/facts.html", context)


def _facts(request: MemberRequest, cell: Cell) -> dict[str, Any]:
    flows = Flow.objects.visible_to(request.membership).filter(pk__in=cell.lines).select_related("company")
    page = Paginator(flows.order_by("label", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    shown = [flow.company_id for flow in page]
    named = Company.objects.visible_to(request.membership).filter(pk__in=shown)
    back = request.GET.copy()
    for name in ("cell", "page"):
        back.pop(name, None)
    return {
        "name": cell_name(cell.key),
        "note": cell_note(cell.key),
        "amount": quantity_text(cell.quantity, cell.key.dimension, once=cell.key.once),
        "page": page,
        "hidden": len(cell.lines) - page.paginator.count,
        "named": set(named.values_list("pk", flat=True)),
        "back": back.urlencode(),
    }


@require_GET
def balance_export(request: MemberRequest, programme_slug: str) -> HttpResponse:
    _choice, found = _read(request)
    return export(found, kind=request.GET.get("format", ""))


@require_GET
def balance_pdf(request: MemberRequest, programme_slug: str) -> HttpResponse | FileResponse:
    """The same balance on paper, under the same filters. What is printed is what may be told: one file for all."""
    choice, found = _read(request)
    content = content_to_print(
        request.programme, choice, found, dimension=request.GET.get("d", ""), today=timezone.localdate()
    )
    document = ask_for_document(programme_id=request.programme.pk, kind=PrintedDocument.Kind.BALANCE, content=content)
    back = f"{reverse('balance:detail', args=[programme_slug])}?{request.GET.urlencode()}"
    return serve(request, document, filename="bilan-de-flux.pdf", title=_("Bilan de flux"), back=back)
