"""What the views of a draft share: finding it, answering a gesture, and the two ways in which one may fail."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from diagnostics.building.pages import Outline
from diagnostics.building.services import Gesture, QuestionChanged, change_draft
from diagnostics.models import Template
from diagnostics.questionnaire.editing import Gone, TooMuch
from symbiose.ui.toasts import toast, toast_now

if TYPE_CHECKING:
    from symbiose.http import MemberRequest

P = ParamSpec("P")
DraftView = Callable[Concatenate["MemberRequest", Template, P], HttpResponse]


def visible_template(request: MemberRequest, pk: int) -> Template:
    return get_object_or_404(Template.objects.visible_to(request.membership), pk=pk)


def on_draft(view: DraftView[P]) -> Callable[..., HttpResponse]:
    """A view of a version that is being written; a published one is only shown."""

    @wraps(view)
    def checked(
        request: MemberRequest, programme_slug: str, pk: int, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        template = visible_template(request, pk)
        if template.published_at is None:
            return view(request, template, *args, **kwargs)
        toast(request, _("Cette version est publiée : elle ne change plus. « Modifier » ouvre la suivante."))
        return redirect(address_of("detail", template, request))

    return checked


def address_of(name: str, template: Template, request: MemberRequest, anchor: str = "", **kwargs: object) -> str:
    parts = {"programme_slug": request.programme.slug, "pk": template.pk, **kwargs}
    return reverse(f"templates:{name}", kwargs=parts) + (f"#{anchor}" if anchor else "")


def outline_context(request: MemberRequest, template: Template) -> dict[str, object]:
    return {"template": template, "outline": Outline(template)}


def apply(
    request: MemberRequest, draft: Template, gesture: Gesture, words: str, *, anchor: str = "", undo_url: str = ""
) -> HttpResponse:
    """Do a gesture on the list of questions and show it again: the part for htmx, else the page."""
    try:
        changed = change_draft(template_id=draft.pk, gesture=gesture, actor=request.user)
    except (Gone, TooMuch) as fault:
        return refused(request, draft, str(fault) if isinstance(fault, TooMuch) else gone_words())
    return answer(request, changed, words, anchor=anchor, undo_url=undo_url)


def answer(
    request: MemberRequest, draft: Template, words: str, *, anchor: str = "", undo_url: str = ""
) -> HttpResponse:
    if request.htmx:
        part = render(request, "building/partials/draft.html", outline_context(request, draft))
        return toast_now(part, words, undo_url=undo_url) if words else part
    if words:
        toast(request, words, undo_url=undo_url)
    return redirect(address_of("edit", draft, request, anchor))


def refused(request: MemberRequest, draft: Template, words: str) -> HttpResponse:
    """Say at the top of the page why nothing was done."""
    messages.error(request, words)
    if request.htmx:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return redirect(address_of("edit", draft, request))


def gone_words() -> str:
    return _("Ce n’est plus là : une autre personne l’a retiré entre-temps.")


__all__ = ["QuestionChanged", "address_of", "answer", "apply", "gone_words", "on_draft", "outline_context", "refused"]
