from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from dashboard.activity import latest_news
from dashboard.gestures import next_gestures
from dashboard.greeting import calls_line, hello, moment_line
from dashboard.method import method_steps
from dashboard.search import search_everywhere
from dashboard.standing import Standing, standing_of
from diagnostics.models import Diagnostic
from followups.batch import morning_batch
from followups.calls import calls_for
from roadmaps.models import Roadmap
from symbiose.http import MemberRequest, typed_words
from symbiose.programmes.figures import Figure, all_figures, figure_named, key_figures
from symbiose.programmes.models import Role
from symbiose.programmes.perms import may

SHOWN = ["present", "engaged", "core", "retained", "started"]
CHANGE_OVER = timedelta(days=60)
FUNNEL = {"companies", "present", "diagnosed", "engaged", "core"}
WORRYING: list[str] = [Roadmap.Weather.STORM, Roadmap.Weather.CLOUD, Roadmap.Weather.SUN]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A key figure and its value, at the instant that the page reads."""

    figure: Figure
    value: int


@require_GET
def home(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """Aujourd’hui: whom to call, what waits, then where the programme is."""
    if request.membership.role == Role.PARTNER:
        return redirect("roadmaps:list", programme_slug=programme_slug)
    figures, standing = key_figures(request.programme), standing_of(request.membership)
    context = {
        "hello": hello(request.user),
        "moment": moment_line(timezone.localtime(), request.programme),
        "steps": method_steps(request.membership, figures, standing),
        "figures": _with_change(request, figures),
        **_to_do(request, standing),
    }
    return render(request, "dashboard/home.html", context)


def _to_do(request: MemberRequest, standing: Standing) -> dict[str, Any]:
    """What the morning asks of an animator or an adviser; the others only read."""
    membership, today = request.membership, timezone.localdate()
    if not may(membership, "followups:list"):
        return {"works": False, "roadmaps": _roadmaps_to_read(request)}
    calls = calls_for(membership, today)
    batch = morning_batch(request.programme) if may(membership, "followups:outbox_release_all", "POST") else None
    return {
        "works": True,
        "calls_line": calls_line(len(calls)),
        "calls": calls,
        "batch": batch,
        "gestures": next_gestures(membership, standing, called={call.company.pk for call in calls}),
        "visits": _my_visits(request) if membership.is_adviser else [],
        "can_read_news": may(membership, "dashboard:news"),
    }


@require_GET
def news(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """The latest news: a part of the home page that comes after it, and a page without JavaScript."""
    template = "dashboard/partials/news.html" if request.htmx else "dashboard/news.html"
    return render(request, template, {"activity": latest_news(request.programme)})


def _roadmaps_to_read(request: MemberRequest) -> list[Roadmap]:
    """What the committee opens first: each retained synergy's roadmap, the most worrying weather first."""
    roadmaps = Roadmap.objects.visible_to(request.membership).select_related("programme", "synergy")
    return sorted(roadmaps[:25], key=lambda roadmap: WORRYING.index(roadmap.weather))


def _my_visits(request: MemberRequest) -> list[Diagnostic]:
    mine = Diagnostic.objects.visible_to(request.membership).filter(adviser=request.user)
    open_ones = mine.filter(state__in=[Diagnostic.State.PLANNED, Diagnostic.State.IN_PROGRESS])
    return list(open_ones.select_related("company", "programme").order_by("visit_on", "pk")[:5])


def _with_change(request: MemberRequest, figures: dict[str, int]) -> list[dict[str, Any]]:
    """The five figures, each with its change over two months; a programme younger than that shows none."""
    before = timezone.now() - CHANGE_OVER
    young = request.programme.started_on > timezone.localdate(before)
    then = {} if young else key_figures(request.programme, before, SHOWN)
    return [
        {
            "name": name,
            "label": figure_named(name).label,
            "value": figures[name],
            "change": figures[name] - then.get(name, figures[name]),
        }
        for name in SHOWN
    ]


def _day(typed: str) -> date | None:
    try:
        return parse_date(typed)
    except ValueError:
        return None


def _end_of(day: date | None) -> datetime | None:
    return datetime.combine(day, time.max, tzinfo=timezone.get_current_timezone()) if day else None


@require_GET
def indicators(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """Every key figure, today or at a past date, and the roadmaps to take to the committee."""
    day = _day(request.GET.get("at", ""))
    values = key_figures(request.programme, _end_of(day))
    rows = [FigureRow(figure, values[figure.name]) for figure in all_figures()]
    funnel = [row for row in rows if row.figure.name in FUNNEL]
    context = {
        "day": day,
        "bad_day": bool(request.GET.get("at")) and day is None,
        "rows": rows,
        "funnel": sorted(funnel, key=lambda row: -row.value),
        "largest": max((row.value for row in funnel), default=0),
        "roadmaps": Roadmap.objects.visible_to(request.membership).select_related("programme")[:25],
    }
    return render(request, "dashboard/indicators.html", context)


@require_GET
def facts(request: MemberRequest, programme_slug: str, name: str) -> HttpResponse:
    """The facts behind a figure: the rows that the reader may see, and how many they may not."""
    try:
        figure = figure_named(name)
    except KeyError as error:
        raise Http404 from error
    day = _day(request.GET.get("at", ""))
    rows = figure.rows(request.programme, _end_of(day))
    visible = figure.visible(rows, request.membership)
    total, shown = rows.count(), visible.count()
    page = Paginator(visible.select_related("programme").order_by("pk"), 25).get_page(request.GET.get("page"))
    context = {"figure": figure, "page": page, "total": total, "hidden": total - shown, "day": day}
    context["links"] = may(request.membership, "companies:detail") or figure.name in {"retained", "started"}
    return render(request, "dashboard/facts.html", context)


@require_GET
def search(request: MemberRequest, programme_slug: str) -> HttpResponse:
    words = typed_words(request)
    return render(
        request, "dashboard/search.html", {"q": words, "groups": search_everywhere(request.membership, words)}
    )
