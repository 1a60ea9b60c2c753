"""After the visit, for staff: the fiche as a PDF, what became of it, and the company's agreement."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from companies.models import Company
from diagnostics.models import Diagnostic, Flow
from diagnostics.report.agreement_text import agreement_text
from diagnostics.report.agreements import last_agreement, sign_agreement, standing_agreement, withdraw_agreement
from diagnostics.report.corrections import corrected_at
from diagnostics.report.editions import report_filename, report_for_member
from diagnostics.report.forms import AgreementForm, WithdrawForm
from diagnostics.report.sending import recipient_of, send_report, sendings_of
from diagnostics.report.signature import path_of
from diagnostics.views.visits import visible_diagnostic
from symbiose.http import MemberRequest, posted
from symbiose.journal.services import Actor
from symbiose.programmes.perms import may
from symbiose.stored_pdf_views import serve
from symbiose.ui.parts import render_part
from symbiose.ui.toasts import toast


@require_GET
def report_pdf(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse | FileResponse:
    diagnostic = visible_diagnostic(request, pk)
    return serve(
        request,
        report_for_member(diagnostic, request.membership),
        filename=report_filename(diagnostic),
        title=str(diagnostic.company),
        back=diagnostic.get_absolute_url(),
    )


@require_GET
def panel(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """What became of the fiche: sent, corrected, confirmed, with the company's remark. A part of the visit's page."""
    diagnostic = visible_diagnostic(request, pk)
    context = {
        "diagnostic": diagnostic,
        "sendings": sendings_of(diagnostic),
        "recipient": recipient_of(diagnostic.company),
        "corrected": _corrected(request, diagnostic),
        "agreement": last_agreement(diagnostic.company),
        "can_send": may(request.membership, "report:send", "POST"),
    }
    return render_part(request, "diagnostics/partials/report_panel.html", context, title=str(diagnostic.company))


def _corrected(request: MemberRequest, diagnostic: Diagnostic) -> list[tuple[Flow, Any]]:
    """The lines that the company corrected or wrote, as far as this member may read them, the last first."""
    when = corrected_at(diagnostic.company)
    flows = Flow.objects.visible_to(request.membership).filter(pk__in=when)
    return sorted(((flow, when[flow.pk]) for flow in flows), key=lambda row: row[1], reverse=True)


@require_POST
def report_send(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """Send the link again; once a day to one person."""
    diagnostic = visible_diagnostic(request, pk)
    if diagnostic.completed_at is None:
        toast(request, _("La fiche part à la fin de la visite."))
    elif send_report(diagnostic=diagnostic, actor=Actor(user=request.user), again=True):
        toast(request, _("La fiche part par courriel."))
    else:
        toast(request, _("Aucun courriel connu pour cette entreprise : imprimez la fiche, ou ajoutez un contact."))
    return redirect(diagnostic.get_absolute_url())


@require_http_methods(["GET", "POST"])
def visit_agreement(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """Signed on the tablet, at the end of the visit."""
    diagnostic = visible_diagnostic(request, pk)
    company = diagnostic.company
    form = AgreementForm(posted(request), company=company)
    if request.method == "POST" and form.is_valid():
        sign_agreement(
            company=company,
            agreement_uuid=form.cleaned_data["agreement_uuid"],
            signing=form.signing,
            actor=Actor(user=request.user),
            diagnostic=diagnostic,
        )
        toast(request, _("Accord signé."))
        return redirect(_after_signing(request, diagnostic))
    context = agreement_context(diagnostic, form) | {"diagnostic": diagnostic}
    return render(request, "diagnostics/agreement.html", context, status=422 if form.errors else 200)


def agreement_context(diagnostic: Diagnostic, form: AgreementForm | None = None) -> dict[str, Any]:
    """What the agreement's card shows at the end of a visit: the one in force, else the text and the form."""
    company = diagnostic.company
    return {
        "standing": standing_agreement(company),
        "agreement_form": form or AgreementForm(company=company),
        "agreement_text": agreement_text(diagnostic.programme, diagnostic.chamber.name),
    }


def _after_signing(request: MemberRequest, diagnostic: Diagnostic) -> str:
    if diagnostic.completed_at is not None:
        return diagnostic.get_absolute_url()
    kwargs = {"programme_slug": request.programme.slug, "pk": diagnostic.pk}
    return reverse("diagnostics:complete", kwargs=kwargs)


@require_http_methods(["GET", "POST"])
def company_agreement(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """The agreement of a company as it was signed; staff withdraws it when the company asks."""
    company = get_object_or_404(Company.objects.visible_to(request.membership), pk=pk)
    agreement = last_agreement(company)
    form = WithdrawForm(posted(request))
    if request.method == "POST" and agreement and form.is_valid():
        asked_by = _("%(who)s, à sa demande") % {"who": form.cleaned_data["asked_by"]}
        withdraw_agreement(agreement_id=agreement.pk, actor=Actor(user=request.user), withdrawn_by=asked_by)
        toast(request, _("Accord retiré : les lignes ne sont plus lues que par les conseillers de ses chambres."))
        return redirect("report:company_agreement", programme_slug=programme_slug, pk=pk)
    context = {
        "company": company,
        "agreement": agreement,
        "signature": path_of(agreement.signature) if agreement else "",
        "form": form,
        "can_withdraw": may(request.membership, "report:company_agreement", "POST"),
    }
    refused = request.method == "POST"  # nothing to withdraw, or nobody named who asked
    return render(request, "diagnostics/company_agreement.html", context, status=422 if refused else 200)
