"""Context processor: whom a company may call, on every page under its link."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest

from symbiose.links.home import caller_of


def caller(request: HttpRequest) -> dict[str, Any]:
    """`animator_phone` and `animator_first_name`, for base_personal.html; looked up once, however many the cards."""
    if not hasattr(request, "link"):
        return {}
    visit: Any = request
    if not hasattr(visit, "caller_words"):
        visit.caller_words = _words(visit)
    return cast(dict[str, Any], visit.caller_words)


def _words(request: Any) -> dict[str, Any]:
    found = caller_of(request.programme)
    return {
        "animator_phone": found.phone if found else "",
        "animator_first_name": found.first_name if found else "",
    }
