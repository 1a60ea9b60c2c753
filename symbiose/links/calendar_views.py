from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from symbiose.links.calendar_services import reader_of
from symbiose.links.calendars import calendar_file, entries_for
from symbiose.private_pages import private_page, unknown_link


@login_not_required
@private_page
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar programme reads, every hour or so; reading changes nothing."""
    membership = reader_of(token)
    if membership is None:
        return unknown_link(request)
    written = calendar_file(membership.programme.name, entries_for(membership))
    headers = {"Content-Disposition": 'inline; filename="agenda.ics"'}
    return HttpResponse(written, content_type="text/calendar; charset=utf-8", headers=headers)
