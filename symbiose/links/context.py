"""Context processor: whom a company may call, on every page under its link."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from symbiose.links.home import caller_of


def caller(request: HttpRequest) -> dict[str, Any]:
    """`animator_phone` and `animator_first_name`, for base_personal.html."""
    programme = getattr(request, "programme", None) if hasattr(request, "link") else None
    if programme is None:
        return {}
    found = caller_of(programme)
    return {
        "animator_phone": found.phone if found else "",
        "animator_first_name": found.first_name if found else "",
    }
