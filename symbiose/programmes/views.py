"""Settings of a programme, and its partners."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from symbiose.http import MemberRequest
from symbiose.programmes.conflicts import edit_data, save_or_conflict
from symbiose.programmes.forms import NewPartnerForm, PartnerForm, SettingsForm
from symbiose.programmes.models import Partner, Programme
from symbiose.programmes.perms import may
from symbiose.programmes.services import create_partner, delete_partner, save_partner, save_settings
from symbiose.programmes.submissions import claim_submission
from symbiose.programmes.tabs import settings_tabs
from symbiose.ui.toasts import toast


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: MemberRequest, programme_slug: str) -> HttpResponse:
    programme = Programme.objects.get(pk=request.programme.pk)  # apart from the one that the page's bar shows
    form = SettingsForm(edit_data(request, programme), instance=programme)
    if form.is_valid():
        saved = save_or_conflict(
            request,
            form,
            lambda version: save_settings(
                programme=programme, expected_version=version, fields=form.Meta.fields, actor=request.user
            ),
        )
        return saved or _saved(request, "programmes:settings", _("Réglages enregistrés."))
    context = {"form": form, "version": programme.version, "tabs": settings_tabs(request)}
    return render(request, "programmes/settings.html", context, status=422 if form.errors else 200)


@require_safe
def partners(request: MemberRequest, programme_slug: str) -> HttpResponse:
    context = {
        "partners": Partner.objects.visible_to(request.membership),
        "can_edit": may(request.membership, "programmes:partner_edit", "POST"),
        "tabs": settings_tabs(request),
    }
    return render(request, "programmes/partners.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def partner_create(request: MemberRequest, programme_slug: str) -> HttpResponse:
    blank = Partner(programme=request.programme)
    form = NewPartnerForm(request.POST if request.method == "POST" else None, instance=blank)
    if form.is_valid():
        with transaction.atomic():
            if claim_submission(request):
                create_partner(partner=form.instance, actor=request.user)
        return _saved(request, "programmes:partners", _("Partenaire ajouté."))
    context = {"form": form, "tabs": settings_tabs(request)}
    return render(request, "programmes/partner_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def partner_edit(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    partner = get_object_or_404(Partner.objects.visible_to(request.membership), pk=pk)
    form = PartnerForm(edit_data(request, partner), instance=partner)
    if form.is_valid():
        saved = save_or_conflict(
            request,
            form,
            lambda version: save_partner(partner=partner, expected_version=version, fields=form.Meta.fields),
        )
        return saved or _saved(request, "programmes:partners", _("Partenaire enregistré."))
    context = {"form": form, "partner": partner, "version": partner.version, "tabs": settings_tabs(request)}
    return render(request, "programmes/partner_form.html", context, status=422 if form.errors else 200)


@require_POST
def partner_delete(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    partner = get_object_or_404(Partner.objects.visible_to(request.membership), pk=pk)
    try:
        delete_partner(partner=partner, actor=request.user)
    except ProtectedError:
        messages.error(request, _("Ce partenaire a des membres ou des diagnostics : il reste dans la liste."))
        return redirect("programmes:partners", programme_slug=programme_slug)
    return _saved(request, "programmes:partners", _("Partenaire retiré."))


def _saved(request: MemberRequest, where: str, words: str) -> HttpResponse:
    toast(request, words)
    return redirect(where, programme_slug=request.programme.slug)
