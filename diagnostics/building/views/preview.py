"""A template at the width of a phone: the real screens, clicked through, and nothing recorded."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from diagnostics.building.messages import send_trial
from diagnostics.building.previewing import Trial, forget_trial, trial_of, try_reply
from diagnostics.building.views.drafts_of import address_of, visible_template
from diagnostics.models import Template
from diagnostics.questionnaire.path import applicable, next_question
from diagnostics.questionnaire.questions import Kind, Question
from diagnostics.questionnaire.replies import PASSED, InvalidReply
from diagnostics.views.personal import posted_reply, refused
from symbiose.http import MemberRequest
from symbiose.programmes.perms import may
from symbiose.programmes.submissions import new_submission_key, submitted_key
from symbiose.ui.toasts import toast


@require_safe
def template_preview(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """Where the trial stands: the question of the address, else the first one left."""
    template = visible_template(request, pk)
    trial = trial_of(request, template)
    if trial.progress.finished:
        return redirect(address_of("preview_summary", template, request))
    return redirect(address_of("preview_question", template, request, question=trial.progress.resume_at))


@require_http_methods(["GET", "HEAD", "POST"])
def preview_question(request: MemberRequest, programme_slug: str, pk: int, question: uuid.UUID) -> HttpResponse:
    template = visible_template(request, pk)
    trial = trial_of(request, template)
    asked = trial.schema.question(str(question))
    if asked is None:
        raise Http404
    if request.method != "POST":
        return _screen(request, trial, asked)
    try:
        reply = posted_reply(request, asked)
    except InvalidReply as fault:
        if asked.kind != Kind.FILE:
            return _screen(request, trial, asked, fault)
        reply = PASSED  # nothing is joined to a trial
    try_reply(request, template, asked.uuid, reply)
    return _onward(request, template, asked)


def _screen(request: MemberRequest, trial: Trial, asked: Question, fault: InvalidReply | None = None) -> HttpResponse:
    context = {
        **preview_context(request, trial.template),
        "asking": trial,
        "fault": str(fault or ""),
        "is_asked": asked in applicable(trial.schema, trial.replies),
        **trial.screen(asked, **refused(request, fault)),
    }
    return render(request, "building/preview_question.html", context, status=422 if fault else 200)


def preview_context(request: MemberRequest, template: Template) -> dict[str, object]:
    return {
        "template": template,
        "key": new_submission_key(),
        "can_edit": template.published_at is None and may(request.membership, "templates:edit"),
    }


def _onward(request: MemberRequest, template: Template, asked: Question) -> HttpResponse:
    trial = trial_of(request, template)
    following = next_question(trial.schema, trial.replies, asked.uuid)
    if following is None:
        return redirect(address_of("preview_summary", template, request))
    return redirect(address_of("preview_question", template, request, question=following.uuid))


@require_safe
def preview_summary(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """What was answered, as a company reads it before it sends; here nothing is sent."""
    template = visible_template(request, pk)
    trial = trial_of(request, template)
    context = {**preview_context(request, template), "asking": trial, "sections": trial.summary()}
    return render(request, "building/preview_summary.html", context)


@require_POST
def preview_restart(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    template = visible_template(request, pk)
    forget_trial(request, template)
    return redirect(address_of("preview", template, request))


@require_POST
def template_send_trial(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """« Envoyer un essai »: a message to oneself, with a link to this preview."""
    template = visible_template(request, pk)
    if send_trial(template=template, click=submitted_key(request) or uuid.uuid4(), actor=request.user):
        toast(request, _("L’essai part à %(address)s.") % {"address": request.user.email})
    else:
        messages.error(request, _("Votre compte n’a pas d’adresse : l’essai ne peut pas partir."))
    return redirect(address_of("preview", template, request))
