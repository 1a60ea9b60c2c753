"""The questionnaire and the lines on a company's own page: a GET changes nothing, each answer is a POST."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from companies.models import Company
from diagnostics.asking import Asking
from diagnostics.attachments.forms import place_in_questionnaire
from diagnostics.attachments.strips import personal_strip
from diagnostics.campaigns.answer_history import authors_of
from diagnostics.forms import LevelForm
from diagnostics.models import Flow, Questionnaire
from diagnostics.questionnaire.path import next_question
from diagnostics.questionnaire.replies import InvalidReply, Reply, read_posted
from diagnostics.questionnaire.schema import Question
from diagnostics.services.flows import change_level
from diagnostics.services.questionnaires import (
    QuestionnaireClosed,
    RequiredLeft,
    confirm_fact,
    save_reply,
    submit_questionnaire,
)
from diagnostics.services.visits import confirm_lines
from symbiose.http import PersonalRequest
from symbiose.journal.services import Actor
from symbiose.links.pages import personal_page
from symbiose.ui.toasts import toast


def company_of(request: PersonalRequest) -> Company:
    """The company of the person who holds the link; nobody else's."""
    return get_object_or_404(
        Company.objects.active(), programme=request.programme, uuid=request.holder.company_uuid or uuid.UUID(int=0)
    )


def _asking(request: PersonalRequest) -> Asking:
    questionnaire = _current(request)
    if questionnaire is None:
        raise Http404
    return Asking(questionnaire)


def _current(request: PersonalRequest) -> Questionnaire | None:
    questionnaires = Questionnaire.objects.filter(company=company_of(request))
    return questionnaires.changeable().with_answers().first()


def _question(asking: Asking, question: uuid.UUID) -> Question:
    found = asking.schema.question(str(question))
    if found is None:
        raise Http404
    return found


@personal_page()
@require_safe
def questionnaire(request: PersonalRequest, token: str) -> HttpResponse:
    """Where the company stopped: the first question left, else the summary."""
    current = _current(request)
    if current is None:
        is_closed = Questionnaire.objects.filter(company=company_of(request)).exists()
        return render(request, "personal/questionnaire_none.html", {"token": token, "is_closed": is_closed})
    asking = Asking(current)
    if asking.progress.finished:
        return redirect("personal_diagnostics:summary", token=token)
    return redirect("personal_diagnostics:question", token=token, question=asking.progress.resume_at)


@personal_page()
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: PersonalRequest, token: str, question: uuid.UUID) -> HttpResponse:
    asking = _asking(request)
    asked = _question(asking, question)
    if request.method != "POST":
        return _screen(request, token, asking, asked)
    try:
        reply = posted_reply(request, asked)
    except InvalidReply as fault:
        return _screen(request, token, asking, asked, fault)
    try:
        save_reply(
            questionnaire_id=asking.questionnaire.pk,
            question_uuid=asked.uuid,
            reply=reply,
            actor=Actor(holder=request.holder),
        )
    except QuestionnaireClosed:
        return _closed(request, token)
    return _onward(request, token, asked)


def posted_reply(request: HttpRequest, asked: Question) -> Reply:
    """What was posted: passed, « je ne sais pas », or an answer. Raises InvalidReply."""
    return read_posted(asked, posted_lists(request))


def posted_lists(request: HttpRequest) -> dict[str, list[str]]:
    """Every value of every field."""
    return {name: [str(value) for value in values] for name, values in request.POST.lists()}


def refused(request: HttpRequest, fault: InvalidReply | None) -> dict[str, Any]:
    """What a screen needs to show again what was typed; nothing when nothing was refused."""
    if fault is None:
        return {}
    posted = posted_lists(request)
    return {"typed": posted.get("answer", []), "posted": posted, "faults": fault.cells}


