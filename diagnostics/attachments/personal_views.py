"""The files of a questionnaire on the company's own page: only what its own people joined to its own questions."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from diagnostics.attachments.forms import file_question, place_in_questionnaire
from diagnostics.attachments.places import Place
from diagnostics.attachments.receiving import receive
from diagnostics.attachments.services import remove_attachment
from diagnostics.attachments.serving import file_response
from diagnostics.attachments.strips import personal_strip
from diagnostics.models import Attachment, Questionnaire
from diagnostics.questionnaire.questions import Question
from diagnostics.views.personal import company_of
from symbiose.http import PersonalRequest
from symbiose.journal.services import Actor
from symbiose.links.pages import personal_page
from symbiose.ui.toasts import toast


def place_for(request: PersonalRequest, question: uuid.UUID) -> tuple[Place, Question]:
    """The place of a file question of the questionnaire that the company may still answer."""
    current = Questionnaire.objects.filter(company=company_of(request)).changeable()
    questionnaire = current.select_related("company", "template").first()
    place = place_in_questionnaire(questionnaire, question) if questionnaire else None
    asked = file_question(questionnaire.template.schema, question) if questionnaire else None
    if place is None or asked is None:
        raise Http404
    return place, asked


@personal_page()
@require_POST
def file_create(request: PersonalRequest, token: str, question: uuid.UUID) -> HttpResponse:
    """Join files to a question; one stays on it."""
    place, asked = place_for(request, question)
    here = reverse("personal_diagnostics:question", args=[token, question])
    received = receive(
        request,
        place,
        Actor(holder=request.holder),
        documents=asked.accept == "file",
        most=asked.most_files - place.attachments.count(),
    )
    fault = received.fault
    if not fault:
        return redirect(here)
    strip = personal_strip(place, token, question=asked, fault=fault)
    context = {"strip": strip, "back": here, "token": token, "question": asked}
    return render(request, "personal/questionnaire_files.html", context, status=422)


def _own(request: PersonalRequest, key: uuid.UUID) -> Attachment:
    """A file that answers a question of this company: what advisers took in the workshop is not among them."""
    answers = Attachment.objects.kept().filter(company=company_of(request), questionnaire__isnull=False)
    return get_object_or_404(answers, uuid=key)


@personal_page()
@require_safe
def file(request: PersonalRequest, token: str, key: uuid.UUID) -> HttpResponse:
    return file_response(_own(request, key))


@personal_page()
@require_safe
def file_preview(request: PersonalRequest, token: str, key: uuid.UUID) -> HttpResponse:
    attachment = _own(request, key)
    return file_response(attachment, preview=bool(attachment.preview))


@personal_page()
@require_POST
def file_remove(request: PersonalRequest, token: str, key: uuid.UUID) -> HttpResponse:
    attachment = _own(request, key)
    if attachment.question_uuid is None:
        raise Http404
    place_for(request, attachment.question_uuid)  # a closed questionnaire changes no more
    remove_attachment(attachment_id=attachment.pk, actor=Actor(holder=request.holder))
    toast(request, _("Le fichier est retiré."))
    return redirect("personal_diagnostics:question", token=token, question=attachment.question_uuid)
