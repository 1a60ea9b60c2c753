from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from companies.models import Company, Contact
from diagnostics.asking import Asking
from diagnostics.attachments.forms import place_in_questionnaire
from diagnostics.attachments.strips import staff_strip
from diagnostics.campaigns.answer_history import told_sections
from diagnostics.campaigns.forms import ReopenForm
from diagnostics.campaigns.funnel import percent_of
from diagnostics.filters import QuestionnaireFilter
from diagnostics.models import Campaign, Diagnostic, Questionnaire
from diagnostics.questionnaire.path import next_question
from diagnostics.questionnaire.replies import InvalidReply
from diagnostics.questionnaire.schema import Question
from diagnostics.services.questionnaires import (
    QuestionnaireClosed,
    RequiredLeft,
    close_questionnaire,
    confirm_fact,
    reopen_questionnaire,
    save_reply,
    submit_questionnaire,
)
from diagnostics.services.templates import current_template
from diagnostics.views.personal import posted_reply, refused
from symbiose.http import MemberRequest
from symbiose.journal.services import Actor
from symbiose.programmes.models import Membership
from symbiose.programmes.perms import may
from symbiose.ui.toasts import toast

PER_PAGE, MOST_CAMPAIGNS = 25, 50
State = Questionnaire.State


@require_GET
def questionnaire_list(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """Who has answered, who has begun, who is silent; by campaign once there are several."""
    membership = request.membership
    visible = Questionnaire.objects.visible_to(membership)
    questionnaires = visible.select_related("company", "submitted_by", "campaign__programme")
    filterset = QuestionnaireFilter(request.GET, queryset=questionnaires, membership=membership)
    reachable = Contact.objects.reachable_by_email().filter(company=OuterRef("company"))
    rows = filterset.qs.annotate(has_address=Exists(reachable))
    campaigns = campaigns_with_rates(membership)
    context = {
        "page": Paginator(_by_campaign(rows), PER_PAGE).get_page(request.GET.get("page")),
        "filterset": filterset,
        "states": State.choices,
        "rate": response_rate(visible),
        "campaigns": campaigns,
        "only": campaigns[0] if len(campaigns) == 1 else None,
        "to_send": companies_to_send(request).count(),
        "can_send": may(membership, "campaigns:create", "POST"),
    }
    template = "questionnaires/partials/table.html" if request.htmx else "questionnaires/list.html"
    return render(request, template, context)


def _by_campaign(rows: QuerySet[Questionnaire]) -> QuerySet[Questionnaire]:
    return rows.order_by(F("campaign__opened_at").desc(nulls_last=True), "campaign", "-sent_at", "-pk")


def campaigns_with_rates(membership: Membership) -> list[Campaign]:
    """The campaigns, newest first, with `n_sent` and `n_answered` among the questionnaires that one may read."""
    ours = Q(questionnaires__in=Questionnaire.objects.visible_to(membership))
    answered = ours & Q(questionnaires__state=State.SUBMITTED)
    counted = Campaign.objects.visible_to(membership).annotate(
        n_sent=Count("questionnaires", filter=ours), n_answered=Count("questionnaires", filter=answered)
    )
    return list(counted.select_related("programme")[:MOST_CAMPAIGNS])


def response_rate(questionnaires: QuerySet[Questionnaire]) -> dict[str, int]:
    counts = questionnaires.aggregate(
        sent=Count("pk"),
        answered=Count("pk", filter=Q(state=State.SUBMITTED)),
        started=Count("pk", filter=Q(state=State.STARTED)),
        silent=Count("pk", filter=Q(state=State.SENT)),
    )
    return {**counts, "percent": percent_of(counts["answered"], counts["sent"])}


def companies_to_send(request: MemberRequest) -> QuerySet[Company]:
    """Companies of the programme without this questionnaire, the visited ones marked."""
    template = current_template(request.programme)
    got = Questionnaire.objects.filter(company=OuterRef("pk"), template__series=template.series)
    visited = Diagnostic.objects.completed().filter(company=OuterRef("pk"))
    companies = Company.objects.visible_to(request.membership).active()
    return companies.filter(~Exists(got), Exists(visited)).order_by("name", "pk")


@require_GET
def questionnaire_send(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """The address that earlier messages and habits know: sending is a campaign."""
    return redirect("campaigns:create", programme_slug=programme_slug)


def _visible(request: MemberRequest, pk: int) -> Questionnaire:
    questionnaires = Questionnaire.objects.visible_to(request.membership)
    return get_object_or_404(questionnaires.with_answers(), pk=pk)


@require_GET
def questionnaire_detail(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    return _detail(request, _visible(request, pk))


def _detail(
    request: MemberRequest, questionnaire: Questionnaire, reopen_form: ReopenForm | None = None
) -> HttpResponse:
    asking = Asking(questionnaire)
    context = {
        "questionnaire": questionnaire,
        "asking": asking,
        "sections": told_sections(asking, request.membership),
        "is_changeable": questionnaire.closed_at is None,
        "can_enter": may(request.membership, "questionnaires:enter", "POST"),
        "can_close": may(request.membership, "questionnaires:close", "POST"),
        "reopen_form": reopen_form or ReopenForm(),
    }
    return render(request, "questionnaires/detail.html", context, status=422 if reopen_form else 200)


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
        return _screen(request, asking, asked, fault)
    except RequiredLeft:
        return _screen(request, asking, None, is_refused=True)
    except QuestionnaireClosed:
        toast(request, _("Ce questionnaire est clos."))
        return redirect("questionnaires:detail", programme_slug=programme_slug, pk=pk)


@require_POST
def questionnaire_reopen(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """One company answers again, until a new day; its campaign may well be over."""
    questionnaire = _visible(request, pk)
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return _detail(request, questionnaire, form)
    reopen_questionnaire(questionnaire_id=pk, answer_by=form.cleaned_data["answer_by"], actor=Actor(user=request.user))
    toast(request, _("Questionnaire rouvert : les réponses peuvent changer."))
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
    if request.POST.get("do") == "confirm":
        confirm_fact(questionnaire_id=pk, question_uuid=asked.uuid, actor=actor)
    else:
        save_reply(questionnaire_id=pk, question_uuid=asked.uuid, reply=posted_reply(request, asked), actor=actor)
    fresh = Asking(_visible(request, pk))
    following = next_question(fresh.schema, fresh.replies, asked.uuid)
    address = reverse("questionnaires:enter", args=[slug, pk])
    return redirect(f"{address}?question={following.uuid}" if following else address)


def _screen(
    request: MemberRequest,
    asking: Asking,
    asked: Question | None,
    fault: InvalidReply | None = None,
    *,
    is_refused: bool = False,
) -> HttpResponse:
    place = place_in_questionnaire(asking.questionnaire, UUID(asked.uuid)) if asked else None
    here = f"{request.path}?question={asked.uuid}" if asked else ""
    context: dict[str, Any] = {
        "questionnaire": asking.questionnaire,
        "asking": asking,
        "fault": str(fault or ""),
        "is_refused": is_refused,
        "sections": asking.summary() if asked is None else [],
        "strip": staff_strip(place, request.membership, question=asked, back=here) if place else None,
        **(asking.screen(asked, **refused(request, fault)) if asked else {}),
    }
    return render(request, "questionnaires/enter.html", context, status=422 if fault or is_refused else 200)


@require_POST
def questionnaire_close(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    questionnaire = _visible(request, pk)
    close_questionnaire(questionnaire_id=questionnaire.pk, actor=Actor(user=request.user))
    toast(request, _("Questionnaire clos : les réponses ne changent plus."))
    return redirect("questionnaires:detail", programme_slug=programme_slug, pk=pk)
