"""The page of a draft: its title, its sections in order, and the gestures on them."""

from __future__ import annotations

import uuid

from django.forms.models import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from diagnostics.building.forms import HeadForm, SectionForm
from diagnostics.building.removals import last_removed, remember_removed, take_removed
from diagnostics.building.services import QuestionChanged, change_draft, head_digest, name_draft
from diagnostics.building.views.drafts_of import (
    address_of,
    answer,
    apply,
    gone_words,
    on_draft,
    outline_context,
    refused,
)
from diagnostics.models import Template
from diagnostics.questionnaire import editing
from diagnostics.questionnaire.editing import Gone, Raw, TooMuch
from symbiose.http import MemberRequest, posted
from symbiose.ui.toasts import toast

STEPS = {"up": -1, "down": 1}


def new_uuid() -> str:
    return str(uuid.uuid4())


@require_safe
@on_draft
def template_edit(request: MemberRequest, template: Template) -> HttpResponse:
    """Sections and questions in order, with what each gives and what is wrong with it."""
    return render(request, "building/edit.html", outline_context(request, template))


@require_http_methods(["GET", "HEAD", "POST"])
@on_draft
def template_name(request: MemberRequest, template: Template) -> HttpResponse:
    """The title, and what it is for; two people who write it see both."""
    seen = request.POST.get("seen", "") or head_digest(template)
    form, current = HeadForm(posted(request), initial=model_to_dict(template, ["title", "description"])), None
    if form.is_valid():
        try:
            name_draft(template_id=template.pk, seen=seen, actor=request.user, **form.cleaned_data)
        except QuestionChanged as change:
            current, seen = change.current, head_digest(change.current)
        else:
            return _to_page(request, template, _("Titre enregistré."))
    context = {"template": template, "form": form, "seen": seen, "conflict": current}
    return render(request, "building/name.html", context, status=409 if current else 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@on_draft
def section_create(request: MemberRequest, template: Template) -> HttpResponse:
    form = SectionForm(posted(request))
    if form.is_valid():
        section = {"uuid": new_uuid(), **_written(form)}
        try:
            change_draft(
                template_id=template.pk, gesture=lambda raw: editing.add_section(raw, section), actor=request.user
            )
        except TooMuch as fault:
            form.add_error(None, str(fault))
        else:
            return redirect(address_of("edit", template, request, f"section-{section['uuid']}"))
    context = {"template": template, "form": form, "section": None}
    return render(request, "building/section.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@on_draft
def section_edit(request: MemberRequest, template: Template, section: uuid.UUID) -> HttpResponse:
    """The title of a section; two people who write it see both titles."""
    stored = editing.find_section(template.schema, str(section))
    if stored is None:
        raise Http404
    seen = request.POST.get("seen", "") or editing.digest(stored)
    form = SectionForm(posted(request), initial=stored)
    conflict = None
    if form.is_valid():
        changed = {**{name: stored[name] for name in stored if name != "questions"}, **_written(form)}
        try:
            change_draft(
                template_id=template.pk,
                gesture=lambda raw: editing.replace_section(raw, changed),
                actor=request.user,
                seen=(str(section), seen),
            )
        except QuestionChanged as change:
            conflict = editing.find_section(change.current.schema, str(section)) or {"title": _("retirée")}
            seen = editing.digest(conflict)
        else:
            return _to_page(request, template, _("Partie enregistrée."), f"section-{section}")
    context = {"template": template, "form": form, "section": stored, "seen": seen, "conflict": conflict}
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "building/section.html", context, status=status)


def _written(form: SectionForm) -> Raw:
    return {name: value for name, value in form.cleaned_data.items() if value}


def _to_page(request: MemberRequest, template: Template, words: str, anchor: str = "") -> HttpResponse:
    toast(request, words)
    return redirect(address_of("edit", template, request, anchor))


@require_POST
@on_draft
def section_move(request: MemberRequest, template: Template, section: uuid.UUID) -> HttpResponse:
    step = STEPS.get(request.POST.get("to", ""), 0)
    key = str(section)
    return apply(request, template, lambda raw: editing.move_section(raw, key, step), "", anchor=f"section-{key}")


@require_POST
@on_draft
def section_duplicate(request: MemberRequest, template: Template, section: uuid.UUID) -> HttpResponse:
    key = str(section)
    return apply(
        request,
        template,
        lambda raw: editing.duplicate_section(raw, key, new_uuid),
        _("Partie copiée."),
        anchor=f"section-{key}",
    )


@require_POST
@on_draft
def section_delete(request: MemberRequest, template: Template, section: uuid.UUID) -> HttpResponse:
    """Take a section out with its questions; the toast puts it back."""
    return delete(request, template, str(section), _("Partie retirée."))


def delete(request: MemberRequest, template: Template, key: str, words: str) -> HttpResponse:
    """Take a question or a section out, unless somebody changed it since it was shown."""
    removed: list[editing.Removed] = []

    def gesture(raw: Raw) -> Raw:
        remove = editing.remove_question if editing.find_question(raw, key) else editing.remove_section
        changed, entry = remove(raw, key)
        removed.append(entry)
        return changed

    seen = request.POST.get("seen")
    try:
        changed = change_draft(
            template_id=template.pk, gesture=gesture, actor=request.user, seen=(key, seen) if seen else None
        )
    except QuestionChanged:
        return refused(
            request, template, _("Elle a changé pendant que vous la lisiez : relisez-la avant de la retirer.")
        )
    except Gone:
        return refused(request, template, gone_words())
    remember_removed(request, template, removed[-1])
    return answer(request, changed, words, undo_url=address_of("undo", template, request))


@require_POST
@on_draft
def template_undo(request: MemberRequest, template: Template) -> HttpResponse:
    """Put back what was taken out last."""
    removed = last_removed(request, template)
    if removed is None:
        return refused(request, template, _("Il n’y a rien à remettre."))
    response = apply(request, template, lambda raw: editing.put_back(raw, removed), _("C’est remis."))
    take_removed(request, template)
    return response
