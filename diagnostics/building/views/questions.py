"""One question of a draft: its form, which redraws itself as its kind is chosen, and the gestures on it."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from diagnostics.building.question_form import QuestionForm
from diagnostics.building.question_parts import swapped
from diagnostics.building.question_writing import written_question
from diagnostics.building.services import QuestionChanged, change_draft
from diagnostics.building.views.drafts import STEPS, delete, new_uuid
from diagnostics.building.views.drafts_of import address_of, apply, on_draft
from diagnostics.building.words import example_words, question_words
from diagnostics.models import Template
from diagnostics.questionnaire import editing
from diagnostics.questionnaire.editing import Gone, Raw, TooMuch
from diagnostics.questionnaire.examples import examples
from diagnostics.questionnaire.questions import Question
from diagnostics.questionnaire.schema import read_schema
from symbiose.http import MemberRequest
from symbiose.programmes.submissions import claim_submission, new_submission_key
from symbiose.ui.toasts import toast

SHOWN_EXAMPLES = 8
SAVING = {"", "save", "another"}


@require_http_methods(["GET", "HEAD", "POST"])
@on_draft
def question_create(request: MemberRequest, template: Template) -> HttpResponse:
    sections = editing.sections_of(template.schema)
    if not sections:
        return redirect(address_of("section_create", template, request))
    wanted = request.GET.get("section", "")
    section = wanted if editing.find_section(template.schema, wanted) else sections[-1]["uuid"]
    form = QuestionForm(_post(request), template=template, section=section, kind=request.GET.get("kind", ""))
    if not _is_saving(request) or not form.is_valid():
        return _form_page(request, template, form)
    question, home = written_question(form), form.cleaned_data["section"]
    try:
        _add(request, template, home, question)
    except (Gone, TooMuch) as fault:
        form.add_error(None, str(fault) if isinstance(fault, TooMuch) else _("Cette partie n’est plus là."))
        return _form_page(request, template, form)
    return _onward(request, template, question, home)


def _add(request: MemberRequest, template: Template, section: str, question: Raw) -> None:
    def gesture(raw: Raw) -> Raw:
        return editing.add_question(raw, section, question) if claim_submission(request) else raw

    change_draft(template_id=template.pk, gesture=gesture, actor=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@on_draft
def question_edit(request: MemberRequest, template: Template, question: uuid.UUID) -> HttpResponse:
    """Write a question; when somebody else wrote it meanwhile, both texts stay until one is chosen."""
    stored = editing.find_question(template.schema, str(question))
    if stored is None and request.method != "POST":
        raise Http404
    form = QuestionForm(_post(request), template=template, stored=stored)
    if not _is_saving(request) or not form.is_valid():
        return _form_page(request, template, form)
    written, home = {**written_question(form), "uuid": str(question)}, form.cleaned_data["section"]
    seen = request.POST.get("seen", "")
    choice = request.POST.get("keep_question", "")
    try:
        change_draft(
            template_id=template.pk,
            gesture=lambda raw: _written(raw, written, home, choice),
            actor=request.user,
            seen=(str(question), seen),
        )
    except QuestionChanged as change:
        return _conflict_page(request, change.current, written)
    except (Gone, TooMuch):
        raise Http404 from None
    return _onward(request, template, written, home)


def _written(raw: Raw, question: Raw, section: str, choice: str) -> Raw:
    """The questions with one rewritten; after a conflict, with the other one kept, or both."""
    if choice == "theirs":
        return raw
    if choice == "both":
        return editing.add_question(raw, section, {**question, "uuid": new_uuid()})
    return editing.replace_question(raw, question, section)


def _post(request: MemberRequest) -> QueryDict | None:
    """What was typed, with two rows exchanged where that was the gesture."""
    if request.method != "POST":
        return None
    prefix, _sep, rest = request.POST.get("do", "").partition("-")
    way, _sep, number = rest.partition("-")
    if prefix in {"option", "column"} and way in STEPS and number.isascii() and number.isdigit() and len(number) < 4:
        return swapped(request.POST, prefix, int(number), STEPS[way])
    return request.POST


def _is_saving(request: MemberRequest) -> bool:
    return request.method == "POST" and request.POST.get("do", "") in SAVING


def _form_page(request: MemberRequest, template: Template, form: QuestionForm) -> HttpResponse:
    """The whole page, or its form alone, or the lines that the answers would give."""
    if form.is_bound and not _is_saving(request):
        form.quiet()
    elif not form.is_bound:
        form.cleaned_data = {}
    shown = written_question(form) if form.is_bound else form.stored
    context = {
        "template": template,
        "form": form,
        "lines": _lines(template, shown),
        "seen": request.POST.get("seen") or editing.digest(form.stored),
        "key": request.POST.get("submission_key") or new_submission_key(),
        "number": _number(template, form.stored),
    }
    faulty = bool(form.errors)
    return render(request, _page(request), context, status=422 if faulty else 200)


def _page(request: MemberRequest) -> str:
    if request.htmx and request.POST.get("do") == "lines":
        return "building/partials/lines.html"
    if request.htmx and not _is_saving(request):
        return "building/partials/question_form.html"
    return "building/question.html"


def _lines(template: Template, raw: Raw) -> list[str]:
    """What the answers would give, one sentence each."""
    question = _as_question(raw)
    if question is None or question.flow is None:
        return []
    found = examples(question, read_schema(template.schema))
    return [example_words(example) for example in found[:SHOWN_EXAMPLES]]


def _as_question(raw: Raw) -> Question | None:
    alone = {"sections": [{"uuid": new_uuid(), "title": "", "questions": [raw]}]}
    return next(iter(read_schema(alone).questions()), None)


def _number(template: Template, stored: Raw) -> int:
    uuids = [question["uuid"] for question in editing.questions_of(template.schema)]
    return uuids.index(stored["uuid"]) + 1 if stored else len(uuids) + 1


def _onward(request: MemberRequest, template: Template, question: Raw, section: str) -> HttpResponse:
    toast(request, _("Question enregistrée."))
    if request.POST.get("do") == "another":
        return redirect(f"{address_of('question_create', template, request)}?section={section}")
    return redirect(address_of("edit", template, request, f"question-{question['uuid']}"))


def _conflict_page(request: MemberRequest, current: Template, mine: Raw) -> HttpResponse:
    """Both texts side by side, with what was typed kept in the form (409)."""
    theirs = editing.find_question(current.schema, mine["uuid"])
    schema = read_schema(current.schema)
    own = _as_question(mine)
    other = schema.question(mine["uuid"]) if theirs else None
    my_words = question_words(own, schema) if own else [mine["text"]]
    their_words = question_words(other, schema) if other else [_("Question retirée")]
    context: dict[str, Any] = {
        "template": current,
        "mine": [(line, line not in their_words) for line in my_words],
        "theirs": [(line, line not in my_words) for line in their_words],
        "seen": editing.digest(theirs) if theirs else "",
        "is_gone": theirs is None,
        "typed": [
            (key, value)
            for key, values in request.POST.lists()
            if key not in {"csrfmiddlewaretoken", "seen", "keep_question", "do"}
            for value in values
        ],
    }
    return render(request, "building/conflict.html", context, status=409)


@require_POST
@on_draft
def question_move(request: MemberRequest, template: Template, question: uuid.UUID) -> HttpResponse:
    key, step = str(question), STEPS.get(request.POST.get("to", ""), 0)
    if not step:
        return redirect(address_of("edit", template, request))
    return apply(request, template, lambda raw: editing.move_question(raw, key, step), "", anchor=f"question-{key}")


@require_POST
@on_draft
def question_duplicate(request: MemberRequest, template: Template, question: uuid.UUID) -> HttpResponse:
    key = str(question)
    return apply(
        request,
        template,
        lambda raw: editing.duplicate_question(raw, key, new_uuid),
        _("Question copiée."),
        anchor=f"question-{key}",
    )


@require_POST
@on_draft
def question_delete(request: MemberRequest, template: Template, question: uuid.UUID) -> HttpResponse:
    """Take a question out; the toast puts it back."""
    return delete(request, template, str(question), _("Question retirée."))
