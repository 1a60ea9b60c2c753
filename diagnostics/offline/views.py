"""Addresses that a tablet talks to in JSON, and the page where two people settle their words."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from diagnostics.models import Diagnostic, FieldConflict
from diagnostics.offline.conflicts import AlreadySettled, ChangedMeanwhile, readable, resolve_conflict
from diagnostics.offline.operations import MOST_BYTES, UnreadableRequest, read_request
from diagnostics.offline.services import run_operations
from diagnostics.offline.state import full_state, summary
from diagnostics.offline.targets import Refused
from diagnostics.views.visits import visible_diagnostic, visit_context
from symbiose.accounts.middleware import answers_in_json
from symbiose.http import MemberRequest
from symbiose.ui.toasts import toast


@answers_in_json
@require_POST
def push(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """What was typed, with or without network. Each operation has its own fate; see docs/adr/0017-offline-merge.md."""
    if _is_of_another(request):
        return _fault("signed_out", _("Une autre personne est connectée sur cet appareil."), 401)
    diagnostic = visible_diagnostic(request, pk)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return _fault("too_large", _("Cet envoi dépasse 2 Mo : envoyez-le en plusieurs fois."), 413)
    try:
        operations = read_request(request.body)
    except UnreadableRequest as fault:
        return _fault("unreadable", _(str(fault)), 400)
    results = run_operations(diagnostic_id=diagnostic.pk, raw_operations=operations, membership=request.membership)
    diagnostic.refresh_from_db()
    return _json(
        {
            "results": [result.as_json() for result in results],
            "csrf": get_token(request),
            "state": summary(diagnostic, request.membership),
        }
    )


@answers_in_json
@require_GET
def state(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """What stands of the visit, and a fresh token to send with."""
    diagnostic = visible_diagnostic(request, pk)
    return _json({"csrf": get_token(request), **full_state(diagnostic, request.membership)})


@require_GET
def conflicts(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """What two people still have to settle on a visit."""
    return _conflicts_page(request, visible_diagnostic(request, pk))


@require_POST
def resolve(request: MemberRequest, programme_slug: str, pk: int, conflict: int) -> HttpResponse:
    """Keep one text, the other, both, or a third one; then back to the page where it was chosen."""
    diagnostic = visible_diagnostic(request, pk)
    waiting = FieldConflict.objects.filter(diagnostic=diagnostic)
    found = get_object_or_404(readable(waiting, diagnostic, request.membership), pk=conflict)
    try:
        resolve_conflict(
            conflict_id=found.pk,
            choice=request.POST.get("choice", ""),
            other=request.POST.get("other", "").replace("\x00", ""),
            seen=_json_of(request.POST.get("seen", "")),
            membership=request.membership,
        )
    except AlreadySettled:
        toast(request, _("Quelqu’un avait déjà choisi : son choix est gardé."))
    except ChangedMeanwhile:
        fault = _("Le texte a changé entre-temps : le voici tel qu’il est, choisissez de nouveau.")
        return _conflicts_page(request, diagnostic, fault=fault, status=409)
    except Refused as refusal:
        fault = next(iter(refusal.errors.values()))
        return _conflicts_page(request, diagnostic, fault=fault, faulty=found.pk, status=422)
    else:
        toast(request, _("C’est choisi, et noté au journal."))
    return redirect(_back(request, diagnostic))


def _conflicts_page(
    request: MemberRequest, diagnostic: Diagnostic, *, fault: str = "", faulty: int = 0, status: int = 200
) -> HttpResponse:
    context = visit_context(request, diagnostic) | {
        "current": "",
        "fault": fault,
        "faulty": faulty,
        "typed_other": request.POST.get("other", ""),
    }
    return render(request, "diagnostics/conflicts.html", context, status=status)


def _back(request: MemberRequest, diagnostic: Diagnostic) -> str:
    """The tab of this visit where the choice was made."""
    tab = request.POST.get("tab", "")
    name = f"diagnostics:{tab}" if tab in {"questions", "notes"} else "diagnostics:detail"
    return reverse(name, args=[request.programme.slug, diagnostic.pk])


def _json_of(text: str) -> Any:
    try:
        return json.loads(text[:100_000])
    except (ValueError, RecursionError):
        return None


def _is_of_another(request: MemberRequest) -> bool:
    """Whether a tablet sends the words of one person in the session of another: they wait for their author."""
    author = request.headers.get("X-Symbiose-User", "")
    return bool(author) and author != request.user.offline_key


def _fault(error: str, message: str, status: int) -> HttpResponse:
    return _json({"error": error, "message": message}, status)


def _json(content: dict[str, Any], status: int = 200) -> HttpResponse:
    response = JsonResponse(content, status=status)
    add_never_cache_headers(response)
    return response
