"""A campaign: choosing to whom it goes, following it, reminding, stopping, taking the answers out."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from diagnostics.campaigns.exporting import answers_table, export_csv, export_xlsx
from diagnostics.campaigns.forms import CampaignForm
from diagnostics.campaigns.funnel import funnel_of
from diagnostics.campaigns.reminding import Reminded, remind_campaign
from diagnostics.campaigns.services import CampaignStopped, companies_left, edit_campaign, stop_campaign
from diagnostics.campaigns.silent import rows_of, silent_of
from diagnostics.models import Campaign, Questionnaire
from symbiose.http import MemberRequest
from symbiose.programmes.conflicts import edit_data, save_or_conflict
from symbiose.programmes.perms import may
from symbiose.programmes.submissions import claim_submission, new_submission_key
from symbiose.ui.toasts import toast

PER_PAGE = 25


def campaign_or_404(request: MemberRequest, pk: int) -> Campaign:
    campaigns = Campaign.objects.visible_to(request.membership)
    return get_object_or_404(campaigns.select_related("programme", "template", "created_by"), pk=pk)


@require_GET
def campaign_detail(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """How far the companies are, and who is to be called."""
    campaign = campaign_or_404(request, pk)
    silent = silent_of(_ours(request, campaign))
    page = Paginator(silent, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **_progress(request, campaign),
        "page": page,
        "silent": rows_of(page.object_list),
        "can_act": may(request.membership, "campaigns:remind", "POST"),
        "can_enter": may(request.membership, "questionnaires:enter", "POST"),
        "holds": request.programme.hold_messages,
        "submission_key": new_submission_key(),
    }
    template = "campaigns/partials/silent.html" if request.htmx else "campaigns/detail.html"
    return render(request, template, context)


@require_GET
def campaign_progress(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """The figures alone, asked for again every few seconds; without JavaScript the page shows them."""
    campaign = campaign_or_404(request, pk)
    if not request.htmx:
        return redirect(campaign.get_absolute_url())
    return render(request, "campaigns/partials/progress.html", _progress(request, campaign))


def _ours(request: MemberRequest, campaign: Campaign) -> Any:
    return Questionnaire.objects.visible_to(request.membership).filter(campaign=campaign)


def _progress(request: MemberRequest, campaign: Campaign) -> dict[str, Any]:
    left = companies_left(campaign).count() if campaign.is_running and not campaign.sent_at else 0
    return {
        "campaign": campaign,
        "funnel": funnel_of(_ours(request, campaign)),
        "left": left,
        "opened_so_far": campaign.chosen - left,
    }


@require_http_methods(["GET", "POST"])
def campaign_edit(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """Another title, other words, a later day."""
    campaign = campaign_or_404(request, pk)
    form = CampaignForm(edit_data(request, campaign), instance=campaign)
    if request.method == "POST" and form.is_valid():
        try:
            return _edited(request, form) or redirect(campaign.get_absolute_url())
        except CampaignStopped:
            form.add_error(None, _("Cette campagne est arrêtée."))
    context = {"form": form, "campaign": campaign, "version": request.POST.get("version", campaign.version)}
    return render(request, "campaigns/edit.html", context, status=422 if form.errors else 200)


def _edited(request: MemberRequest, form: CampaignForm) -> HttpResponse | None:
    return save_or_conflict(
        request,
        form,
        lambda version: edit_campaign(
            campaign=form.instance, fields=list(form.cleaned_data), expected_version=version
        ),
    )


@require_POST
def campaign_remind(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    campaign = campaign_or_404(request, pk)
    try:
        with transaction.atomic():
            if claim_submission(request):
                toast(request, _reminded(request, remind_campaign(campaign=campaign, actor=request.user)))
    except CampaignStopped:
        toast(request, _("Cette campagne est arrêtée : plus rien ne part."))
    return redirect(campaign.get_absolute_url())


def _reminded(request: MemberRequest, done: Reminded) -> str:
    if not done.ready:
        return _("Personne à relancer aujourd’hui : chacun l’a été, ou n’a pas d’adresse.")
    ready = ngettext("%(n)s relance est prête", "%(n)s relances sont prêtes", done.ready) % {"n": done.ready}
    held = _(" ; elles attendent votre relecture.") if request.programme.hold_messages else "."
    return ready + held


@require_POST
def campaign_stop(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    campaign = campaign_or_404(request, pk)
    stop_campaign(campaign_id=campaign.pk, actor=request.user)
    toast(request, _("Campagne arrêtée : les réponses ne changent plus, plus rien ne part."))
    return redirect(campaign.get_absolute_url())


@require_GET
def campaign_answers(request: MemberRequest, programme_slug: str, pk: int, kind: str) -> HttpResponse:
    """One row a company, one column a question."""
    campaign = campaign_or_404(request, pk)
    writers = {"csv": export_csv, "xlsx": export_xlsx}
    if kind not in writers:
        raise Http404
    table = answers_table(campaign, _ours(request, campaign), request.membership)
    return writers[kind](table, f"reponses-{slugify(campaign.title)[:40] or campaign.pk}")
