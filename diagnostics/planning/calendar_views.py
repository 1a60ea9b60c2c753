"""Visits by month or week, the file of a list, and the address of one's own calendar."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from companies.spreadsheet_cells import safe_cell
from diagnostics.filters import DiagnosticFilter
from diagnostics.forms import advisers_for
from diagnostics.models import Diagnostic
from diagnostics.planning.assessments import assess
from diagnostics.planning.calendar_source import address_of, entries_of
from diagnostics.planning.month import (
    free_hours_between,
    month_of,
    visits_between,
    week_of,
    weeks_of,
    within_reach,
)
from symbiose.http import MemberRequest
from symbiose.links.calendar_services import address_of as feed_address
from symbiose.links.calendar_services import calendar_of, renew_calendar, revoke_calendar
from symbiose.links.calendars import calendar_file
from symbiose.private_pages import private_page
from symbiose.ui.toasts import toast

MOST_ROWS = 5000


@require_GET
def month(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """A month, or a week; on a phone the days that hold something, one below the other."""
    day = within_reach(_day(request.GET.get("day", "")))
    span = week_of(day) if request.GET.get("view") == "week" else month_of(day)
    adviser = _adviser(request)
    weeks = weeks_of(
        span,
        visits_between(request.membership, span, adviser),
        free_hours_between(request.membership, span, adviser),
    )
    context = {
        "span": span,
        "weeks": weeks,
        "is_empty": all(each.is_empty for week in weeks for each in week),
        "today": timezone.localdate(),
        "advisers": advisers_for(request.membership),
        "adviser": adviser,
        "by_adviser": adviser is None,
    }
    return render(request, "planning/calendar.html", context)


def _day(typed: str) -> date:
    try:
        return parse_date(typed) or timezone.localdate()
    except ValueError:
        return timezone.localdate()


def _adviser(request: MemberRequest) -> int | None:
    """Whose visits: the one asked for; an adviser begins with their own."""
    typed = request.GET.get("adviser", "")
    if typed == "all":
        return None
    if typed.isascii() and typed.isdigit() and len(typed) < 19:
        return int(typed)
    return request.user.pk if request.membership.is_adviser else None


@require_GET
def export(request: MemberRequest, programme_slug: str, kind: str) -> HttpResponse:
    """The visits of the list, under its filters, for a spreadsheet or a calendar."""
    visible = Diagnostic.objects.visible_to(request.membership)
    found = DiagnosticFilter(request.GET, queryset=visible).qs
    if kind == "ics":
        entries = entries_of(found.in_calendar(), with_adviser=True)
        written = calendar_file(request.programme.name, entries)
        return _attached(written, "text/calendar; charset=utf-8", "visites.ics")
    if kind == "csv":
        return _attached(_csv(request, found), "text/csv; charset=utf-8", "visites.csv")
    raise Http404


def _csv(request: MemberRequest, found: object) -> str:
    related = found.select_related("company", "adviser", "chamber", "template").with_line_count()  # type: ignore[attr-defined]
    rows = list(related.soonest_first(timezone.localdate())[:MOST_ROWS])
    assessments = assess(rows, request.programme)
    written = StringIO()
    writer = csv.writer(written, delimiter=";")
    head = [_("Entreprise"), _("Adresse"), _("Conseiller"), _("Chambre"), _("Date"), _("Heure"), _("État")]
    writer.writerow([*head, _("Lignes"), _("Qualité sur 100")])
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in [*_cells(row), row.line_count, assessments[row.pk].score]])
    return "\ufeff" + written.getvalue()


def _cells(row: Diagnostic) -> list[str]:
    return [
        str(row.company),
        address_of(row),
        str(row.adviser),
        str(row.chamber),
        row.visit_on.isoformat() if row.visit_on else "",
        f"{row.visit_at:%H:%M}" if row.visit_at else "",
        str(row.get_state_display()),
    ]


def _attached(content: str | bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)


@private_page
@require_GET
def feed(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """« Mon agenda » : the address that a calendar programme reads; shown to its owner only."""
    link = calendar_of(request.programme, request.user)
    address = feed_address(link) if link else ""
    scheme, _colon, rest = address.partition(":")
    return render(request, "planning/feed.html", {"address": address, "webcal": f"webcal:{rest}" if scheme else ""})


@require_POST
def feed_renew(request: MemberRequest, programme_slug: str) -> HttpResponse:
    had_one = calendar_of(request.programme, request.user) is not None
    renew_calendar(programme=request.programme, user=request.user)
    toast(request, _("Nouvelle adresse : l’ancienne ne répond plus.") if had_one else _("Votre adresse est prête."))
    return redirect("planning:feed", programme_slug=programme_slug)


@require_POST
def feed_cut(request: MemberRequest, programme_slug: str) -> HttpResponse:
    revoke_calendar(programme=request.programme, user=request.user)
    toast(request, _("Adresse coupée : elle ne répond plus."))
    return redirect("planning:feed", programme_slug=programme_slug)
