"""Two people on one text: the second is told, sees both, and chooses field by field. Nothing is lost before.

In a view that edits:

    form = EventForm(edit_data(request, event), instance=event)
    if request.method == "POST" and form.is_valid():
        return save_or_conflict(request, form, save) or redirect(event.get_absolute_url())

where `save(version)` calls a service that ends in `save_edit` and may raise EditConflict. The form's page
carries `<input type="hidden" name="version" value="{{ version }}">`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.programmes.edits import EditConflict

MINE, THEIRS, BOTH = "mine", "theirs", "both"


@dataclass(frozen=True, slots=True)
class ConflictField:
    """One field on which two people differ."""

    name: str
    label: str
    mine: str
    theirs: str
    can_keep_both: bool


def typed_version(request: HttpRequest) -> int:
    """The version that the form was opened with; 0, which no row has, where it is missing or odd."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0


def edit_data(request: HttpRequest, row: models.Model) -> QueryDict | None:
    """What was typed, with the choices made on a conflict page applied; None when nothing was posted."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    for name in _kept(request.POST):
        choice, theirs = data[f"keep_{name}"], _written(row, name)
        if choice == THEIRS:
            data[name] = theirs
        elif choice == BOTH:
            data[name] = f"{theirs}\n{data.get(name, '')}".strip()
    return data


def save_or_conflict(
    request: HttpRequest, form: forms.ModelForm[Any], save: Callable[[int], Any]
) -> HttpResponse | None:
    """Save a valid form: None when done, the conflict page (409) when somebody else was there before."""
    stored = type(form.instance)._default_manager.get(pk=form.instance.pk)
    settled = {*request.POST.getlist("settled"), *_kept(request.POST)}
    if settled:
        pending = _differences(form, stored, settled)
        if pending:
            return _page(request, form, stored, pending, settled)
    try:
        save(typed_version(request))
    except EditConflict as conflict:
        differing = _differences(form, conflict.current, set())
        if differing:
            return _page(request, form, conflict.current, differing, set())
        save(conflict.current.version)  # type: ignore[attr-defined]  # a ProgrammeRow; both typed the same
    return None


def _kept(post: QueryDict) -> list[str]:
    return [key.removeprefix("keep_") for key in post if key.startswith("keep_")]


def _differences(form: forms.ModelForm[Any], stored: models.Model, settled: Iterable[str]) -> list[ConflictField]:
    names = [name for name in form.cleaned_data if name not in set(settled) and _is_column(stored, name)]
    return [
        ConflictField(
            name=name,
            label=str(form.fields[name].label or name),
            mine=_shown(form.instance, name),
            theirs=_shown(stored, name),
            can_keep_both=isinstance(stored._meta.get_field(name), models.TextField),
        )
        for name in names
        if form.cleaned_data[name] != getattr(stored, name)
    ]


def _is_column(row: models.Model, name: str) -> bool:
    return name in {field.name for field in row._meta.concrete_fields}


def _shown(row: models.Model, name: str) -> str:
    """A value as people read it."""
    if isinstance(value := getattr(row, name), bool):
        return _("oui") if value else _("non")
    display = getattr(row, f"get_{name}_display", None)
    return str(display() if display else "" if value is None else value)


def _written(row: models.Model, name: str) -> str:
    """A stored value as a form would post it."""
    field = row._meta.get_field(name)
    value = field.value_from_object(row) if isinstance(field, models.Field) else ""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, bool):
        return "on" if value else ""
    return "" if value is None else str(value)


def _page(
    request: HttpRequest,
    form: forms.ModelForm[Any],
    stored: models.Model,
    differing: list[ConflictField],
    settled: Iterable[str],
) -> HttpResponse:
    skipped = {"version", "settled", "csrfmiddlewaretoken", *(key for key in request.POST if key.startswith("keep_"))}
    typed = [(key, value) for key in form.data if key not in skipped for value in _values(form.data, key)]
    who, when = _last_editor(stored)
    context = {
        "conflict": differing[0],
        "waiting": differing[1:],
        "typed": typed,
        "settled": sorted(settled),
        "version": stored.version,  # type: ignore[attr-defined]  # a ProgrammeRow
        "theirs_by": who,
        "theirs_when": when,
        "row": stored,
    }
    return render(request, "programmes/conflict.html", context, status=409)


def _values(data: Any, key: str) -> list[str]:
    """All values posted for a name."""
    return data.getlist(key) if isinstance(data, QueryDict) else [data[key]]


def _last_editor(row: models.Model) -> tuple[str, datetime | None]:
    """Who changed the row last, where its history says so."""
    history = getattr(row, "history", None)
    last = history.select_related("history_user").first() if history is not None else None
    if last is None:
        return _("une autre personne"), None
    return str(last.history_user or _("une autre personne")), last.history_date
