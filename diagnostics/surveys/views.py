from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from diagnostics.models import Survey, SurveyCompany
from diagnostics.surveys.addresses import address_of
from diagnostics.surveys.exporting import export
from diagnostics.surveys.forms import AddCompaniesForm, ExtendForm, NeedForm, SurveyForm
from diagnostics.surveys.reading import SurveyReading, findings
from diagnostics.surveys.services import (
    Finding,
    SurveyPlan,
    add_companies,
    close_survey,
    extend_survey,
    note_need,
    open_survey,
    renew_address,
    revoke_address,
)
from symbiose.http import MemberRequest, posted
from symbiose.programmes.perms import may
from symbiose.programmes.submissions import claim_submission, new_submission_key
from symbiose.qr import qr_svg
from symbiose.ui.toasts import toast

PER_PAGE = 25
QR_MM = 34.0
POSTER_QR_MM = 80.0


def _survey(request: MemberRequest, pk: int) -> Survey:
    surveys = Survey.objects.visible_to(request.membership).select_related("template", "programme")
    return get_object_or_404(surveys, pk=pk)


def _spread(request: MemberRequest, pk: int) -> SurveyCompany:
    """A company of a survey, of those whose page the member may open."""
    rows = SurveyCompany.objects.visible_to(request.membership).filter(programme=request.programme)
    return get_object_or_404(rows.select_related("survey__template", "survey__programme", "company"), pk=pk)


@require_GET
def survey_list(request: MemberRequest, programme_slug: str) -> HttpResponse:
    surveys = Survey.objects.visible_to(request.membership).select_related("programme")
    counted = surveys.annotate(n_companies=Count("companies")).order_by("-opened_at", "-pk")
    context = {
        "page": Paginator(counted, PER_PAGE).get_page(request.GET.get("page")),
        "can_create": may(request.membership, "surveys:create", "POST"),
    }
    return render(request, "surveys/list.html", context)


