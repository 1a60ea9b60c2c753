from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from companies.models import Company
from roadmaps.document_from_rows import document_of
from roadmaps.models import Roadmap, RoadmapVersion, Step
from roadmaps.screen import most_pressing, step_rows, who_frees
from roadmaps.snapshot import shown_steps, snapshot_of
from symbiose.http import MemberRequest
from symbiose.programmes.perms import may
from symbiose.ui.gantt import scale_for
from symbiose.ui.parts import render_part
from synergies.models import Participant, Synergy
from synergies.proposal_views import tab_counts


def roadmap_or_404(request: MemberRequest, pk: int) -> Roadmap:
    roadmaps = Roadmap.objects.visible_to(request.membership).select_related("programme", "synergy")
    return get_object_or_404(roadmaps, pk=pk)


def writable_or_404(request: MemberRequest, pk: int) -> Roadmap:
    roadmaps = Roadmap.objects.writable_by(request.membership).select_related("programme", "synergy")
    return get_object_or_404(roadmaps, pk=pk)


@require_GET
def roadmap_list(request: MemberRequest, programme_slug: str) -> HttpResponse:
    today = timezone.localdate()
    roadmaps = Roadmap.objects.visible_to(request.membership).with_progress(today)
    pilots = Participant.objects.current().filter(role=Participant.Role.PILOT).select_related("company")
    rows = roadmaps.select_related("synergy", "programme").prefetch_related(
        Prefetch("synergy__participants", queryset=pilots, to_attr="pilots")
    )
    rows = rows.order_by("title", "pk")  # counting drops the model's own order
    context = {
        "tab": "roadmaps",
        "counts": tab_counts(request.membership),
        "page": Paginator(rows, 25).get_page(request.GET.get("page")),
        "without": _without_roadmap(request),
        "can_open_all": may(request.membership, "roadmaps:create_all", "POST"),
    }
    return render(request, "roadmaps/list.html", context)


def _without_roadmap(request: MemberRequest) -> list[Synergy]:
    """Retained synergies that wait for their roadmap: nothing retained goes quiet."""
    if not may(request.membership, "roadmaps:create", "POST"):
        return []
    return list(Synergy.objects.visible_to(request.membership).retained().filter(roadmap__isnull=True)[:25])


@require_GET
def roadmap_detail(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """All on one screen: companies, gain, steps with their calendar, budget, decisions."""
    roadmap = roadmap_or_404(request, pk)
    return render(request, "roadmaps/detail.html", detail_context(request, roadmap))


def detail_context(request: MemberRequest, roadmap: Roadmap) -> dict[str, Any]:
    today = timezone.localdate()
    document = document_of(snapshot_of(roadmap, today=today))
    rows = step_rows(list(shown_steps(roadmap)), today)
    trouble = most_pressing(rows)
    versions = list(RoadmapVersion.objects.filter(roadmap=roadmap).order_by("-number"))
    return {
        "roadmap": roadmap,
        "document": document,
        "rows": rows,
        "scale": scale_for([row.gantt for row in rows], today),
        "today": today,
        "trouble": trouble,
        "caller": who_frees(trouble, rows),
        "versions": versions,
        "validated": next((row for row in versions if row.number == roadmap.number), None),
        **_rights(request, roadmap),
    }


def _rights(request: MemberRequest, roadmap: Roadmap) -> dict[str, bool]:
    writes = Roadmap.objects.writable_by(request.membership).filter(pk=roadmap.pk).exists()
    frozen = roadmap.state == Roadmap.State.VALIDATED
    return {
        "can_write": writes and not frozen,
        "can_follow": writes,
        "can_open": writes and frozen,
        "can_validate": not frozen and may(request.membership, "roadmaps:validate", "POST"),
        "can_invite": may(request.membership, "roadmaps:guests", "POST"),
    }


@require_GET
def synergy_card(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """The roadmap of a synergy, or the gesture that opens it, on the synergy's page."""
    synergy = get_object_or_404(Synergy.objects.visible_to(request.membership), pk=pk)
    roadmap = (
        Roadmap.objects.visible_to(request.membership).filter(synergy=synergy).select_related("programme").first()
    )
    context = {
        "synergy": synergy,
        "roadmap": roadmap,
        "can_create": synergy.retained_at is not None and may(request.membership, "roadmaps:create", "POST"),
    }
    return render_part(request, "roadmaps/synergy_card.html", context, title=synergy.title)


@require_GET
def company_steps(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """The card « À venir » of a company's page: the unfinished steps of its people."""
    company = get_object_or_404(Company.objects.visible_to(request.membership), pk=pk)
    steps = Step.objects.visible_to(request.membership).unfinished().filter(owner_contact__company=company)
    ordered = steps.select_related("roadmap__programme").order_by("due_on", "pk")[:10]
    context = {"company": company, "steps": ordered}
    return render_part(request, "roadmaps/company_steps.html", context, title=str(company))