def _screen(
    request: PersonalRequest, token: str, asking: Asking, asked: Question, fault: InvalidReply | None = None
) -> HttpResponse:
    place = place_in_questionnaire(asking.questionnaire, uuid.UUID(asked.uuid))
    context = {
        "token": token,
        "asking": asking,
        "fault": str(fault or ""),
        "saved_at": asking.saved_at,
        "is_new": _is_new(request, asking),
        "strip": personal_strip(place, token, question=asked) if place else None,
        **asking.screen(asked, **refused(request, fault)),
    }
    return render(request, "personal/questionnaire_question.html", context, status=422 if fault else 200)


def _onward(request: PersonalRequest, token: str, asked: Question) -> HttpResponse:
    """The next question left, or the summary when none is."""
    asking = _asking(request)
    following = next_question(asking.schema, asking.replies, asked.uuid)
    if following is None:
        return redirect("personal_diagnostics:summary", token=token)
    return redirect("personal_diagnostics:question", token=token, question=following.uuid)


@personal_page()
@require_POST
def confirm(request: PersonalRequest, token: str, question: uuid.UUID) -> HttpResponse:
    """« Toujours juste »; one stays on the question where the fact was offered, or goes on when it is that one."""
    asking = _asking(request)
    fact, actor = _question(asking, question), Actor(holder=request.holder)
    try:
        confirm_fact(questionnaire_id=asking.questionnaire.pk, question_uuid=fact.uuid, actor=actor)
    except QuestionnaireClosed:
        return _closed(request, token)
    here = asking.schema.question(request.POST.get("here", ""))
    if here is None:
        return redirect("personal_diagnostics:questionnaire", token=token)
    if here == fact:  # what was asked again is settled
        return _onward(request, token, fact)
    return redirect("personal_diagnostics:question", token=token, question=here.uuid)


def _is_new(request: PersonalRequest, asking: Asking) -> bool:
    """Nobody has touched this person's page since the questionnaire was sent."""
    used = request.link.last_used_at
    return used is None or used < asking.questionnaire.sent_at


@personal_page()
@require_safe
def summary(request: PersonalRequest, token: str) -> HttpResponse:
    return _summary(request, token, _asking(request))


def _summary(request: PersonalRequest, token: str, asking: Asking, *, is_refused: bool = False) -> HttpResponse:
    context = {
        "token": token,
        "asking": asking,
        "sections": asking.summary(),
        "submitted": asking.questionnaire.state == Questionnaire.State.SUBMITTED,
        "authors": authors_of(asking.questionnaire),
        "is_refused": is_refused,
    }
    return render(request, "personal/questionnaire_summary.html", context, status=422 if is_refused else 200)


@personal_page()
@require_POST
def submit(request: PersonalRequest, token: str) -> HttpResponse:
    asking = _asking(request)
    try:
        submit_questionnaire(questionnaire_id=asking.questionnaire.pk, actor=Actor(holder=request.holder))
    except QuestionnaireClosed:
        return _closed(request, token)
    except RequiredLeft:
        return _summary(request, token, asking, is_refused=True)
    return redirect("personal_diagnostics:summary", token=token)


def _closed(request: PersonalRequest, token: str) -> HttpResponse:
    return render(request, "personal/questionnaire_none.html", {"token": token, "is_closed": True}, status=409)


@personal_page()
@require_safe
def lines(request: PersonalRequest, token: str) -> HttpResponse:
    """Where the lines used to stand: they are read and corrected on the fiche."""
    return redirect("personal_report:report", token=token)


@personal_page()
@require_POST
def confirm_own_lines(request: PersonalRequest, token: str) -> HttpResponse:
    """« C’est exact »."""
    if confirm_lines(company=company_of(request), holder=request.holder):
        toast(request, _("Merci, c’est confirmé."))
    return redirect("personal:home", token=token)


@personal_page()
@require_POST
def level(request: PersonalRequest, token: str, line: uuid.UUID) -> HttpResponse:
    flow = get_object_or_404(Flow.objects.current(), company=company_of(request), uuid=line)
    form = LevelForm(request.POST)
    if form.is_valid():
        change_level(flow_id=flow.pk, level=form.cleaned_data["level"], actor=Actor(holder=request.holder))
        toast(request, _("C’est changé pour « %(label)s ».") % {"label": flow.label})
    return redirect("personal_report:report", token=token)
