"""Writing a roadmap: opening, texts and tables, commitments, weather, validation, guests."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from roadmaps.commitments import commitment_forms, save_commitments
from roadmaps.differences import commitment_differences, differences
from roadmaps.forms import GuestForm, RoadmapForm, ValidateForm, WeatherForm
from roadmaps.line_forms import table_formsets, table_rows
from roadmaps.models import Roadmap, RoadmapGuest
from roadmaps.services import (
    FrozenRoadmap,
    dismiss_guest,
    edit_roadmap,
    invite_guest,
    open_next_version,
    open_roadmap,
    open_roadmaps,
    set_weather,
    submit_roadmap,
    validate_roadmap,
)
from roadmaps.views import roadmap_or_404, writable_or_404
from symbiose.http import MemberRequest, posted
from symbiose.programmes.conflicts import typed_version
from symbiose.programmes.edits import EditConflict
from synergies.models import Synergy

MOST_AT_ONCE = 25


@require_POST
def roadmap_create(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    synergy = get_object_or_404(Synergy.objects.visible_to(request.membership).retained(), pk=pk)
    adviser = request.user if request.membership.is_adviser else None
    roadmap = open_roadmap(synergy=synergy, actor=request.user, adviser=adviser)
    return redirect(roadmap.get_absolute_url())


@require_POST
def roadmap_create_all(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """After the workshop: every retained synergy has its roadmap, in one gesture."""
    waiting = Synergy.objects.visible_to(request.membership).retained().filter(roadmap__isnull=True)
    open_roadmaps(synergies=list(waiting[:MOST_AT_ONCE]), actor=request.user)
    return redirect("roadmaps:list", programme_slug=programme_slug)


@require_http_methods(["GET", "POST"])
def roadmap_edit(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """All that is written of a roadmap, on one screen."""
    roadmap = writable_or_404(request, pk)
    if roadmap.state == Roadmap.State.VALIDATED and request.method != "POST":
        return redirect(roadmap.get_absolute_url())
    form = RoadmapForm(posted(request), instance=roadmap)
    tables = table_formsets(roadmap.content, posted(request))
    context: dict[str, Any] = {"form": form, "tables": tables, "roadmap": roadmap}
    context["version"] = request.POST.get("version", roadmap.version)
    if request.method != "POST":
        return render(request, "roadmaps/edit.html", context)
    if form.is_valid() and all(formset.is_valid() for formset in tables.values()):
        return _saved(request, form, tables, context)
    return render(request, "roadmaps/edit.html", context, status=422)


def _saved(request: MemberRequest, form: RoadmapForm, tables: dict[str, Any], context: dict[str, Any]) -> HttpResponse:
    roadmap = form.instance
    rows = {name: table_rows(formset) for name, formset in tables.items()}
    roadmap.content = {**roadmap.content, **form.content(), **rows}
    try:
        edit_roadmap(roadmap=roadmap, expected_version=typed_version(request), fields=RoadmapForm.Meta.fields)
    except EditConflict:
        current = Roadmap.objects.get(pk=roadmap.pk)
        context |= {"version": current.version, "differences": differences(form, tables, current)}
        return render(request, "roadmaps/edit.html", context, status=409)
    except FrozenRoadmap:
        form.add_error(None, _("Cette version vient d’être validée : ouvrez la suivante pour continuer d’écrire."))
        return render(request, "roadmaps/edit.html", context, status=409)
    return redirect(roadmap.get_absolute_url())


@require_http_methods(["GET", "POST"])
def roadmap_commitments(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """What each company brings, who said so, and its part of the cost."""
    roadmap = writable_or_404(request, pk)
    forms = commitment_forms(roadmap, posted(request))
    context: dict[str, Any] = {
        "forms": forms,
        "roadmap": roadmap,
        "version": request.POST.get("version", roadmap.version),
    }
    if request.method == "POST" and all(form.is_valid() for form in forms):
        try:
            save_commitments(roadmap=roadmap, forms=forms, expected_version=typed_version(request))
            return redirect(roadmap.get_absolute_url())
        except (EditConflict, FrozenRoadmap):
            context["version"] = Roadmap.objects.get(pk=roadmap.pk).version
            context["conflict"] = True
            context["differences"] = commitment_differences(forms)
            return render(request, "roadmaps/commitments.html", context, status=409)
    status = 422 if request.method == "POST" else 200
    return render(request, "roadmaps/commitments.html", context, status=status)


@require_http_methods(["GET", "POST"])
def roadmap_weather(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    roadmap = writable_or_404(request, pk)
    initial = {"weather": roadmap.weather, "reason": roadmap.weather_reason}
    form = WeatherForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        set_weather(roadmap=roadmap, actor=request.user, **form.cleaned_data)
        return redirect(roadmap.get_absolute_url())
    return _small_form(request, roadmap, form, _("Comment ça va ?"), _("Garder la météo"))


@require_POST
def roadmap_submit(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    roadmap = writable_or_404(request, pk)
    with suppress(FrozenRoadmap):  # validated meanwhile: there is nothing left to submit
        submit_roadmap(roadmap=roadmap, actor=request.user)
    return redirect(roadmap.get_absolute_url())


@require_http_methods(["GET", "POST"])
def roadmap_validate(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    roadmap = writable_or_404(request, pk)
    form = ValidateForm(posted(request))
    if request.method == "POST" and form.is_valid():
        validate_roadmap(roadmap=roadmap, by_whom=form.cleaned_data["by_whom"], actor=request.user)
        return redirect(roadmap.get_absolute_url())
    title = _("Valider la version %(n)s ?") % {"n": roadmap.number}
    return _small_form(request, roadmap, form, title, _("Valider la version"))


@require_POST
def version_open(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    roadmap = open_next_version(roadmap=writable_or_404(request, pk), actor=request.user)
    return redirect(roadmap.get_absolute_url())


@require_http_methods(["GET", "POST"])
def roadmap_guests(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """The experts to whom this roadmap, and nothing else, is open."""
    roadmap = roadmap_or_404(request, pk)
    form = GuestForm(posted(request), roadmap=roadmap)
    if request.method == "POST" and form.is_valid():
        invite_guest(roadmap=roadmap, user=form.cleaned_data["user"], actor=request.user)
        return redirect(request.get_full_path())
    guests = roadmap.guests.select_related("user").order_by("pk")
    context = {"form": form, "roadmap": roadmap, "guests": guests}
    return render(request, "roadmaps/guests.html", context, status=422 if form.errors else 200)


@require_POST
def guest_dismiss(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    guests = RoadmapGuest.objects.filter(programme=request.programme).select_related("roadmap__programme")
    guest = get_object_or_404(guests, pk=pk)
    dismiss_guest(guest=guest)
    return redirect("roadmaps:guests", programme_slug=programme_slug, pk=guest.roadmap_id)


def _small_form(request: MemberRequest, roadmap: Roadmap, form: Any, title: str, button: str) -> HttpResponse:
    context = {"form": form, "roadmap": roadmap, "title": title, "button": button}
    return render(request, "roadmaps/small_form.html", context, status=422 if form.errors else 200)
