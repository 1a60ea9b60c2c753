from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from companies.models import Company
from symbiose.http import MemberRequest, typed_words
from symbiose.programmes.conflicts import edit_data, save_or_conflict
from symbiose.programmes.perms import may
from symbiose.programmes.submissions import claim_submission, new_submission_key
from symbiose.ui.parts import render_part
from synergies.forms import MoveForm, ParticipantForm, SynergyCreateForm, SynergyForm
from synergies.models import Participant, Passage, Synergy
from synergies.presenters import SynergyRow, groups_of
from synergies.services import (
    IllegalTransition,
    Move,
    NewSynergy,
    add_participant,
    add_synergy,
    edit_synergy,
    move_synergy,
    remove_participant,
    set_pilot,
)


def _synergy(request: MemberRequest, pk: int) -> Synergy:
    return get_object_or_404(Synergy.objects.visible_to(request.membership).select_related("programme"), pk=pk)


@require_GET
def synergy_retained(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """The synergies taken up, in the groups that people speak of: retained, in action, done, stopped."""
    synergies = Synergy.objects.visible_to(request.membership).ever_retained().with_participants()
    page = Paginator(synergies.select_related("roadmap").order_by("-retained_at", "pk"), 25)
    shown = page.get_page(request.GET.get("page"))
    groups = groups_of([SynergyRow.of(synergy, request.membership) for synergy in shown])
    context = {"page": shown, "groups": groups, "tab": "retained", **tabs_context(request)}
    return render(request, "synergies/retained.html", context)


@require_GET
def synergy_detail(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    synergy = _synergy(request, pk)
    return render(request, "synergies/detail.html", _detail_context(request, synergy))


def _detail_context(request: MemberRequest, synergy: Synergy, **forms: Any) -> dict[str, Any]:
    membership = request.membership
    participants = Participant.objects.current().filter(synergy=synergy).select_related("company", "flow")
    passages = Passage.objects.filter(synergy=synergy).select_related("created_by").order_by("-passed_at", "-pk")
    visible = set(
        Company.objects.visible_to(membership).filter(participations__synergy=synergy).values_list("pk", flat=True)
    )
    return {
        "synergy": synergy,
        "row": SynergyRow.of(synergy, membership, list(participants.order_by("pk"))),
        "passages": passages,
        "visible_companies": visible,
        "proposal": synergy.proposals.visible_to(membership).best_first().first(),
        "move_form": forms.get("move_form") or MoveForm(synergy=synergy, membership=membership),
        "participant_form": forms.get("participant_form") or ParticipantForm(membership=membership, synergy=synergy),
        "can_edit": may(membership, "synergies:edit", "POST"),
        "can_remove": may(membership, "synergies:participant_remove", "POST"),
    }


@require_http_methods(["GET", "POST"])
def synergy_create(request: MemberRequest, programme_slug: str) -> HttpResponse:
    named = {"title": typed_words(request, "title")}  # the flow balance names what several companies seek
    form = SynergyCreateForm(request.POST or None, membership=request.membership, initial=named)
    if request.method == "POST" and form.is_valid():
        return _created(request, form)
    context = {"form": form, "submission_key": request.POST.get("submission_key") or new_submission_key()}
    return render(request, "synergies/create.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _created(request: MemberRequest, form: SynergyCreateForm) -> HttpResponse:
    if not claim_submission(request):
        return redirect("synergies:list", programme_slug=request.programme.slug)
    data = form.cleaned_data
    synergy = add_synergy(
        programme=request.programme,
        new=NewSynergy(**{name: data[name] for name in SynergyForm.Meta.fields}),
        companies=data["companies"],
        actor=request.user,
    )
    return redirect(synergy.get_absolute_url())


@require_http_methods(["GET", "POST"])
def synergy_edit(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    synergy = _synergy(request, pk)
    form = SynergyForm(edit_data(request, synergy), instance=synergy)

    def save(version: int) -> None:
        edit_synergy(synergy=form.instance, expected_version=version, fields=list(form.cleaned_data))

    if request.method == "POST" and form.is_valid():
        return save_or_conflict(request, form, save) or redirect(synergy.get_absolute_url())
    context = {"form": form, "synergy": synergy, "version": request.POST.get("version", synergy.version)}
    return render(request, "synergies/edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def synergy_move(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    synergy = _synergy(request, pk)
    form = MoveForm(request.POST or None, synergy=synergy, membership=request.membership)
    if request.method == "POST" and form.is_valid():
        try:
            move = Move(form.cleaned_data["to_state"], form.cleaned_data["reason"])
            move_synergy(synergy_id=synergy.pk, move=move, actor=request.user)
            return redirect(synergy.get_absolute_url())
        except IllegalTransition:
            form.add_error(None, _("Cette synergie a changé d’état entre-temps : relisez-la."))
    context = _detail_context(request, synergy, move_form=form)
    return render(request, "synergies/detail.html", context, status=422 if form.errors else 200)


@require_POST
def participant_add(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    synergy = _synergy(request, pk)
    form = ParticipantForm(request.POST, membership=request.membership, synergy=synergy)
    if form.is_valid():
        data = form.cleaned_data
        add_participant(synergy=synergy, actor=request.user, **data)
        return redirect(synergy.get_absolute_url())
    context = _detail_context(request, synergy, participant_form=form)
    return render(request, "synergies/detail.html", context, status=422)


def _participant(request: MemberRequest, pk: int) -> Participant:
    synergies = Synergy.objects.visible_to(request.membership)
    rows = Participant.objects.current().select_related("synergy__programme", "company")
    return get_object_or_404(rows.filter(synergy__in=synergies), pk=pk)


@require_POST
def participant_remove(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    participant = _participant(request, pk)
    remove_participant(participant=participant, actor=request.user)
    return redirect(participant.synergy.get_absolute_url())


@require_POST
def participant_pilot(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    participant = _participant(request, pk)
    set_pilot(synergy=participant.synergy, company=participant.company, actor=request.user)
    return redirect(participant.synergy.get_absolute_url())


@require_GET
def company_synergies(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """The card « Ses synergies » of a company's page."""
    company = get_object_or_404(Company.objects.visible_to(request.membership), pk=pk)
    current = Participant.objects.current().filter(company=company).values("synergy")
    synergies = Synergy.objects.visible_to(request.membership).filter(pk__in=current)
    everyone = Participant.objects.current().select_related("company")
    rows = synergies.select_related("programme").prefetch_related(
        Prefetch("participants", queryset=everyone, to_attr="current_participants")
    )
    context = {"company": company, "rows": [SynergyRow.of(synergy, request.membership) for synergy in rows[:20]]}
    return render_part(request, "synergies/company_card.html", context, title=str(company))


def tabs_context(request: MemberRequest) -> dict[str, Any]:
    from synergies.proposal_views import tab_counts

    return {"counts": tab_counts(request.membership)}
