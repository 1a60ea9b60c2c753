"""The door of every page under /e/<token>/: `@personal_page()` on the view, and the token is proved before it runs.

    @personal_page()
    @require_http_methods(["GET", "HEAD", "POST"])
    def questionnaire(request: PersonalRequest, token: str) -> HttpResponse: …

The view finds request.link, request.programme and request.holder. It must change nothing on GET or HEAD: mail
scanners open links. A POST needs the CSRF token of the page, as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from symbiose.holders import resolve_holder
from symbiose.http import PersonalRequest
from symbiose.links.models import PersonalLink, Purpose
from symbiose.links.services import claimed_link, note_use
from symbiose.private_pages import keep_private, unknown_link

View = Callable[..., HttpResponse]

FIRST_ERROR = 400


def personal_page(purpose: str = Purpose.HOME, *, even_expired: bool = False) -> Callable[[View], View]:
    """Open a view to the holder of a link of that purpose, and to nobody else."""

    def decorate(view: View) -> View:
        @wraps(view)
        def opened_by_link(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
            link = claimed_link(token, purpose=purpose)
            return keep_private(_answer(request, link, lambda visit: view(visit, token, *args, **kwargs)))

        opened_by_link.needs_link = True  # type: ignore[attr-defined]  # read by url_samples: public, by its link
        return cast(View, login_not_required(opened_by_link))

    def _answer(request: HttpRequest, link: PersonalLink | None, page: View) -> HttpResponse:
        holder = resolve_holder(link.holder_kind, link.holder_id) if link else None
        if link is None or holder is None or link.revoked_at:
            return unknown_link(request)
        visit = cast(PersonalRequest, request)
        visit.link, visit.programme, visit.holder = link, link.programme, holder
        with translation.override(holder.language):
            if link.has_expired and not even_expired:
                return render(request, "personal/expired.html", {"programme": link.programme}, status=410)
            return _visited(visit, page)

    return decorate


def _visited(visit: PersonalRequest, page: View) -> HttpResponse:
    """Any real gesture says that the page was opened; a GET does not."""
    response = page(visit)
    if visit.method == "POST" and response.status_code < FIRST_ERROR:
        note_use(link=visit.link, holder=visit.holder)
    return response