@require_http_methods(["GET", "POST"])
def survey_create(request: MemberRequest, programme_slug: str) -> HttpResponse:
    form = SurveyForm(posted(request), membership=request.membership, instance=Survey(programme=request.programme))
    if request.method == "POST" and form.is_valid():
        return _created(request, form)
    key = request.POST.get("submission_key") or new_submission_key()
    context = {"form": form, "submission_key": key, "holds": request.programme.hold_messages}
    return render(request, "surveys/create.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _created(request: MemberRequest, form: SurveyForm) -> HttpResponse:
    if not claim_submission(request):
        return redirect("surveys:list", programme_slug=request.programme.slug)
    data = form.cleaned_data
    survey = open_survey(
        programme=request.programme,
        template=data["template"],
        plan=SurveyPlan(title=data["title"], closes_on=data["closes_on"], intro=data["intro"]),
        companies=data["companies"],
        actor=request.user,
    )
    toast(request, _("Le sondage est ouvert : chaque entreprise reçoit son adresse à transmettre."))
    return redirect(survey.get_absolute_url())


@require_GET
def survey_detail(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    return _detail(request, _survey(request, pk))


def _detail(request: MemberRequest, survey: Survey, **forms: Any) -> HttpResponse:
    reading = SurveyReading(survey)
    spreads = SurveyCompany.objects.visible_to(request.membership).filter(survey=survey).select_related("company")
    page = Paginator(spreads, PER_PAGE).get_page(request.GET.get("page"))
    can_write = may(request.membership, "surveys:close", "POST")
    context = {
        "survey": survey,
        "answers": reading.answers,
        "results": reading.whole(),
        "page": page,
        "counts": [reading.count(spread) for spread in page],
        "can_write": can_write,
        "extend_form": ExtendForm(initial={"closes_on": survey.closes_on}),
        "add_form": AddCompaniesForm(survey=survey, membership=request.membership) if can_write else None,
        **forms,
    }
    status = 422 if forms else 200
    return render(request, "surveys/detail.html", context, status=status)


@require_POST
def survey_close(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    survey = close_survey(survey_id=_survey(request, pk).pk, actor=request.user)
    toast(request, _("Le sondage est clos : plus aucune réponse n’entre."))
    return redirect(survey.get_absolute_url())


@require_POST
def survey_extend(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    survey = _survey(request, pk)
    form = ExtendForm(request.POST)
    if not form.is_valid():
        return _detail(request, survey, extend_form=form)
    extend_survey(survey_id=survey.pk, closes_on=form.cleaned_data["closes_on"], actor=request.user)
    toast(request, _("Le sondage continue."))
    return redirect(survey.get_absolute_url())


@require_POST
def survey_add(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    survey = _survey(request, pk)
    form = AddCompaniesForm(request.POST, survey=survey, membership=request.membership)
    if not form.is_valid():
        return _detail(request, survey, add_form=form)
    added = add_companies(survey=survey, companies=form.cleaned_data["companies"], actor=request.user)
    words = ngettext("%(n)s entreprise ajoutée.", "%(n)s entreprises ajoutées.", added) % {"n": added}
    toast(request, words)
    return redirect(survey.get_absolute_url())


@require_GET
def survey_export(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """What the pages tell, as a table: the whole, and each company whose page the member may open."""
    survey = _survey(request, pk)
    spreads = SurveyCompany.objects.visible_to(request.membership).filter(survey=survey).select_related("company")
    return export(SurveyReading(survey), list(spreads), kind=request.GET.get("format", ""))


@require_GET
def company_results(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    return _company(request, _spread(request, pk))


def _company(request: MemberRequest, spread: SurveyCompany, need_form: NeedForm | None = None) -> HttpResponse:
    reading = SurveyReading(spread.survey)
    results = reading.of_company(spread)
    can_write = may(request.membership, "surveys:note_need", "POST")
    address = address_of(spread)
    context = {
        "spread": spread,
        "survey": spread.survey,
        "count": reading.count(spread),
        "results": results,
        "findings": list(findings(results).values()) if can_write else [],
        "need_form": need_form,
        "can_write": can_write,
        "address": address,
        "qr": qr_svg(address, side_mm=QR_MM, title=_("Adresse du sondage")) if spread.is_open else "",
    }
    return render(request, "surveys/company.html", context, status=422 if need_form else 200)


@require_GET
def company_poster(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    return render(request, "surveys/poster.html", poster_context(_spread(request, pk)))


def poster_context(spread: SurveyCompany) -> dict[str, Any]:
    address = address_of(spread)
    return {
        "spread": spread,
        "survey": spread.survey,
        "programme": spread.survey.programme,
        "address": address,
        "qr": qr_svg(address, side_mm=POSTER_QR_MM, title=_("Adresse du sondage")),
    }


@require_POST
def address_revoke(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    spread = revoke_address(spread_id=_spread(request, pk).pk, actor=request.user)
    toast(request, _("L’adresse est coupée ; les réponses reçues restent."))
    return redirect("surveys:company", programme_slug=programme_slug, pk=spread.pk)


@require_POST
def address_renew(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    spread = renew_address(spread_id=_spread(request, pk).pk, actor=request.user)
    toast(request, _("Nouvelle adresse : l’ancienne n’ouvre plus rien. Transmettez la nouvelle affiche."))
    return redirect("surveys:company", programme_slug=programme_slug, pk=spread.pk)


@require_POST
def company_note_need(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """« Noter comme besoin de l’entreprise »: what five of its people said at least."""
    spread = _spread(request, pk)
    known = findings(SurveyReading(spread.survey).of_company(spread))
    form = NeedForm(request.POST)
    finding = known.get(form.data.get("finding", "")) if form.is_valid() else None
    if finding is None:
        if form.is_valid():
            form.add_error(None, _("Moins de cinq personnes l’ont dit : rien n’est noté."))
        return _company(request, spread, form)
    worded = Finding(finding.key, form.cleaned_data["label"], finding.people, finding.family)
    flow = note_need(spread=spread, finding=worded, actor=request.user)
    toast(request, _("« %(label)s » est notée parmi les besoins de l’entreprise.") % {"label": flow.label})
    return redirect("diagnostics:company_flows", programme_slug=programme_slug, pk=spread.company_id)
