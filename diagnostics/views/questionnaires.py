from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from companies.models import Company, Contact
from diagnostics.asking import Asking
from diagnostics.filters import QuestionnaireFilter
from diagnostics.forms import SendForm
from diagnostics.models import Diagnostic, Questionnaire
from diagnostics.questionnaire.path import next_question
from diagnostics.questionnaire.replies import InvalidReply
from diagnostics.questionnaire.schema import Question
from diagnostics.services.questionnaires import (
    QuestionnaireClosed,
    Sending,
    close_questionnaire,
    save_reply,
    send_questionnaires,
    submit_questionnaire,
)
from diagnostics.services.templates import current_template
from diagnostics.views.personal import posted_reply
from symbiose.http import MemberRequest
from symbiose.journal.services import Actor
from symbiose.programmes.perms import may
from symbiose.ui.toasts import toast

PER_PAGE = 25
State = Questionnaire.State


@require_GET
def questionnaire_list(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """Who has answered, who has begun, who is silent; and the companies that still wait for a sending."""
    membership = request.membership
    questionnaires = Questionnaire.objects.visible_to(membership).select_related("company", "submitted_by")
    filterset = QuestionnaireFilter(request.GET, queryset=questionnaires)
    reachable = Contact.objects.reachable_by_email().filter(company=OuterRef("company"))
    rows = filterset.qs.annotate(has_address=Exists(reachable)).order_by("-sent_at", "-pk")
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "filterset": filterset,
        "states": State.choices,
        "rate": response_rate(questionnaires),
        "to_send": companies_to_send(request).count(),
        "can_send": may(membership, "questionnaires:send", "POST"),
    }
    template = "questionnaires/partials/table.html" if request.htmx else "questionnaires/list.html"
    return render(request, template, context)


def response_rate(questionnaires: QuerySet[Questionnaire]) -> dict[str, int]:
    counts = questionnaires.aggregate(
        sent=Count("pk"),
        answered=Count("pk", filter=Q(state=State.SUBMITTED)),
        started=Count("pk", filter=Q(state=State.STARTED)),
        silent=Count("pk", filter=Q(state=State.SENT)),
    )
    return {**counts, "percent": round(100 * counts["answered"] / counts["sent"]) if counts["sent"] else 0}


def companies_to_send(request: MemberRequest) -> QuerySet[Company]:
    """Companies of the programme without this questionnaire, the visited ones marked."""
    template = current_template(request.programme)
    got = Questionnaire.objects.filter(company=OuterRef("pk"), template=template)
    visited = Diagnostic.objects.completed().filter(company=OuterRef("pk"))
    companies = Company.objects.visible_to(request.membership).active()
    return companies.filter(~Exists(got), Exists(visited)).order_by("name", "pk")


@require_http_methods(["GET", "POST"])
def questionnaire_send(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """Choose the visited companies that have not got it, and the day by which they answer."""
    companies = companies_to_send(request)
    form = SendForm(request.POST if request.method == "POST" else None, companies=companies)
    if request.method == "POST" and form.is_valid():
        sending = send_questionnaires(
            programme=request.programme,
            template=current_template(request.programme),
            company_ids=[company.pk for company in form.cleaned_data["companies"]],
            answer_by=form.cleaned_data["answer_by"],
            actor=request.user,
        )
        toast(request, _sent(request, sending))
        return redirect("questionnaires:list", programme_slug=programme_slug)
    reachable = Contact.objects.reachable_by_email().filter(company=OuterRef("pk"))
    context = {
        "form": form,
        "companies": companies.annotate(has_address=Exists(reachable)),
        "chosen": set(request.POST.getlist("companies")) if request.method == "POST" else None,
        "holds": request.programme.hold_messages,
    }
    return render(request, "questionnaires/send.html", context, status=422 if form.errors else 200)


def _sent(request: MemberRequest, sending: Sending) -> str:
    sent = ngettext("%(n)s questionnaire est prêt", "%(n)s questionnaires sont prêts", sending.sent)
    ending = _(" ; les messages attendent votre relecture.") if request.programme.hold_messages else "."
    return sent % {"n": sending.sent} + ending


def _visible(request: MemberRequest, pk: int) -> Questionnaire:
    questionnaires = Questionnaire.objects.visible_to(request.membership)
    return get_object_or_404(questionnaires.with_answers(), pk=pk)


@require_GET
def questionnaire_detail(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    questionnaire = _visible(request, pk)
    asking = Asking(questionnaire)
    context = {
        "questionnaire": questionnaire,
        "asking": asking,
        "sections": asking.summary(),
        "is_changeable": questionnaire.closed_at is None,
        "can_enter": may(request.membership, "questionnaires:enter", "POST"),
        "can_close": may(request.membership, "questionnaires:close", "POST"),
    }
    return render(request, "questionnaires/detail.html", context)


@require_http_methods(["GET", "POST"])
def questionnaire_enter(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """Type the answers of a company during a call: the same questions, one at a time; `do=submit` sends them."""
    asking = Asking(_visible(request, pk))
    asked = _asked(request, asking)
    if request.method != "POST":
        return _screen(request, asking, asked)
    try:
        return _keep(request, asking, asked)
    except InvalidReply as fault:
        return _screen(request, asking, asked, fault=str(fault))
    except QuestionnaireClosed:
        toast(request, _("Ce questionnaire est clos."))
        return redirect("questionnaires:detail", programme_slug=programme_slug, pk=pk)


def _asked(request: MemberRequest, asking: Asking) -> Question | None:
    """The question named in the address, else the first one left; None at the end."""
    wanted = request.POST.get("question") or request.GET.get("question") or asking.progress.resume_at
    found = asking.schema.question(wanted)
    if wanted and found is None:
        raise Http404
    return found


def _keep(request: MemberRequest, asking: Asking, asked: Question | None) -> HttpResponse:
    actor, pk, slug = Actor(user=request.user), asking.questionnaire.pk, request.programme.slug
    if asked is None or request.POST.get("do") == "submit":
        submit_questionnaire(questionnaire_id=pk, actor=actor)
        toast(request, _("Réponses enregistrées."))
        return redirect("questionnaires:detail", programme_slug=slug, pk=pk)
    save_reply(questionnaire_id=pk, question_uuid=asked.uuid, reply=posted_reply(request, asked), actor=actor)
    fresh = Asking(_visible(request, pk))
    following = next_question(fresh.schema, fresh.replies, asked.uuid)
    address = reverse("questionnaires:enter", args=[slug, pk])
    return redirect(f"{address}?question={following.uuid}" if following else address)


def _screen(request: MemberRequest, asking: Asking, asked: Question | None, fault: str = "") -> HttpResponse:
    typed = request.POST.getlist("answer") if fault else None
    context: dict[str, Any] = {
        "questionnaire": asking.questionnaire,
        "asking": asking,
        "fault": fault,
        "sections": asking.summary() if asked is None else [],
        **(asking.screen(asked, typed) if asked else {}),
    }
    return render(request, "questionnaires/enter.html", context, status=422 if fault else 200)


@require_POST
def questionnaire_close(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    questionnaire = _visible(request, pk)
    close_questionnaire(questionnaire_id=questionnaire.pk, actor=Actor(user=request.user))
    toast(request, _("Questionnaire clos : les réponses ne changent plus."))
    return redirect("questionnaires:detail", programme_slug=programme_slug, pk=pk)
