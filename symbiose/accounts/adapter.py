from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse

from symbiose.accounts import guard
from symbiose.accounts.models import User
from symbiose.programmes.visits import record_sign_in


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Sign-in as this site wants it: by invitation only, throttled by our own counters, mail by the outbox alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Check a password; a closed account answers like an unknown one. Raises ValidationError when throttled."""
        email = str(credentials.get("email", ""))
        if guard.is_closed(request, email):
            request.sign_in_closed = True  # type: ignore[attr-defined]  # read by SignInView for the status
            raise self.validation_error("too_many_login_attempts")
        user = authenticate(request, **credentials)
        AuthenticationBackend.unstash_authenticated_user()
        if user is None:
            guard.note_miss(request, email)
        else:
            guard.forget_misses(request, email)
        return user

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        record_sign_in(user=user)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: « connecté » is seen on the page itself."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Refuse: every message is a row of the outbox."""
        raise NotImplementedError(f"{template_prefix}: mail leaves through the outbox only")
