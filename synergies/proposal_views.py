"""The shared list of proposals, and what animator and advisers do with each."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from symbiose.http import MemberRequest
from symbiose.programmes.models import Membership
from symbiose.programmes.perms import may
from symbiose.ui.parts import render_part
from synergies.filters import ProposalFilter
from synergies.forms import SetAsideForm
from synergies.models import Kind, MatchingRun, Proposal, State, Synergy
from synergies.presenters import proposal_row
from synergies.runs import ask_for_run
from synergies.services import IllegalTransition, restore_proposal, set_aside_proposal, shortlist_proposal
from synergies.views import synergy_retained

SHOWN_FIRST = 15


def tab_counts(membership: Membership) -> dict[str, Any]:
    synergies = Synergy.objects.visible_to(membership).aggregate(
        retained=Count("pk", filter=Q(retained_at__isnull=False)),
        roadmaps=Count("pk", filter=Q(retained_at__isnull=False, roadmap__isnull=False)),
    )
    may_propose = may(membership, "synergies:proposal_detail")
    proposals = Proposal.objects.visible_to(membership).live().count()
    return {**synergies, "proposals": proposals, "may_propose": may_propose}


@require_GET
def proposal_list(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """The fifteen first proposals, one sentence each; the rest behind one link. Readers see what was retained."""
    if not may(request.membership, "synergies:proposal_detail") or request.GET.get("tab") == "retained":
        return synergy_retained(request, programme_slug)
    template = "synergies/partials/proposals.html" if request.htmx else "synergies/list.html"
    return render(request, template, _list_context(request))


def _list_context(request: MemberRequest) -> dict[str, Any]:
    live = Proposal.objects.visible_to(request.membership).live()
    filterset = ProposalFilter(request.GET, queryset=live)
    ordered = filterset.qs.best_first().with_flows()
    show_all = "all" in request.GET
    page = Paginator(ordered, 25 if show_all else SHOWN_FIRST).get_page(request.GET.get("page") if show_all else 1)
    by_hand = Synergy.objects.visible_to(request.membership).undecided().filter(proposals__isnull=True)
    mix = dict(filterset.qs.order_by().values_list("kind").annotate(n=Count("pk")))
    return {
        "tab": "proposals",
        "counts": tab_counts(request.membership),
        "page": page,
        "rows": [proposal_row(proposal, place) for place, proposal in enumerate(page, start=page.start_index())],
        "filterset": filterset,
        "show_all": show_all,
        "others": max(0, page.paginator.count - len(page.object_list)),
        "by_hand": by_hand.with_participants()[:SHOWN_FIRST],
        "mix": [(kind, mix.get(kind.value, 0)) for kind in Kind],
        "mix_counts": {kind.value: mix.get(kind.value, 0) for kind in Kind},
        "shortlisted": Synergy.objects.visible_to(request.membership).filter(state=State.SHORTLISTED).count(),
        "run": MatchingRun.objects.filter(programme=request.programme).first(),
        "set_aside": Proposal.objects.visible_to(request.membership).filter(set_aside_at__isnull=False).count(),
        "can_decide": may(request.membership, "synergies:proposal_shortlist", "POST"),
    }


def _proposal(request: MemberRequest, pk: int) -> Proposal:
    return get_object_or_404(Proposal.objects.visible_to(request.membership).with_flows(), pk=pk)


@require_GET
def proposal_detail(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    template = "synergies/partials/why.html" if request.htmx else "synergies/proposal.html"
    return render(request, template, _row_context(request, _proposal(request, pk)))


@require_POST
def proposal_shortlist(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    proposal = _proposal(request, pk)
    try:
        shortlist_proposal(proposal_id=proposal.pk, actor=request.user)
    except IllegalTransition:
        return _row(request, pk, status=409)
    return _row(request, pk)


@require_http_methods(["GET", "POST"])
def proposal_set_aside(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """GET asks the reason, in the row itself; POST keeps it."""
    proposal = _proposal(request, pk)
    form = SetAsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_aside_proposal(proposal_id=proposal.pk, actor=request.user, **form.cleaned_data)
            return _row(request, pk)
        except ValidationError as error:
            form.add_error(None, error)
        except IllegalTransition:
            return _row(request, pk, status=409)
    context = {**_row_context(request, proposal), "form": form, "asking": True}
    template = "synergies/partials/row.html" if request.htmx else "synergies/proposal.html"
    return render(request, template, context, status=422 if request.method == "POST" else 200)


@require_POST
def proposal_restore(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    restore_proposal(proposal_id=_proposal(request, pk).pk, actor=request.user)
    return _row(request, pk)


def _row_context(request: MemberRequest, proposal: Proposal) -> dict[str, Any]:
    before = Proposal.objects.visible_to(request.membership).live().filter(rank__lt=proposal.rank)
    return {
        "row": proposal_row(proposal, 1 + before.count()),
        "run": MatchingRun.objects.filter(programme=request.programme).first(),
        "can_decide": may(request.membership, "synergies:proposal_shortlist", "POST"),
    }


def _row(request: MemberRequest, pk: int, status: int = 200) -> HttpResponse:
    """The row as it is now, for htmx; without JavaScript, back to the list."""
    if not request.htmx and status == 200:
        return redirect(_list_url(request))
    template = "synergies/partials/row.html" if request.htmx else "synergies/proposal.html"
    return render(request, template, _row_context(request, _proposal(request, pk)), status=status)


def _list_url(request: MemberRequest) -> str:
    return reverse("synergies:list", kwargs={"programme_slug": request.programme.slug})


@require_http_methods(["GET", "POST"])
def recompute(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """POST asks for a new computation; GET says how far it is (htmx asks again until it is done)."""
    if request.method == "POST":
        ask_for_run(programme=request.programme, actor=request.user)
        if not request.htmx:
            return redirect(_list_url(request))
    run = MatchingRun.objects.filter(programme=request.programme).first()
    response = render_part(request, "synergies/partials/run.html", {"run": run}, title=_("Calcul des pistes"))
    if request.method == "GET" and request.htmx and run and run.finished_at:
        response["HX-Refresh"] = "true"
    return response
