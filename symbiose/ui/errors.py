"""What a person sees when the program or its database fails."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader

RETRY_SECONDS = 15


def server_error(request: HttpRequest) -> HttpResponse:
    """The page of an uncaught fault: 503 while the database is away or held, else 500; it asks nothing of either."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        page = loader.get_template("503.html").render()
        return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_SECONDS)})
    return HttpResponse(loader.get_template("500.html").render(), status=500)
