from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from roadmaps.forms import OwnStepForm
from roadmaps.models import Step
from roadmaps.services import Progress, tell_step
from symbiose.http import PersonalRequest, posted
from symbiose.links.pages import personal_page


@personal_page()
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: PersonalRequest, token: str, step_uuid: UUID) -> HttpResponse:
    """One step of the contact's company, and how far it is, in their words."""
    if request.holder.company_uuid is None:
        raise Http404
    mine = Step.objects.filter(
        programme=request.programme, owner_contact__company__uuid=request.holder.company_uuid
    ).exclude(state=Step.State.DROPPED)
    found = get_object_or_404(mine.select_related("roadmap", "owner_contact__company"), uuid=step_uuid)
    form = OwnStepForm(posted(request), initial={"state": found.state, "note": found.done_note})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        progress = Progress(data["state"], data["note"], found.blocked_by, unblocked_when=data["note"])
        tell_step(step=found, progress=progress, holder=request.holder)
        return redirect("personal:home", token=token)
    context = {"form": form, "step": found, "token": token}
    return render(request, "personal/step.html", context, status=422 if form.errors else 200)
