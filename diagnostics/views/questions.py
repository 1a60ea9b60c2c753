"""The questions of a visit: one page, one form per section; with JavaScript each answer is kept as it is typed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from diagnostics.enums import Direction, Family, Period
from diagnostics.flow_forms import UNITS
from diagnostics.models import Diagnostic
from diagnostics.offline.conflicts import open_conflicts
from diagnostics.question_posts import save_section
from diagnostics.services.templates import fuller_template
from diagnostics.services.visits import CannotGrow, grow_visit
from diagnostics.views.visits import visible_diagnostic, visit_context
from diagnostics.visit_questions import VisitQuestions
from symbiose.http import MemberRequest
from symbiose.journal.services import Actor
from symbiose.ui.toasts import toast


@require_http_methods(["GET", "POST"])
def diagnostic_questions(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    diagnostic = visible_diagnostic(request, pk)
    if request.method != "POST":
        return _page(request, diagnostic)
    questions = VisitQuestions(diagnostic, request.membership)
    wanted = request.POST.get("section", "")
    section = next((section for section in questions.schema.sections if section.uuid == wanted), None)
    if section is None:  # asked of an earlier version of the template
        return redirect("diagnostics:questions", programme_slug=programme_slug, pk=pk)
    before = open_conflicts(diagnostic, request.membership).count()
    faults = save_section(diagnostic=diagnostic, section=section, posted=request.POST, membership=request.membership)
    if faults:
        return _page(request, visible_diagnostic(request, pk), faults=faults, opened=section.uuid)
    if open_conflicts(diagnostic, request.membership).count() == before:
        toast(request, _("Réponses enregistrées."))
    address = reverse("diagnostics:questions", args=[programme_slug, pk])
    return redirect(f"{address}?section={section.uuid}#section-{section.uuid}")


def _page(
    request: MemberRequest, diagnostic: Diagnostic, *, faults: dict[str, Any] | None = None, opened: str = ""
) -> HttpResponse:
    context = visit_context(request, diagnostic)
    can_write = context["is_open"] and context["can_edit"]
    questions = VisitQuestions(
        diagnostic,
        request.membership,
        faults=faults,
        can_write=can_write,
        opened=opened or request.GET.get("section", ""),
    )
    context |= {
        "current": "questions",
        "questions": questions,
        "sections": questions.sections(),
        "can_write": can_write,
        "grows_into": fuller_template(diagnostic.template) if can_write else None,
        "line_choices": {
            "directions": [(side.value, str(side.label).capitalize()) for side in Direction],
            "families": Family.choices,
            "periods": Period.choices,
            "units": UNITS,
        },
    }
    return render(request, "diagnostics/questions.html", context, status=422 if faults else 200)


@require_POST
def diagnostic_grow(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """« Passer au diagnostic complet »: the same visit goes on with the fuller questions, what is answered stays."""
    diagnostic = visible_diagnostic(request, pk)
    try:
        grow_visit(diagnostic_id=diagnostic.pk, actor=Actor(user=request.user))
    except CannotGrow:
        toast(request, _("Ce diagnostic a déjà toutes ses questions."))
    else:
        toast(request, _("Le diagnostic est complet : vos réponses sont restées."))
    return redirect("diagnostics:questions", programme_slug=programme_slug, pk=pk)
