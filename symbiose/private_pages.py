"""Answers to addresses that hold a secret: no cache, no search engine and no referrer ever learns them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from symbiose import throttle

Answer = TypeVar("Answer", bound=HttpResponse)

UNKNOWN_PER_MINUTE = 60
MINUTE = 60
PRIVATE_HEADERS = {
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow",
}


def keep_private(response: Answer) -> Answer:
    for name, value in PRIVATE_HEADERS.items():
        response.headers[name] = value
    return response


def private_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The same as a decorator."""

    @wraps(view)
    def kept(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return keep_private(view(request, *args, **kwargs))

    return kept


def unknown_link(request: HttpRequest, template: str = "personal/unknown.html", **context: object) -> HttpResponse:
    """The same page whatever is wrong with an address; guessing is slowed down.

    Only unknown links count: three hundred voters behind one router are no attack.
    """
    guesses = throttle.hit("unknown-link", throttle.address_of_client(request), seconds=MINUTE)
    if guesses > UNKNOWN_PER_MINUTE:
        refusal = render(request, "personal/too_many.html", status=429)
        refusal.headers["Retry-After"] = str(MINUTE)
        return refusal
    return render(request, template, context, status=404)
