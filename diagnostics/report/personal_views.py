"""The fiche on a company's own page: read, correct, complete, confirm; and the agreement to share."""

from __future__ import annotations

import uuid
from typing import Any, cast

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from companies.models import Company, Contact
from diagnostics.company_neighbours import neighbours_with_same_needs
from diagnostics.enums import Level
from diagnostics.lines import by_direction, rows_of
from diagnostics.models import DataAgreement, Diagnostic, Flow
from diagnostics.report.agreement_text import agreement_text
from diagnostics.report.agreements import Signing, chamber_name, last_agreement, sign_agreement, withdraw_agreement
from diagnostics.report.content import answer_before
from diagnostics.report.corrections import (
    add_own_line,
    correct_line,
    corrected_at,
    end_own_line,
    leave_remark,
    recently_ended,
    take_back_line,
)
from diagnostics.report.editions import report_filename, report_for_company
from diagnostics.report.forms import NewLineForm, OwnLineForm, RemarkForm
from diagnostics.report.signature import path_of
from diagnostics.views.personal import company_of
from symbiose.http import PersonalRequest, posted
from symbiose.journal.services import Actor
from symbiose.links.pages import personal_page
from symbiose.programmes.conflicts import typed_version
from symbiose.programmes.edits import EditConflict
from symbiose.stored_pdf_views import serve
from symbiose.ui.toasts import toast


def last_visit(company: Company) -> Diagnostic | None:
    visits = Diagnostic.objects.completed().filter(company=company)
    return visits.select_related("programme", "company", "adviser", "chamber").order_by("-completed_at").first()


def _own_line(request: PersonalRequest, line: uuid.UUID) -> Flow:
    flows = Flow.objects.current().select_related("company")
    return get_object_or_404(flows, company=company_of(request), uuid=line)


def _report(token: str) -> HttpResponse:
    return redirect("personal_report:report", token=token)


@personal_page()
@require_safe
def report(request: PersonalRequest, token: str) -> HttpResponse:
    """What the company proposes and seeks, who sees each line, and how many nearby are in the same case."""
    return render(request, "personal/report.html", _context(request, token))


def _context(request: PersonalRequest, token: str, remark: RemarkForm | None = None) -> dict[str, Any]:
    company = company_of(request)
    visit = last_visit(company)
    before = answer_before(visit) if visit else None
    flows = list(Flow.objects.current().filter(company=company).order_by("pk"))
    return {
        "token": token,
        "company": company,
        "visit": visit,
        "sides": by_direction(rows_of(flows, company)),
        "corrected": corrected_at(company),
        "ended": recently_ended(company),
        "themes": neighbours_with_same_needs(company),
        "to_confirm": visit is not None and visit.state == Diagnostic.State.COMPLETED,
        "answer_before": before if before and before >= timezone.localdate() else None,
        "levels": Level.choices,
        "agreement": last_agreement(company),
        "remark_form": remark or RemarkForm(initial={"remark": visit.company_remark if visit else ""}),
    }


@personal_page()
@require_safe
def report_pdf(request: PersonalRequest, token: str) -> HttpResponse:
    visit = last_visit(company_of(request))
    if visit is None:
        raise Http404
    answer = serve(
        request,
        report_for_company(visit),
        filename=report_filename(visit),
        title=_("Revenir à ma fiche"),
        back=reverse("personal_report:report", kwargs={"token": token}),
        base="base_personal.html",
    )
    return cast(HttpResponse, answer)  # a file is streamed: the door of personal pages only sets its headers


@personal_page()
@require_http_methods(["GET", "HEAD", "POST"])
def line(request: PersonalRequest, token: str, line: uuid.UUID) -> HttpResponse:
    """Correct one line; when a colleague did so meanwhile, both are shown and nothing is overwritten."""
    flow = _own_line(request, line)
    form = OwnLineForm(posted(request), instance=flow)
    if request.method != "POST" or not form.is_valid():
        return _line_screen(request, token, form, flow.version, status=422 if form.errors else 200)
    try:
        correct_line(flow=flow, values=form.values, expected_version=typed_version(request), holder=request.holder)
    except EditConflict:
        now = Flow.objects.get(pk=flow.pk)
        return _line_screen(request, token, form, now.version, status=409, theirs=now)
    toast(request, _("C’est corrigé. Votre conseiller le voit."))
    return _report(token)


