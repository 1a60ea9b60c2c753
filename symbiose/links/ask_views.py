"""The page on which anybody asks for the link of their own page: printed QR codes and lost links lead here."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from symbiose import throttle
from symbiose.http import posted
from symbiose.links.forms import AskForLinkForm
from symbiose.links.gestures import send_links_to
from symbiose.private_pages import private_page

ASKED_PER_TEN_MINUTES = 20
TEN_MINUTES = 600


@login_not_required
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def ask_link(request: HttpRequest) -> HttpResponse:
    form = AskForLinkForm(posted(request))
    if request.method != "POST":
        return render(request, "personal/ask.html", {"form": form})
    asked = throttle.hit("ask-link", throttle.address_of_client(request), seconds=TEN_MINUTES)
    if asked > ASKED_PER_TEN_MINUTES:
        refusal = render(request, "personal/too_many.html", status=429)
        refusal.headers["Retry-After"] = str(TEN_MINUTES)
        return refusal
    if not form.is_valid():
        return render(request, "personal/ask.html", {"form": form}, status=422)
    send_links_to(form.cleaned_data["email"])
    return render(request, "personal/asked.html")
