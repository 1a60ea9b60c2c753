from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roadmaps.forms import StepForm, StepStateForm
from roadmaps.models import Roadmap, Step
from roadmaps.services import FrozenRoadmap, Progress, add_step, edit_step, move_step
from roadmaps.views import writable_or_404
from symbiose.http import MemberRequest, posted
from symbiose.journal.services import Actor
from symbiose.programmes.conflicts import edit_data, save_or_conflict
from symbiose.programmes.submissions import claim_submission, new_submission_key


def _step(request: MemberRequest, pk: int) -> Step:
    writable = Roadmap.objects.writable_by(request.membership)
    steps = Step.objects.filter(roadmap__in=writable).select_related("roadmap__programme", "roadmap__synergy")
    return get_object_or_404(steps, pk=pk)


@require_http_methods(["GET", "POST"])
def step_create(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    roadmap = writable_or_404(request, pk)
    blank = Step(programme=request.programme, roadmap=roadmap)
    form = StepForm(posted(request), instance=blank, roadmap=roadmap)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                if claim_submission(request):
                    add_step(roadmap=roadmap, step=form.instance, actor=request.user)
            return redirect(roadmap.get_absolute_url())
        except FrozenRoadmap:
            form.add_error(None, _frozen_words())
    context: dict[str, Any] = {"form": form, "roadmap": roadmap}
    context["submission_key"] = request.POST.get("submission_key") or new_submission_key()
    return render(request, "roadmaps/step_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def step_edit(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    step = _step(request, pk)
    form = StepForm(edit_data(request, step), instance=step, roadmap=step.roadmap)

    def save(version: int) -> None:
        edit_step(step=form.instance, expected_version=version, fields=list(form.cleaned_data))

    if request.method == "POST" and form.is_valid():
        try:
            return save_or_conflict(request, form, save) or redirect(step.roadmap.get_absolute_url())
        except FrozenRoadmap:
            form.add_error(None, _frozen_words())
    context: dict[str, Any] = {"form": form, "roadmap": step.roadmap, "step": step}
    context["version"] = request.POST.get("version", step.version)
    return render(request, "roadmaps/step_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def step_state(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """Note a step's progress; open on a validated version too."""
    step = _step(request, pk)
    initial = {"state": step.state, "note": step.done_note, "blocked_by": step.blocked_by_id}
    form = StepStateForm(posted(request), step=step, initial={**initial, "unblocked_when": step.unblocked_when})
    if request.method == "POST" and form.is_valid():
        move_step(step_id=step.pk, progress=Progress(**form.cleaned_data), actor=Actor(user=request.user))
        return redirect(step.roadmap.get_absolute_url())
    context = {"form": form, "roadmap": step.roadmap, "step": step}
    return render(request, "roadmaps/step_state.html", context, status=422 if form.errors else 200)


def _frozen_words() -> str:
    return _("Cette version est validée : ouvrez la suivante pour changer ses étapes.")
