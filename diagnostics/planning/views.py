"""The planning: who is to be visited, who has what on their plate, how far the chambers are, drafts that sleep."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from companies.filters import CompanyFilter
from companies.models import Company
from diagnostics.forms import advisers_for
from diagnostics.models import Diagnostic
from diagnostics.planning.assessments import assess
from diagnostics.planning.assignments import assign_companies, plates, remind_adviser
from diagnostics.planning.forms import AssignForm
from diagnostics.planning.progress import chambers_progress, to_visit
from symbiose.http import MemberRequest, posted
from symbiose.programmes.perms import may
from symbiose.ui.toasts import toast

PER_PAGE, MOST_DRAFTS = 25, 10


@require_GET
def planning(request: MemberRequest, programme_slug: str) -> HttpResponse:
    membership = request.membership
    drafts = list(dormant_drafts(request)[:MOST_DRAFTS])
    assessments = assess(drafts, request.programme)
    waiting = to_visit(Company.objects.visible_to(membership).active())
    context = {
        "chambers": chambers_progress(membership),
        "plates": plates(advisers_for(membership)),
        "drafts": [(draft, assessments[draft.pk]) for draft in drafts],
        "n_waiting": waiting.count(),
        "can_assign": may(membership, "planning:to_visit", "POST"),
        "me": request.user,
    }
    return render(request, "planning/home.html", context)


def dormant_drafts(request: MemberRequest) -> QuerySet[Diagnostic]:
    drafts = Diagnostic.objects.visible_to(request.membership).dormant()
    return drafts.select_related("company", "adviser", "chamber", "programme")


@require_http_methods(["GET", "POST"])
def to_visit_list(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """« À visiter » : the companies without a visit, the most willing first, given to an adviser by the handful."""
    companies = Company.objects.visible_to(request.membership).active()
    filterset = CompanyFilter(request.GET, queryset=companies, membership=request.membership)
    waiting = to_visit(filterset.qs).select_related("assigned_adviser")
    form = AssignForm(posted(request), membership=request.membership, companies=companies)
    if request.method == "POST" and form.is_valid():
        return _assigned(request, form)
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "filterset": filterset,
        "form": form,
        "chosen": set(request.POST.getlist("companies")),
        "advisers": advisers_for(request.membership),
    }
    template = "planning/partials/to_visit.html" if request.htmx else "planning/to_visit.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _assigned(request: MemberRequest, form: AssignForm) -> HttpResponse:
    adviser = form.cleaned_data["adviser"]
    changed = assign_companies(companies=form.cleaned_data["companies"], adviser=adviser, actor=request.user)
    words = ngettext("%(n)s entreprise confiée à %(who)s.", "%(n)s entreprises confiées à %(who)s.", changed) % {
        "n": changed,
        "who": adviser.user,
    }
    toast(request, words if changed else _("Elles lui étaient déjà confiées."))
    return redirect(request.get_full_path())


@require_POST
def draft_remind(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """« Relancer le conseiller » : one message a week and a draft, at most."""
    drafts = Diagnostic.objects.visible_to(request.membership).select_related("company", "adviser", "programme")
    draft = get_object_or_404(drafts, pk=pk)
    asleep = Diagnostic.objects.filter(pk=pk).dormant().exists()
    if not asleep:
        toast(request, _("Cette visite ne dort pas."))
    elif remind_adviser(diagnostic=draft, actor=request.user):
        toast(request, _("Un message est prêt pour %(who)s.") % {"who": draft.adviser})
    else:
        toast(request, _("%(who)s a déjà été relancé cette semaine.") % {"who": draft.adviser})
    return redirect("planning:home", programme_slug=programme_slug)
