from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from symbiose import throttle
from symbiose.accounts.forms import PasswordFieldsForm, ProfileForm, ResetRequestForm, SignInForm
from symbiose.accounts.models import User
from symbiose.accounts.services import ask_for_password_reset, choose_password, user_of_reset_key
from symbiose.http import SignedInRequest
from symbiose.private_pages import private_page, unknown_link
from symbiose.ui.toasts import toast

RESETS_PER_VISITOR = 20
RESETS_PER_ADDRESS = 3
RESET_WINDOW_SECONDS = 300


class SignInView(LoginView):  # type: ignore[misc]  # allauth has no types
    """allauth's sign-in; a refusal says so in its status."""

    form_class = SignInForm

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        response.status_code = 429 if getattr(self.request, "sign_in_closed", False) else 422
        return response


sign_in = SignInView.as_view()


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password_reset(request: HttpRequest) -> HttpResponse:
    """Ask for a message; the answer is the same whether the account exists."""
    form = ResetRequestForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        email = form.cleaned_data["email"]
        if _may_ask_for_reset(request, email):
            ask_for_password_reset(email=email)
        return redirect("account_reset_password_done")
    status = 422 if form.errors else 200
    return render(request, "account/password_reset.html", {"form": form}, status=status)


def _may_ask_for_reset(request: HttpRequest, email: str) -> bool:
    visitor = throttle.hit("reset", throttle.address_of_client(request), seconds=RESET_WINDOW_SECONDS)
    address = throttle.hit("reset", email.lower(), seconds=RESET_WINDOW_SECONDS)
    return visitor <= RESETS_PER_VISITOR and address <= RESETS_PER_ADDRESS


@login_not_required
@require_safe
def password_reset_done(request: HttpRequest) -> HttpResponse:
    return render(request, "account/password_reset_done.html")


@login_not_required
@private_page
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password_reset_from_key(request: HttpRequest, key: str) -> HttpResponse:
    """Choose a new password. The key stays in the address: a session would store it."""
    user = user_of_reset_key(key)
    if user is None:
        return unknown_link(request, "account/password_reset_from_key.html", token_fail=True)
    form = PasswordFieldsForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        choose_password(user=user, password=form.cleaned_data["password1"])
        return redirect("account_reset_password_from_key_done")
    status = 422 if form.errors else 200
    context = {"form": form, "action_url": request.path}
    return render(request, "account/password_reset_from_key.html", context, status=status)


@login_not_required
@require_safe
def password_reset_from_key_done(request: HttpRequest) -> HttpResponse:
    return render(request, "account/password_reset_from_key_done.html")


class ChangePasswordView(PasswordChangeView):
    """Django's own; the session goes on, the person's other sessions end."""

    template_name = "account/password_change.html"
    success_url = reverse_lazy("account_profile")

    def form_valid(self, form: Any) -> HttpResponse:
        toast(self.request, _("Mot de passe changé."))
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


change_password = ChangePasswordView.as_view()


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: SignedInRequest) -> HttpResponse:
    person = User.objects.get(pk=request.user.pk)  # apart from request.user, whose name stands in the page's bar
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=person)
    if form.is_valid():
        form.save()
        toast(request, _("Vos coordonnées sont enregistrées."))
        return redirect("account_profile")
    status = 422 if form.errors else 200
    return render(request, "account/profile.html", {"form": form, "person": person}, status=status)
