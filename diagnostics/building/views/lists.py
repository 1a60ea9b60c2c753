"""All templates of a programme, one row per series; making, copying, putting away."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from diagnostics.building.forms import NewTemplateForm
from diagnostics.building.series import series_of
from diagnostics.building.views.drafts_of import address_of, visible_template
from diagnostics.models import Template
from diagnostics.services.templates import archive_series, duplicate_template, new_template, restore_series
from symbiose.http import MemberRequest, posted
from symbiose.programmes.perms import may
from symbiose.programmes.submissions import claim_submission
from symbiose.programmes.tabs import settings_tabs
from symbiose.ui.toasts import toast

PER_PAGE = 25


@require_safe
def template_list(request: MemberRequest, programme_slug: str) -> HttpResponse:
    archived = "archived" in request.GET
    every = series_of(Template.objects.visible_to(request.membership))
    rows = [series for series in every if series.is_archived == archived]
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "archived": archived,
        "archived_count": sum(1 for series in every if series.is_archived),
        "can_edit": may(request.membership, "templates:create", "POST"),
        "tabs": settings_tabs(request),
    }
    return render(request, "building/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def template_create(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """A new template: empty, or a copy of another."""
    offered = Template.objects.visible_to(request.membership).current().defer("schema")
    initial = {"start": request.GET.get("start")}
    form = NewTemplateForm(posted(request), templates=offered, initial=initial)
    if form.is_valid():
        with transaction.atomic():
            made = _make(request, form) if claim_submission(request) else None
        return redirect(address_of("edit", made, request)) if made else _to_list(request)
    return render(request, "building/create.html", {"form": form}, status=422 if form.errors else 200)


def _make(request: MemberRequest, form: NewTemplateForm) -> Template:
    start, title = form.cleaned_data["start"], form.cleaned_data["title"]
    if start:
        return duplicate_template(template=start, title=title, actor=request.user)
    return new_template(programme=request.programme, kind=form.cleaned_data["kind"], title=title, actor=request.user)


@require_POST
def template_archive(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """Put a series away: nobody chooses it any more, what was answered stays."""
    template = visible_template(request, pk)
    archive_series(template=template, actor=request.user)
    toast(request, _("Modèle archivé."), undo_url=address_of("restore", template, request))
    return _to_list(request)


@require_POST
def template_restore(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    template = visible_template(request, pk)
    restore_series(template=template, actor=request.user)
    toast(request, _("Modèle remis dans la liste."))
    return _to_list(request)


def _to_list(request: MemberRequest) -> HttpResponse:
    return redirect("templates:list", programme_slug=request.programme.slug)
