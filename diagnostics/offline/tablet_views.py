"""What a tablet asks for before it leaves the network: the everyday words, and which visits to make ready."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from diagnostics.offline.ready import pages_to_prepare, visits_to_prepare
from diagnostics.offline.words import offline_words, words_version
from symbiose.http import MemberRequest

A_YEAR = 365 * 24 * 3600


@gzip_page  # it holds no secret that its length could tell
@require_GET
def words(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """The same for every programme. Asked with their version in the address, they are kept for long."""
    lasting = request.GET.get("v") == words_version()
    headers = {"Cache-Control": f"private, max-age={A_YEAR}, immutable" if lasting else "private, no-cache"}
    return HttpResponse(offline_words(), content_type="application/json", headers=headers)


@require_GET
def ready(request: MemberRequest, programme_slug: str) -> HttpResponse:
    visits = pages_to_prepare(programme_slug, visits_to_prepare(request.membership))
    words_address = f"{reverse('sync:words', args=[programme_slug])}?v={words_version()}"
    return JsonResponse({"visits": visits, "words": words_address}, headers={"Cache-Control": "no-store"})
