"""Noter: one sentence; what is found in it is shown, then filed by one tap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from companies.exchanges import Exchange, finish_next_step, log_interaction
from companies.forms import NoteForm
from companies.models import Company, Contact, Interaction
from companies.notes.parser import NextStep, NoteReading
from companies.notes.reading import read_for
from symbiose.http import MemberRequest
from symbiose.programmes.submissions import new_submission_key, submitted_key
from symbiose.ui.french import hour
from symbiose.ui.toasts import toast, toast_now


@dataclass(frozen=True, slots=True)
class Understood:
    """What was read in a note, for its preview: the company when there is one, else those to choose from."""

    reading: NoteReading
    company: Company | None
    choices: list[Company]
    entities: str


def _understood(request: MemberRequest, form: NoteForm) -> Understood:
    chosen: Company | None = form.cleaned_data.get("company")
    reading = read_for(request.membership, form.cleaned_data["text"], chosen)
    found = list(Company.objects.visible_to(request.membership).active().filter(pk__in=reading.companies))
    company = chosen or (found[0] if len(found) == 1 else None)
    entities = "|".join(dict.fromkeys(reading.text[mark.start : mark.end] for mark in reading.marks))
    return Understood(reading, company, [] if company else found, entities)


@require_POST
def note_preview(request: MemberRequest, programme_slug: str) -> HttpResponse:
    form = NoteForm(request.POST, membership=request.membership)
    if not form.is_valid():
        return HttpResponse()
    context: dict[str, Any] = {"form": form, "understood": _understood(request, form)}
    if "correct" in request.POST:
        context["companies"] = _choices(request)
        return render(request, "companies/partials/note_which.html", context)
    return render(request, "companies/partials/note_preview.html", context)


@require_http_methods(["GET", "POST"])
def note(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """File a note; without a company it asks which. GET is the page for those without JavaScript."""
    form = NoteForm(request.POST or None, membership=request.membership)
    if request.method != "POST":
        return _page(request, form)
    if not form.is_valid():
        return _ask(request, form, None)
    understood = _understood(request, form)
    if understood.company is None:
        return _ask(request, form, understood)
    if "look" in request.POST and not request.htmx:
        return _page(request, form, understood)
    return _filed(request, understood, understood.company)


def _page(
    request: MemberRequest, form: NoteForm, understood: Understood | None = None, **context: Any
) -> HttpResponse:
    """The page for those without JavaScript; what was understood is read there before it is filed."""
    context |= {"form": form, "understood": understood, "submission_key": _key(request)}
    return render(request, "companies/note.html", context, status=422 if "companies" in context else 200)


def _key(request: MemberRequest) -> str:
    return str(submitted_key(request) or new_submission_key())


def _ask(request: MemberRequest, form: NoteForm, understood: Understood | None) -> HttpResponse:
    """Nothing is filed, and nothing typed is lost: the company is to be chosen."""
    companies = _choices(request)
    if not request.htmx:
        return _page(request, form, understood, companies=companies)
    context = {"form": form, "understood": understood, "companies": companies}
    return render(request, "companies/partials/note_which.html", context, status=422)


def _choices(request: MemberRequest) -> QuerySet[Company]:
    return Company.objects.visible_to(request.membership).active().order_by("name_key")[:500]


def _filed(request: MemberRequest, understood: Understood, company: Company) -> HttpResponse:
    with_step = request.POST.get("next") == "step"
    exchange = _exchange(understood.reading, with_step=with_step)
    log_interaction(company=company, actor=request.user, exchange=exchange, submission_key=submitted_key(request))
    words = _("Noté dans le journal de %(company)s.") % {"company": company}
    if request.htmx:
        response = toast_now(HttpResponse(), words)
        # The field is used again: its next note is another one.
        return trigger_client_event(response, "noted", {"key": new_submission_key()}, after="settle")
    toast(request, words)
    return redirect(company.get_absolute_url())


def _exchange(reading: NoteReading, *, with_step: bool) -> Exchange:
    step = reading.step if with_step else None
    return Exchange(
        text=reading.text,
        kind=reading.kind,
        contact=Contact.objects.filter(pk=reading.person).first() if reading.person else None,
        happened_at=_instant(reading),
        next_step=_step_words(step) if step else "",
        next_step_on=step.on if step else None,
    )


def _step_words(step: NextStep) -> str:
    """« Rendez-vous sur place, 14 h 30 »: a step has a day, its hour is told in words."""
    return f"{step.title}, {hour(step.at)}" if step.at else step.title


def _instant(reading: NoteReading) -> datetime | None:
    if reading.happened_on is None:
        return None
    at = reading.happened_time or time(12)
    return datetime.combine(reading.happened_on, at, tzinfo=timezone.get_current_timezone())


@require_POST
def next_step_done(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    interactions = Interaction.objects.visible_to(request.membership).select_related("company__programme")
    interaction = get_object_or_404(interactions, pk=pk)
    finish_next_step(interaction=interaction, actor=request.user)
    return redirect(interaction.company.get_absolute_url())
