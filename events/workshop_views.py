"""The workshop itself: its agenda, the decisions one by one, the wall that shows them, and its closing."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from events.board import board_of
from events.forms import AgendaForm, DecisionForm, HandsForm
from events.models import AgendaItem
from events.services import (
    EventClosed,
    Hands,
    close_event,
    count_hands,
    decide_item,
    put_on_agenda,
    take_off_agenda,
)
from events.views import event_or_404
from symbiose.http import MemberRequest, posted
from synergies.models import Participant
from synergies.services import IllegalTransition, set_pilot


def _item(request: MemberRequest, pk: int) -> AgendaItem:
    items = AgendaItem.objects.filter(programme=request.programme).select_related("event__programme", "synergy")
    return get_object_or_404(items, pk=pk)


@require_http_methods(["GET", "POST"])
def event_agenda(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    event = event_or_404(request, pk)
    form = AgendaForm(posted(request), membership=request.membership, event=event)
    if request.method == "POST" and form.is_valid():
        try:
            put_on_agenda(event=event, synergies=form.cleaned_data["synergies"], actor=request.user)
            return redirect(request.get_full_path())
        except EventClosed:
            form.add_error(None, _("L’atelier est clos : son ordre du jour ne change plus."))
    context = {"form": form, "event": event, "board": board_of(event)}
    return render(request, "events/agenda.html", context, status=422 if form.errors else 200)


@require_POST
def item_remove(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """Take a synergy off the agenda; one that was decided stays."""
    item = _item(request, pk)
    take_off_agenda(item_id=item.pk)
    return redirect(reverse("events:agenda", kwargs={"programme_slug": programme_slug, "pk": item.event_id}))


@require_http_methods(["GET", "POST"])
def item_decide(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """Type the hands and the decision; the next synergy of the agenda comes up."""
    item = _item(request, pk)
    form = DecisionForm(posted(request), item=item, initial=_typed(item))
    if request.method == "POST" and form.is_valid() and _decide(request, item, form):
        following = board_of(item.event).current
        target = ("events:decide", following.pk) if following else ("events:agenda", item.event_id)
        return redirect(reverse(target[0], kwargs={"programme_slug": programme_slug, "pk": target[1]}))
    context = {"form": form, "item": item, "event": item.event, "board": board_of(item.event, item)}
    return render(request, "events/decide.html", context, status=422 if form.errors else 200)


@require_POST
def item_hands(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """Keep the hands as they are typed, so that the wall shows them before the decision."""
    item = _item(request, pk)
    form = HandsForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    try:
        count_hands(item_id=item.pk, hands=_hands(form.cleaned_data))
    except EventClosed:
        return HttpResponse(status=409)
    return HttpResponse(status=204)


def _hands(data: dict[str, Any]) -> Hands:
    return Hands(data["hands_retain"], data["hands_study"], data["hands_set_aside"])


def _typed(item: AgendaItem) -> dict[str, Any]:
    names = ["decision", "hands_retain", "hands_study", "hands_set_aside", "reason"]
    pilot = item.synergy.participants.current().filter(role=Participant.Role.PILOT).first()
    return {**{name: getattr(item, name) for name in names}, "pilot": pilot.company_id if pilot else None}


def _decide(request: MemberRequest, item: AgendaItem, form: DecisionForm) -> bool:
    data = form.cleaned_data
    hands, reason = _hands(data), data["reason"]
    try:
        with transaction.atomic():
            decide_item(item_id=item.pk, decision=data["decision"], hands=hands, reason=reason, actor=request.user)
            if data["pilot"]:
                set_pilot(synergy=item.synergy, company=data["pilot"], actor=request.user)
    except EventClosed:
        form.add_error(None, _("L’atelier est clos : ses décisions ne changent plus ici."))
    except IllegalTransition:
        form.add_error(None, _("Cette synergie a changé d’état entre-temps : relisez-la."))
    except ValidationError as error:
        form.add_error(None, error)
    return not form.errors


@require_GET
def event_screen(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """The wall: legible at eight metres, it only shows; htmx asks again every two seconds."""
    event = event_or_404(request, pk)
    template = "events/partials/wall.html" if request.htmx else "events/screen.html"
    return render(request, template, {"event": event, "board": board_of(event)})


@require_http_methods(["GET", "POST"])
def event_close(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """Ask once what closing does, then close."""
    event = event_or_404(request, pk)
    if request.method == "POST":
        close_event(event_id=event.pk, actor=request.user)
        return redirect(event.get_absolute_url())
    return render(request, "events/close.html", {"event": event, "board": board_of(event)})
