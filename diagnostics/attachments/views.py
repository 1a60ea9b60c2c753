from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from diagnostics.attachments.forms import CaptionForm, PlaceForm, file_question
from diagnostics.attachments.places import Place, place_of
from diagnostics.attachments.receiving import MOST_AT_ONCE, Received, receive
from diagnostics.attachments.services import as_json, caption_attachment, remove_attachment, restore_attachment
from diagnostics.attachments.serving import file_response
from diagnostics.attachments.strips import staff_addresses, staff_strip
from diagnostics.models import Attachment
from diagnostics.questionnaire.questions import Question
from symbiose.http import MemberRequest
from symbiose.journal.services import Actor
from symbiose.programmes.conflicts import edit_data, save_or_conflict
from symbiose.ui.toasts import toast, toast_now

JSON = "application/json"


@require_POST
def attachment_create(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """Join files to a visit, a line or an answer. The uuid made by the page keeps a file once, however often sent.

    Fields: `file` (or `camera`), `uuid`, `caption`, and the place: `diagnostic` (its number) or `flow` (its uuid) or
    `questionnaire` (its number), with `question` (its uuid) where the file is an answer. Asked for JSON, it answers
    {"files": […], "errors": […]}: 201 when all is kept, 422 otherwise, 404 when the place is not there.
    """
    form = PlaceForm(request.POST, membership=request.membership)
    place = form.place()
    if place is None:
        return _nowhere(request)
    question = _question(place)
    left = question.most_files - place.attachments.count() if question else MOST_AT_ONCE
    documents = question is None or question.accept == "file"
    received = receive(request, place, Actor(user=request.user), documents=documents, most=left)
    if _wants_json(request):
        return _told(request, received)
    if request.htmx or received.faults:
        return _strip(request, place, fault=received.fault, caption=request.POST.get("caption", "")[:200])
    return redirect(_next(request) or home_of(place, programme_slug))


def _nowhere(request: MemberRequest) -> HttpResponse:
    if not request.POST and not request.FILES:
        return JsonResponse({"files": [], "errors": [_("Choisissez une photo, ou prenez-en une.")]}, status=422)
    raise Http404


def _question(place: Place) -> Question | None:
    holder = place.questionnaire or place.diagnostic
    template = holder.template if holder and place.question_uuid else None
    return file_question(template.schema, place.question_uuid) if template and place.question_uuid else None


def _wants_json(request: MemberRequest) -> bool:
    return JSON in request.headers.get("Accept", "")


def _told(request: MemberRequest, received: Received) -> JsonResponse:
    slug = request.programme.slug
    files = [as_json(attachment, staff_addresses(attachment, slug)) for attachment in received.kept]
    return JsonResponse({"files": files, "errors": received.faults}, status=422 if received.faults else 201)


def _strip(request: MemberRequest, place: Place, **said: Any) -> HttpResponse:
    """The strip of the place alone for htmx, in a page of its own otherwise."""
    strip = staff_strip(place, request.membership, question=_question(place), **said)
    context = {"strip": strip, "back": _next(request) or home_of(place, request.programme.slug), "place": place}
    template = "diagnostics/partials/photos.html" if request.htmx else "diagnostics/photos.html"
    return render(request, template, context, status=422 if strip.fault else 200)


def _next(request: MemberRequest) -> str:
    wanted = request.POST.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""


def home_of(place: Place, slug: str) -> str:
    """The page that shows a place."""
    if place.flow:
        return reverse("diagnostics:flow_edit", args=[slug, place.flow.pk])
    if place.questionnaire:
        return reverse("questionnaires:detail", args=[slug, place.questionnaire.pk])
    name = "diagnostics:detail" if place.question_uuid else "diagnostics:notes"
    return reverse(name, args=[slug, place.diagnostic.pk if place.diagnostic else 0])


def _visible(request: MemberRequest, key: uuid.UUID, *, removed: bool = False) -> Attachment:
    attachments = Attachment.objects.visible_to(request.membership).filter(removed_at__isnull=not removed)
    whole = attachments.select_related("company", "diagnostic__template", "flow", "questionnaire__template")
    return get_object_or_404(whole, uuid=key)


@require_GET
def attachment_file(request: MemberRequest, programme_slug: str, key: uuid.UUID) -> HttpResponse:
    return file_response(_visible(request, key))


@require_GET
def attachment_preview(request: MemberRequest, programme_slug: str, key: uuid.UUID) -> HttpResponse:
    attachment = _visible(request, key)
    return file_response(attachment, preview=bool(attachment.preview))


@require_http_methods(["GET", "POST"])
def attachment_caption(request: MemberRequest, programme_slug: str, key: uuid.UUID) -> HttpResponse:
    attachment = _visible(request, key)
    place = place_of(attachment)
    form = CaptionForm(edit_data(request, attachment), instance=attachment)
    if request.method == "POST" and form.is_valid():
        caption = form.cleaned_data["caption"]
        conflict = save_or_conflict(
            request,
            form,
            lambda version: caption_attachment(attachment_id=attachment.pk, caption=caption, expected_version=version),
        )
        return conflict or redirect(home_of(place, programme_slug))
    context = {
        "form": form,
        "attachment": attachment,
        "to": staff_addresses(attachment, programme_slug),
        "back": home_of(place, programme_slug),
        "version": request.POST.get("version", attachment.version),
    }
    return render(request, "diagnostics/photo_caption.html", context, status=422 if form.errors else 200)


@require_POST
def attachment_remove(request: MemberRequest, programme_slug: str, key: uuid.UUID) -> HttpResponse:
    """Take a file away, with « Annuler » for a while."""
    attachment = remove_attachment(attachment_id=_any_visible(request, key).pk, actor=Actor(user=request.user))
    undo = reverse("attachments:restore", args=[programme_slug, key])
    said = _("La photo est retirée.") if attachment.kind == Attachment.Kind.PHOTO else _("Le document est retiré.")
    if request.htmx:
        return toast_now(_strip(request, place_of(attachment)), said, undo_url=undo)
    toast(request, said, undo_url=undo)
    return redirect(home_of(place_of(attachment), programme_slug))


@require_POST
def attachment_restore(request: MemberRequest, programme_slug: str, key: uuid.UUID) -> HttpResponse:
    attachment = restore_attachment(attachment_id=_any_visible(request, key).pk, actor=Actor(user=request.user))
    return redirect(home_of(place_of(attachment), programme_slug))


def _any_visible(request: MemberRequest, key: uuid.UUID) -> Attachment:
    """Removed or not: both gestures may come twice."""
    return get_object_or_404(Attachment.objects.visible_to(request.membership), uuid=key)
