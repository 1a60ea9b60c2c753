from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from companies.engagement import with_engagement
from companies.engagement_facts import engagement_facts, engagement_in_brief
from companies.exporting import export_csv, export_xlsx
from companies.filters import CompanyFilter, ordered
from companies.forms import CompanyForm
from companies.journal import journal_of
from companies.models import Company, Contact, Interaction
from companies.screens import chips_of, company_rows
from companies.services import archive_company, create_company, restore_company, update_company
from companies.territory_map import MOST_INSIDE, map_of
from companies.workforce import workforce_label
from symbiose.http import MemberRequest
from symbiose.nomenclatures.naf import naf_label
from symbiose.programmes.conflicts import edit_data, save_or_conflict
from symbiose.programmes.figures import key_figures
from symbiose.programmes.perms import may
from symbiose.programmes.submissions import claim_submission, new_submission_key
from symbiose.ui.toasts import toast


def company_or_404(request: MemberRequest, pk: int) -> Company:
    visible = Company.objects.visible_to(request.membership)
    return get_object_or_404(visible.select_related("programme", "park", "assigned_adviser"), pk=pk)


def _filtered(request: MemberRequest) -> tuple[CompanyFilter, QuerySet[Company]]:
    companies = Company.objects.visible_to(request.membership).active()
    filterset = CompanyFilter(request.GET, queryset=companies, membership=request.membership)
    return filterset, with_engagement(ordered(filterset.qs, request.GET.get("o") or _default_order(request)))


def _default_order(request: MemberRequest) -> str:
    """By name; the longest silence first where silence is what one looks for."""
    return "-contact" if request.GET.get("quiet") else "name"


@require_GET
def company_list(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """One list and one map that obey the same filter."""
    filterset, companies = _filtered(request)
    page = Paginator(companies.prefetch_related("chambers"), 25).get_page(request.GET.get("page"))
    everyone = Company.objects.visible_to(request.membership).active()
    context = {
        "filterset": filterset,
        "page": page,
        "rows": company_rows(page.object_list),
        "total": everyone.count(),
        "n_cities": everyone.exclude(city="").values("city").distinct().count(),
        "figures": key_figures(request.programme, names=["present", "engaged"]),
        "chips": chips_of(filterset, request.GET),
        "default_order": _default_order(request),
        "map": map_of(request.membership, everyone, filterset.qs, page.object_list),
        "map_most": MOST_INSIDE if page.paginator.count > MOST_INSIDE else 0,
        "can_import": may(request.membership, "companies:import", "POST"),
    }
    template = "companies/partials/answer.html" if request.htmx else "companies/list.html"
    return render(request, template, context)


@require_GET
def company_export(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """The list as it is filtered, as CSV or XLSX; no cell is a live formula."""
    _filterset, companies = _filtered(request)
    chosen = companies.select_related("park").prefetch_related("chambers", "contacts")
    return export_xlsx(chosen) if request.GET.get("format") == "xlsx" else export_csv(chosen)


@require_GET
def company_detail(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    company = company_or_404(request, pk)
    entries = journal_of(company, request.membership)
    context = {
        "company": company,
        "engagement": with_engagement(Company.objects.filter(pk=pk)).values_list("engagement", flat=True).get(),
        "in_brief": engagement_in_brief(company),
        "activity": company.activity or naf_label(company.naf_code),
        "workforce": workforce_label(company.workforce_band, company.workforce),
        "contacts": list(Contact.objects.current().filter(company=company)),
        "chambers": list(company.chambers.all()),
        "next_steps": list(Interaction.objects.to_do().filter(company=company).order_by("next_step_on", "pk")[:10]),
        "today": timezone.localdate(),
        "page": Paginator(entries, 25).get_page(request.GET.get("page")),
        "can_edit": may(request.membership, "companies:edit", "POST"),
        "can_archive": may(request.membership, "companies:archive", "POST"),
    }
    return render(request, "companies/detail.html", context)


@require_GET
def company_engagement(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """The facts behind a company's level."""
    company = company_or_404(request, pk)
    context = {"company": company, "facts": engagement_facts(company), "programme": request.programme}
    return render(request, "companies/engagement.html", context)


@require_http_methods(["GET", "POST"])
def company_create(request: MemberRequest, programme_slug: str) -> HttpResponse:
    form = CompanyForm(
        request.POST or None, membership=request.membership, instance=Company(programme=request.programme)
    )
    if request.method == "POST" and form.is_valid():
        return _created(request, form)
    context = {"form": form, "submission_key": request.POST.get("submission_key") or new_submission_key()}
    return render(request, "companies/form.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _created(request: MemberRequest, form: CompanyForm) -> HttpResponse:
    if not claim_submission(request):
        return redirect("companies:list", programme_slug=request.programme.slug)
    fields = {name: value for name, value in form.cleaned_data.items() if name != "chambers"}
    chambers = list(form.cleaned_data["chambers"])
    if request.membership.is_adviser and request.membership.partner and not chambers:
        chambers = [request.membership.partner]  # else its own adviser would not see it
    company = create_company(programme=request.programme, actor=request.user, chambers=chambers, **fields)
    return redirect(company.get_absolute_url())


@require_http_methods(["GET", "POST"])
def company_edit(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    company = company_or_404(request, pk)
    form = CompanyForm(edit_data(request, company), instance=company, membership=request.membership)

    def save(version: int) -> None:
        chosen = form.cleaned_data["chambers"]
        fields = [name for name in form.cleaned_data if name != "chambers"]
        update_company(company=form.instance, expected_version=version, fields=fields, chambers=chosen)

    if request.method == "POST" and form.is_valid():
        return save_or_conflict(request, form, save) or redirect(company.get_absolute_url())
    context: dict[str, Any] = {"form": form, "company": company}
    context["version"] = request.POST.get("version", company.version)
    return render(request, "companies/form.html", context, status=422 if form.errors else 200)


@require_POST
def company_archive(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    company = company_or_404(request, pk)
    archive_company(company=company, actor=request.user)
    toast(request, _("%(company)s est archivée ; ses faits restent.") % {"company": company})
    return redirect("companies:list", programme_slug=programme_slug)


@require_POST
def company_restore(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    company = company_or_404(request, pk)
    restore_company(company=company, actor=request.user)
    return redirect(company.get_absolute_url())
