"""« Envoyer un questionnaire » : whom the filter finds, the words, a look at the message, then one gesture."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from companies.models import Company
from diagnostics.campaigns.filters import RecipientFilter, default_choice
from diagnostics.campaigns.forms import CampaignForm, RecipientsForm
from diagnostics.campaigns.recipients import SHOWN, Recipient, reach_of, recipients_of, with_address
from diagnostics.campaigns.services import CampaignPlan, open_campaign
from diagnostics.models import Campaign, Template
from diagnostics.services.templates import current_template
from symbiose.http import MemberRequest, posted
from symbiose.programmes.submissions import claim_submission, new_submission_key
from symbiose.ui.toasts import toast

LONGEST_KEY = 19  # digits of a row's key


@require_http_methods(["GET", "POST"])
def campaign_create(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """The filter is in the address, so that a look at the message or a fault keeps what was found."""
    template = _template(request)
    filterset = _filterset(request, template)
    companies = list(with_address(filterset.qs.order_by("name_key", "pk").distinct()))
    form = CampaignForm(posted(request), instance=Campaign(programme=request.programme, template=template))
    recipients = RecipientsForm(posted(request), shown=companies[:SHOWN], rest=companies[SHOWN:])
    is_right = request.method == "POST" and form.is_valid() and recipients.is_valid()
    if is_right and request.POST.get("do") == "send":
        return _opened(request, template, form, recipients)
    if request.method != "POST":
        form.initial["title"] = _title(request, template)
    rows = recipients_of(recipients.shown, template)
    context = {
        "form": form,
        "recipients": recipients,
        "filterset": filterset,
        "rows": rows,
        "reach": reach_of(rows),
        "template": template,
        "letter": _letter(form, rows) if is_right else "",
        **_around(request),
    }
    return render(request, _page(request), context, status=422 if form.errors or recipients.errors else 200)


def _page(request: MemberRequest) -> str:
    is_part = request.htmx and request.method == "GET"
    return "campaigns/partials/recipients.html" if is_part else "campaigns/create.html"


def _around(request: MemberRequest) -> dict[str, Any]:
    is_post = request.method == "POST"
    return {
        "templates": _templates(request),
        "chosen": set(request.POST.getlist("companies")) if is_post else None,
        "holds": request.programme.hold_messages,
        "submission_key": request.POST.get("submission_key") or new_submission_key(),
    }


def _templates(request: MemberRequest) -> QuerySet[Template]:
    ours = Template.objects.visible_to(request.membership).filter(kind=Template.Kind.QUESTIONNAIRE)
    return ours.filter(pk__in=Template.objects.current().values("pk")).order_by("title", "pk")


def _template(request: MemberRequest) -> Template:
    """The questions asked for, else those in use."""
    wanted = request.GET.get("template", "")
    if wanted.isascii() and wanted.isdigit() and len(wanted) < LONGEST_KEY:
        found = _templates(request).filter(pk=int(wanted)).first()
        if found:
            return found
    return current_template(request.programme)


def _filterset(request: MemberRequest, template: Template) -> RecipientFilter:
    """What the address says; with no filter in it, the companies visited that these questions have not reached."""
    asked = {name for name in request.GET if name not in {"template", "page"}}
    data = request.GET if asked else default_choice()
    companies = Company.objects.visible_to(request.membership).active()
    return RecipientFilter(data, queryset=companies, membership=request.membership, series=template.series)


def _title(request: MemberRequest, template: Template) -> str:
    """« Questionnaire complémentaire », and its number from the second campaign on."""
    earlier = Campaign.objects.filter(programme=request.programme, template__series=template.series).count()
    return f"{template.title} {earlier + 1}" if earlier else template.title


def _letter(form: CampaignForm, rows: list[Recipient]) -> str:
    """The invitation as its first reader will have it, without the link."""
    first = rows[0] if rows else None
    context = {
        "intro": form.cleaned_data["intro"],
        "remaining": first.questions if first else 0,
        "known": first.known if first else 0,
        "minutes": first.minutes if first else 0,
        "answer_by": form.cleaned_data["answer_by"],
    }
    return render_to_string("emails/questionnaire_invitation.txt", context).strip()


@transaction.atomic
def _opened(
    request: MemberRequest, template: Template, form: CampaignForm, recipients: RecipientsForm
) -> HttpResponse:
    if not claim_submission(request):
        return redirect("questionnaires:list", programme_slug=request.programme.slug)
    words = {name: request.GET.getlist(name) for name in request.GET if name not in {"template", "page"}}
    plan = CampaignPlan(words=words, **form.cleaned_data)
    campaign = open_campaign(
        programme=request.programme, template=template, plan=plan, companies=recipients.chosen(), actor=request.user
    )
    toast(request, _sent(request, campaign))
    return redirect(campaign.get_absolute_url())


def _sent(request: MemberRequest, campaign: Campaign) -> str:
    if not campaign.sent_at:
        return _("L’envoi a commencé ; il continue sans vous.")
    count = campaign.chosen
    sent = ngettext("%(n)s questionnaire est prêt", "%(n)s questionnaires sont prêts", count) % {"n": count}
    return sent + (_(" ; les messages attendent votre relecture.") if request.programme.hold_messages else ".")
