from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from companies.importing.services import ImportOptions, ImportReport
from diagnostics.forms import ImportForm
from diagnostics.importing.services import import_flows
from symbiose.http import MemberRequest
from symbiose.tables import MAX_BYTES
from symbiose.ui.toasts import toast

SHOWN_FAULTS = 50


@require_http_methods(["GET", "POST"])
def flow_import(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """A file of lines: looked at first, then imported whole, or not at all."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    report: ImportReport | None = None
    if request.method == "POST" and form.is_valid():
        report = _read(request, form, dry_run="check" in request.POST)
        if report.done and "check" not in request.POST:
            toast(request, _done(report))
            return redirect("diagnostics:flow_list", programme_slug=programme_slug)
    refused = bool(form.errors) or (report is not None and not report.done)
    context = {
        "form": form,
        "report": report,
        "faults": report.errors[:SHOWN_FAULTS] if report else (),
        "faults_left": max(0, len(report.errors) - SHOWN_FAULTS) if report else 0,
    }
    return render(request, "diagnostics/import.html", context, status=422 if refused else 200)


def _read(request: MemberRequest, form: ImportForm, *, dry_run: bool) -> ImportReport:
    upload = form.cleaned_data["file"]
    return import_flows(
        programme=request.programme,
        data=upload.read(MAX_BYTES + 1),
        filename=upload.name,
        actor=request.user,
        options=ImportOptions(dry_run=dry_run),
    )


def _done(report: ImportReport) -> str:
    created = ngettext("%(n)s ligne ajoutée", "%(n)s lignes ajoutées", report.created) % {"n": report.created}
    updated = ngettext("%(n)s mise à jour", "%(n)s mises à jour", report.updated) % {"n": report.updated}
    return f"{created}, {updated}."
