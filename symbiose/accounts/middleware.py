from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import resolve_url
from django.utils import translation

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class LanguageMiddleware:
    """The language of a page is its reader's choice in their account, else French; a browser's wish does not count.

    Public views keep French and never look for a session: they answer when the database is away. Personal pages
    take the language of their holder (symbiose.links.pages).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(settings.LANGUAGE_CODE):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        if getattr(view, "login_required", True) and request.user.is_authenticated:
            translation.activate(request.user.language)


def answers_in_json(view: View) -> View:
    """Mark a view that a script talks to: somebody signed out is told so in JSON, and keeps what waits to be sent."""
    view.answers_in_json = True  # type: ignore[attr-defined]  # a mark on a function, as Django's own decorators do
    return view


class SignInMiddleware(LoginRequiredMiddleware):
    """Django's rule that every view asks to sign in unless it says otherwise, asked of the view first.

    Django looks at the session before; a public view (health, personal pages) then fails with the database.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True):
            return None
        if getattr(view_func, "answers_in_json", False) and not request.user.is_authenticated:
            return JsonResponse({"error": "signed_out", "login_url": resolve_url(settings.LOGIN_URL)}, status=401)
        return super().process_view(request, view_func, view_args, view_kwargs)
