"""The component page of the demo: each element of the screens, with the words of the design."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from symbiose.ui.styleguide import SampleForm, sample_context


@login_not_required
@require_GET
def styleguide(request: HttpRequest) -> HttpResponse:
    faulty = SampleForm({"quantity": "beaucoup"}, prefix="faute")
    return render(request, "styleguide/page.html", {"form": SampleForm(), "faulty": faulty, **sample_context()})
