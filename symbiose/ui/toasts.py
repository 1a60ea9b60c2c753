"""Short messages at the bottom left. Errors are never toasts: they stand beside what caused them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django_htmx.http import trigger_client_event

from symbiose.ui.french import typography

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

UNDO = "undo:"


def toast(request: HttpRequest, text: str, *, undo_url: str = "") -> None:
    """Show a message on the next page; with ``undo_url`` it offers « Annuler » (a POST)."""
    messages.success(request, text, extra_tags=f"{UNDO}{undo_url}" if undo_url else "")


def toast_now(response: HttpResponse, text: str, *, undo_url: str = "") -> HttpResponse:
    """Show a message with the htmx part that ``response`` carries."""
    return trigger_client_event(response, "toast", {"text": typography(str(text)), "undo": undo_url})
