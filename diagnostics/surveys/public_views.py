"""The page of an employee: no account, no cookie but that of the form, nothing kept of who or from where."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from diagnostics.models import SurveyCompany
from diagnostics.questionnaire.schema import Schema, read_schema
from diagnostics.surveys.addresses import find_spread
from diagnostics.surveys.forms import SheetForm
from diagnostics.surveys.services import SurveyClosed, keep_response
from diagnostics.surveys.sheet import Sheet, fields_of, read_sheet
from symbiose import throttle
from symbiose.http import posted
from symbiose.private_pages import private_page, unknown_link

# One workshop floor may share one address of the network; the counter forgets within the hour.
SENT_PER_HOUR = 300
HOUR = 3600


@login_not_required
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """All questions on one page; it works without a script."""
    spread = find_spread(token)
    if spread is None:
        return unknown_link(request)
    if not spread.is_open:
        return _closed(request, spread)
    schema = read_schema(spread.survey.template.schema)
    if request.method != "POST":
        return _page(request, spread, schema)
    if throttle.hit("survey", throttle.address_of_client(request), seconds=HOUR) > SENT_PER_HOUR:
        return _too_many(request)
    return _sent(request, spread, schema, token)


def _too_many(request: HttpRequest) -> HttpResponse:
    refusal = render(request, "personal/too_many.html", status=429)
    refusal.headers["Retry-After"] = str(HOUR)
    return refusal


def _sent(request: HttpRequest, spread: SurveyCompany, schema: Schema, token: str) -> HttpResponse:
    sheet = read_sheet(schema, request.POST)
    key = SheetForm(request.POST)
    if sheet.faults:
        return _page(request, spread, schema, sheet)
    if not sheet.replies or not key.is_valid():
        return _page(request, spread, schema, sheet, fault=_("Répondez à une question au moins, puis envoyez."))
    try:
        keep_response(
            spread_id=spread.pk, sheet_uuid=key.cleaned_data["submission_key"], answers=sheet.to_keep(schema)
        )
    except SurveyClosed:
        return _closed(request, spread)
    return redirect("survey_answers:thanks", token=token)


def _page(
    request: HttpRequest, spread: SurveyCompany, schema: Schema, sheet: Sheet | None = None, fault: str = ""
) -> HttpResponse:
    key = SheetForm(posted(request))
    context = {
        "survey": spread.survey,
        "programme": spread.survey.programme,
        "company": spread.company,
        "sections": fields_of(schema, sheet),
        "fault": fault,
        "faults": len(sheet.faults) if sheet else 0,
        # A page that came back keeps its key: corrected and sent again, it is one answer.
        "submission_key": key.cleaned_data["submission_key"] if key.is_valid() else SheetForm.new_key(),
    }
    return render(request, "surveys/answer.html", context, status=422 if sheet else 200)


def _closed(request: HttpRequest, spread: SurveyCompany) -> HttpResponse:
    context = {"programme": spread.survey.programme, "survey": spread.survey}
    return render(request, "surveys/closed.html", context, status=410)


@login_not_required
@private_page
@require_safe
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    spread = find_spread(token)
    if spread is None:
        return unknown_link(request)
    return render(request, "surveys/thanks.html", {"survey": spread.survey, "programme": spread.survey.programme})
