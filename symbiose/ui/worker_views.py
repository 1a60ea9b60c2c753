"""The service worker's script and the page that it shows without network: public, and the same for everybody."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from symbiose.ui.worker import worker_script


@login_not_required
@require_GET
def script(request: HttpRequest) -> HttpResponse:
    """Served from the root, so that it may keep the pages of visits of any programme."""
    headers = {"Cache-Control": "no-cache"}
    return HttpResponse(worker_script(), content_type="text/javascript; charset=utf-8", headers=headers)


@login_not_required
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Kept by the worker at its installation; it fills in the visits that this tablet holds for its reader."""
    return render(request, "offline/page.html")
