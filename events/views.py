from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from companies.models import Company
from events.forms import EventForm, InviteForm, MinutesForm, PresenceForm
from events.models import AgendaItem, Attendance, Event
from events.services import EventClosed, cancel_event, edit_event, invite_companies, note_presence
from symbiose.http import MemberRequest, posted, typed_words
from symbiose.programmes.conflicts import edit_data, save_or_conflict
from symbiose.programmes.perms import may
from symbiose.programmes.submissions import claim_submission, new_submission_key


def event_or_404(request: MemberRequest, pk: int) -> Event:
    return get_object_or_404(Event.objects.visible_to(request.membership).select_related("programme"), pk=pk)


@require_GET
def event_list(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """The agenda: what comes, then what took place."""
    events = Event.objects.visible_to(request.membership).select_related("programme")
    past = events.exclude(pk__in=events.upcoming().values("pk")).with_attendance_counts().order_by("-starts_at", "pk")
    context = {
        "upcoming": events.upcoming().with_attendance_counts()[:25],
        "page": Paginator(past, 25).get_page(request.GET.get("page")),
        "can_create": may(request.membership, "events:create", "POST"),
    }
    return render(request, "events/list.html", context)


@require_http_methods(["GET", "POST"])
def event_create(request: MemberRequest, programme_slug: str) -> HttpResponse:
    event = Event(programme=request.programme, created_by=request.user)
    form = EventForm(posted(request), instance=event)
    if request.method == "POST" and form.is_valid():
        return _created(request, form)
    context = {"form": form, "submission_key": request.POST.get("submission_key") or new_submission_key()}
    return render(request, "events/form.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _created(request: MemberRequest, form: EventForm) -> HttpResponse:
    if not claim_submission(request):
        return redirect("events:list", programme_slug=request.programme.slug)
    return redirect(form.save().get_absolute_url())


@require_http_methods(["GET", "POST"])
def event_edit(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    event = event_or_404(request, pk)
    return _edited(request, event, EventForm(edit_data(request, event), instance=event), "events/form.html")


@require_http_methods(["GET", "POST"])
def event_minutes(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    event = event_or_404(request, pk)
    return _edited(request, event, MinutesForm(edit_data(request, event), instance=event), "events/minutes.html")


def _edited(request: MemberRequest, event: Event, form: EventForm | MinutesForm, template: str) -> HttpResponse:
    def save(version: int) -> None:
        edit_event(event=form.instance, expected_version=version, fields=list(form.cleaned_data))

    if request.method == "POST" and form.is_valid():
        return save_or_conflict(request, form, save) or redirect(event.get_absolute_url())
    context = {"form": form, "event": event, "version": request.POST.get("version", event.version)}
    return render(request, template, context, status=422 if form.errors else 200)


@require_GET
def event_detail(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    event = event_or_404(request, pk)
    return render(request, "events/detail.html", _detail_context(request, event))


def _detail_context(request: MemberRequest, event: Event) -> dict[str, Any]:
    attendances = list(Attendance.objects.filter(event=event).select_related("company__programme", "contact"))
    items = AgendaItem.objects.filter(event=event).select_related("synergy__programme")
    return {
        "event": event,
        "attendances": attendances,
        "answers": Counter(row.answer for row in attendances),
        "n_present": sum(1 for row in attendances if row.present),
        "n_invited": sum(1 for row in attendances if row.invited_at),
        "items": list(items),
        "is_past": event.starts_at < timezone.now(),
        "can_edit": may(request.membership, "events:edit", "POST"),
        "can_note": may(request.membership, "events:presence", "POST"),
        "visible_companies": _visible_among(request, attendances),
    }


def _visible_among(request: MemberRequest, attendances: list[Attendance]) -> set[int]:
    """Which of these companies the member may open."""
    companies = Company.objects.visible_to(request.membership)
    return set(companies.filter(pk__in=[row.company_id for row in attendances]).values_list("pk", flat=True))


@require_http_methods(["GET", "POST"])
def event_invite(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    event = event_or_404(request, pk)
    form = InviteForm(posted(request), membership=request.membership, event=event)
    if request.method == "POST" and form.is_valid():
        try:
            invite_companies(event=event, companies=form.cleaned_data["companies"], actor=request.user)
            return redirect(event.get_absolute_url())
        except EventClosed:
            form.add_error(None, _("Cette rencontre est close ou annulée : elle n’invite plus."))
    context = {"form": form, "event": event}
    return render(request, "events/invite.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def event_presence(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """The attendance sheet: one tap per company, saved at once; whoever comes uninvited is found by name."""
    event = event_or_404(request, pk)
    form = PresenceForm(posted(request), membership=request.membership, event=event)
    if request.method == "POST" and form.is_valid():
        note_presence(event=event, actor=request.user, **form.cleaned_data)
    template = "events/partials/presence.html" if request.htmx else "events/presence.html"
    context = {**_detail_context(request, event), "form": form, **_others(request, event)}
    if request.method == "POST" and form.is_valid() and not request.htmx:
        return redirect(request.get_full_path())
    return render(request, template, context, status=422 if form.errors else 200)


def _others(request: MemberRequest, event: Event) -> dict[str, Any]:
    """Companies found by what was typed, that are not on the sheet yet."""
    words = typed_words(request)
    listed = Attendance.objects.filter(event=event).values("company")
    companies = Company.objects.visible_to(request.membership).active().exclude(pk__in=listed)
    return {"q": words, "found": companies.search(words)[:8] if words else []}


@require_POST
def event_cancel(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    event = cancel_event(event=event_or_404(request, pk), actor=request.user)
    return redirect(event.get_absolute_url())
