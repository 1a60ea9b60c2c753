from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from companies.forms import ImportForm
from companies.importing.services import ImportOptions, ImportReport, import_companies
from companies.importing.waiting_files import WaitingFile, keep_waiting, waiting_file
from symbiose.http import MemberRequest
from symbiose.programmes.models import Partner
from symbiose.ui.toasts import toast

SHOWN_FAULTS, SHOWN_ROWS = 50, 100


@require_http_methods(["GET", "POST"])
def company_import(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """A file of companies: looked at first, or imported at once; whole, or not at all."""
    if request.method == "POST" and "waiting" in request.POST:
        return _confirm(request)
    form = _form(request, request.POST, request.FILES) if request.method == "POST" else _form(request)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, status=422 if form.errors else 200)
    upload = form.cleaned_data["file"]
    data = upload.read()
    looks = "check" in request.POST
    chambers = list(form.cleaned_data["chambers"])
    report = _import(request, data, upload.name, ImportOptions(dry_run=looks, chambers=chambers))
    if report.done and not looks:
        return _done(request, report)
    token = keep_waiting(membership=request.membership, name=upload.name, data=data) if report.rows else ""
    return _page(request, _form(request), report=report, token=token, name=upload.name, chambers=chambers)


def _form(request: MemberRequest, *sent: Any) -> ImportForm:
    return ImportForm(*sent, membership=request.membership)


def _chambers(request: MemberRequest) -> list[Partner]:
    """The chambers chosen with the file, carried by the page that asks to confirm."""
    chosen = {key for key in request.POST.getlist("chambers") if key.isascii() and key.isdigit() and len(key) < 18}
    chambers = Partner.objects.filter(programme=request.programme, kind=Partner.Kind.CHAMBER)
    return list(chambers.filter(pk__in=chosen))


def _confirm(request: MemberRequest) -> HttpResponse:
    """Import the file that was looked at. A second click finds it gone, and changes nothing."""
    waiting = waiting_file(request.POST["waiting"], membership=request.membership)
    data = waiting.take() if waiting else None
    if waiting is None or data is None:
        messages.info(
            request, _("Ce fichier n’attend plus : il est importé, ou trop ancien. Choisissez-le de nouveau.")
        )
        return redirect("companies:list", programme_slug=request.programme.slug)
    report = _import_waiting(request, waiting, data)
    if report.done:
        waiting.forget()
        return _done(request, report)
    waiting.give_back()
    chambers = _chambers(request)
    return _page(
        request, _form(request), report=report, token=request.POST["waiting"], name=waiting.name, chambers=chambers
    )


def _import_waiting(request: MemberRequest, waiting: WaitingFile, data: bytes) -> ImportReport:
    try:
        options = ImportOptions(partial="partial" in request.POST, chambers=_chambers(request))
        return _import(request, data, waiting.name, options)
    except Exception:
        waiting.give_back()  # a database away is no reason to choose the file again
        raise


def _import(request: MemberRequest, data: bytes, name: str, options: ImportOptions) -> ImportReport:
    return import_companies(programme=request.programme, data=data, filename=name, actor=request.user, options=options)


def _page(
    request: MemberRequest, form: ImportForm, *, report: ImportReport | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "report": report, **more}
    if report:
        changed = [row for row in report.rows if row.action != "unchanged"]
        context |= {
            "faults": report.errors[:SHOWN_FAULTS],
            "faults_left": max(0, len(report.errors) - SHOWN_FAULTS),
            "changed": changed[:SHOWN_ROWS],
            "changed_left": max(0, len(changed) - SHOWN_ROWS),
        }
        status = 200 if report.done else 422
    return render(request, "companies/import.html", context, status=status)


def _done(request: MemberRequest, report: ImportReport) -> HttpResponse:
    created = ngettext("%(n)s entreprise ajoutée", "%(n)s entreprises ajoutées", report.created)
    updated = ngettext("%(n)s mise à jour", "%(n)s mises à jour", report.updated)
    toast(request, f"{created % {'n': report.created}}, {updated % {'n': report.updated}}.")
    return redirect("companies:list", programme_slug=request.programme.slug)
