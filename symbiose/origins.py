"""Forms of pages that tell nobody their address.

Under `Referrer-Policy: no-referrer` a browser posts a page's own forms with `Origin: null`, and Django's CSRF check
would refuse them all. The browser's own word, `Sec-Fetch-Site: same-origin`, which no script can write, says that
the form is ours; one that is silent (an old browser, a site without TLS) leaves it to the CSRF token alone.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

SAME = "same-origin"


class NullOriginMiddleware:
    """Gives its origin back to a form of ours; to be placed just before the CSRF middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta = request.META
        if meta.get("HTTP_ORIGIN") == "null" and meta.get("HTTP_SEC_FETCH_SITE", SAME) == SAME:
            meta["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"
        return self.get_response(request)
