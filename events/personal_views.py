from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from events.forms import AnswerForm
from events.models import Attendance
from events.services import answer_invitation
from symbiose.http import PersonalRequest, posted
from symbiose.journal.services import Actor
from symbiose.links.pages import personal_page


@personal_page()
@require_http_methods(["GET", "HEAD", "POST"])
def event_answer(request: PersonalRequest, token: str, event_uuid: UUID) -> HttpResponse:
    """The invitation to a meeting, and the company's answer; it may be changed until the meeting."""
    attendance = _attendance_or_404(request, event_uuid)
    form = AnswerForm(posted(request), initial={"answer": attendance.answer})
    if request.method == "POST" and attendance.event.is_to_come and form.is_valid():
        answer_invitation(
            attendance=attendance, answer=form.cleaned_data["answer"], actor=Actor(holder=request.holder)
        )
        return redirect("personal:home", token=token)
    context = {"form": form, "attendance": attendance, "event": attendance.event, "token": token}
    return render(request, "personal/event.html", context, status=422 if form.errors else 200)


def _attendance_or_404(request: PersonalRequest, event_uuid: UUID) -> Attendance:
    if request.holder.company_uuid is None:
        raise Http404
    mine = Attendance.objects.filter(programme=request.programme, company__uuid=request.holder.company_uuid)
    return get_object_or_404(mine.select_related("event", "company"), event__uuid=event_uuid)
