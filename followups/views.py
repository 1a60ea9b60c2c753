from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from companies.models import Company
from followups.batch import morning_batch
from followups.calls import calls_for
from followups.forms import CallForm
from followups.messages import messages_visible_to
from followups.services import CallMade, record_call
from followups.upcoming import by_day
from symbiose.http import MemberRequest
from symbiose.programmes.perms import may
from symbiose.programmes.submissions import new_submission_key
from symbiose.reminders.plan import enabled_rules
from symbiose.reminders.rules import all_rules, rule_named
from symbiose.reminders.services import switch_rule
from symbiose.ui.toasts import toast

PAGE = 25


@require_GET
def followup_list(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """Whom to call, and what leaves by itself in the coming days."""
    calls = calls_for(request.membership, timezone.localdate(), limit=None)
    emails = messages_visible_to(request.membership).unsent().filter(due_at__gt=timezone.now())
    can_release = may(request.membership, "followups:outbox_release_all", "POST")
    context = {
        "page": Paginator(calls, PAGE).get_page(request.GET.get("page")),
        "days": by_day(emails.with_state().order_by("due_at", "pk")[: 2 * PAGE]),
        "batch": morning_batch(request.programme) if can_release else None,
        "submission_key": new_submission_key(),
        "can_call": may(request.membership, "followups:call_done", "POST"),
        "can_set_rules": may(request.membership, "followups:rules"),
    }
    return render(request, "followups/list.html", context)


@require_POST
def call_done(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    company = get_object_or_404(Company.objects.visible_to(request.membership), pk=pk)
    form = CallForm(request.POST, company=company)
    if not form.is_valid():
        messages.error(request, _("L’appel n’a pas été noté : choisissez ce qu’il a donné."))
        return render(request, "followups/call_fault.html", {"company": company, "form": form}, status=422)
    key = form.cleaned_data.pop("submission_key")
    record_call(company=company, actor=request.user, call=CallMade(**form.cleaned_data), submission_key=key)
    toast(request, _("Appel noté : %(company)s.") % {"company": company})
    return _back(request)


@require_GET
def rules(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """The reminder rules of the programme, each with what it does, on or off."""
    enabled = {rule.name for rule in enabled_rules(request.programme)}
    rows = [{"rule": rule, "enabled": rule.name in enabled} for rule in all_rules()]
    return render(request, "followups/rules.html", {"rows": rows, "hold": request.programme.hold_messages})


@require_POST
def rule_switch(request: MemberRequest, programme_slug: str, rule: str) -> HttpResponse:
    found = rule_named(rule)
    if found is None:
        raise Http404
    enabled = request.POST.get("enabled") == "on"
    switch_rule(programme=request.programme, rule=found, enabled=enabled, actor=request.user)
    said = (
        _("« %(rule)s » est en marche.") if enabled else _("« %(rule)s » est arrêtée ; ce qui était prêt est annulé.")
    )
    toast(request, said % {"rule": found.label})
    return redirect("followups:rules", programme_slug=programme_slug)


def _back(request: MemberRequest) -> HttpResponseRedirect:
    """To the page of the gesture: home or the call list."""
    here = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(
        here, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    if here and allowed:
        return HttpResponseRedirect(here)
    return redirect("followups:list", programme_slug=request.programme.slug)
