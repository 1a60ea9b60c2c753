"""Addresses that a tablet talks to in JSON, and the page where two people settle their words."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from diagnostics.offline.operations import MOST_BYTES, UnreadableRequest, read_request
from diagnostics.offline.services import run_operations
from diagnostics.offline.state import full_state, summary
from diagnostics.views.visits import visible_diagnostic
from symbiose.accounts.middleware import answers_in_json
from symbiose.http import MemberRequest


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