def _line_screen(
    request: PersonalRequest, token: str, form: OwnLineForm, version: int, *, status: int, theirs: Flow | None = None
) -> HttpResponse:
    context = {"token": token, "form": form, "line": form.instance, "version": version, "theirs": theirs}
    return render(request, "personal/report_line.html", context, status=status)


@personal_page()
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PersonalRequest, token: str) -> HttpResponse:
    company = company_of(request)
    form = NewLineForm(posted(request), company=company)
    if request.method != "POST" or not form.is_valid():
        context = {"token": token, "form": form}
        return render(request, "personal/report_line.html", context, status=422 if form.errors else 200)
    add_own_line(
        company=company,
        values=form.values,
        holder=request.holder,
        line_uuid=form.cleaned_data["line_uuid"],
    )
    toast(request, _("C’est ajouté. Votre conseiller le voit."))
    return _report(token)


@personal_page()
@require_POST
def end(request: PersonalRequest, token: str, line: uuid.UUID) -> HttpResponse:
    """« Ce n’est plus vrai »."""
    flow = _own_line(request, line)
    end_own_line(flow=flow, holder=request.holder)
    toast(request, _("« %(label)s » est retirée. Vous pouvez la reprendre en bas de page.") % {"label": flow.label})
    return _report(token)


@personal_page()
@require_POST
def take_back(request: PersonalRequest, token: str, line: uuid.UUID) -> HttpResponse:
    flow = get_object_or_404(Flow.objects.select_related("company"), company=company_of(request), uuid=line)
    take_back_line(flow=flow, holder=request.holder)
    return _report(token)


@personal_page()
@require_POST
def remark(request: PersonalRequest, token: str) -> HttpResponse:
    visit = last_visit(company_of(request))
    if visit is None:
        raise Http404
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return render(request, "personal/report.html", _context(request, token, form), status=422)
    leave_remark(diagnostic_id=visit.pk, remark=form.cleaned_data["remark"], holder=request.holder)
    toast(request, _("Merci, votre conseiller le lira."))
    return _report(token)


@personal_page()
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: PersonalRequest, token: str) -> HttpResponse:
    """The agreement as it was signed; withdrawn here at any time, and given anew."""
    company = company_of(request)
    current = last_agreement(company)
    standing = current is not None and current.withdrawn_at is None
    if request.method == "POST":
        _change_agreement(request, company, withdraws=request.POST.get("do") == "withdraw")
        return redirect("personal_report:agreement", token=token)
    context = {
        "token": token,
        "holder": request.holder,
        "agreement": current,
        "standing": standing,
        "signature": path_of(current.signature) if current else "",
        "text": current.text if current and standing else agreement_text(request.programme, chamber_name(company)),
        "agreement_uuid": uuid.uuid4(),
    }
    return render(request, "personal/report_agreement.html", context)


def _change_agreement(request: PersonalRequest, company: Company, *, withdraws: bool) -> None:
    current, actor = last_agreement(company), Actor(holder=request.holder)
    if withdraws and current is not None:
        withdraw_agreement(agreement_id=current.pk, actor=actor, withdrawn_by=request.holder.name)
        toast(request, _("C’est retiré : seuls les conseillers de vos chambres lisent encore vos lignes."))
    elif request.POST.get("do") == "sign":
        contact = Contact.objects.filter(company=company, uuid=request.holder.uuid).first()
        signing = Signing(request.holder.name[:120], contact.role if contact else "", contact)
        sign_agreement(company=company, agreement_uuid=_typed_uuid(request, company), signing=signing, actor=actor)
        toast(request, _("Merci, votre accord est noté."))


def _typed_uuid(request: PersonalRequest, company: Company) -> uuid.UUID:
    """The key that was made with the page; another one where it is odd, or another company's."""
    try:
        key = uuid.UUID(request.POST.get("agreement_uuid", ""))
    except ValueError:
        return uuid.uuid4()
    taken = DataAgreement.objects.filter(uuid=key).exclude(company=company).exists()
    return uuid.uuid4() if taken else key
