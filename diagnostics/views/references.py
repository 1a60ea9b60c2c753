from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from diagnostics.models import Diagnostic
from symbiose.http import MemberRequest, typed_words
from symbiose.nomenclatures.catalogue import Found, Group, catalogue_lists, search_catalogue

PER_LIST, PER_LIST_ALONE = 8, 60
LARGEST_KEY = 2**63 - 1


@require_GET
def reference_lists(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """Wastes, activities and schemes, found by code or everyday word; from a visit, an entry begins a line."""
    words = typed_words(request)
    lists = catalogue_lists()
    only = request.GET.get("list", "")
    only = only if only in {group.key for group in lists} else ""
    visit = _visit(request)
    found = search_catalogue(words, limit=PER_LIST_ALONE if only else PER_LIST, only=only)
    context = {
        "words": words,
        "only": only,
        "lists": lists,
        "visit": visit,
        "groups": [(group, _rows(group, visit)) for group in found],
        "per_list": PER_LIST,
    }
    template = "diagnostics/partials/references_found.html" if request.htmx else "diagnostics/references.html"
    return render(request, template, context)


def _visit(request: MemberRequest) -> Diagnostic | None:
    typed = request.GET.get("visit", "")
    pk = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0
    if not pk:
        return None
    visits = Diagnostic.objects.visible_to(request.membership).select_related("company", "programme")
    return visits.filter(pk=min(pk, LARGEST_KEY)).first()


def _rows(group: Group, visit: Diagnostic | None) -> list[tuple[Found, str]]:
    return [(found, _line_address(group, found, visit)) for found in group.entries]


def _line_address(group: Group, found: Found, visit: Diagnostic | None) -> str:
    """The visit's form of a new line, begun with this entry."""
    if visit is None:
        return ""
    begun: dict[str, Any] = {"label": found.everyday or found.label}
    if group.key == "ewc":
        begun["ewc_code"] = found.code
    if group.key == "naf":
        begun = {"naf_code": found.code}
    address = reverse("diagnostics:detail", args=[visit.programme.slug, visit.pk])
    return f"{address}?{urlencode(begun)}#ligne"
