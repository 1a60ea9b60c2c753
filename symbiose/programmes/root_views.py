"""Outside any programme: the site's root, the list of one's programmes, and invitations."""

from __future__ import annotations

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from symbiose.accounts.models import User
from symbiose.http import SignedInRequest
from symbiose.private_pages import private_page, unknown_link
from symbiose.programmes.forms import AcceptForm
from symbiose.programmes.invitation_tokens import open_invitation
from symbiose.programmes.invitations import InvitationClosed, accept_invitation, open_account
from symbiose.programmes.landing import landing_page
from symbiose.programmes.middleware import strongest_of_each
from symbiose.programmes.models import Invitation, Membership, Role
from symbiose.ui.toasts import toast

SIGN_IN_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """The programme in use; the list where there is a choice, or an invitation to answer."""
    in_use = _in_use(request, strongest_of_each(request.user))
    if in_use is None or Invitation.objects.open().for_email(request.user.email).exists():
        return redirect("root:programmes")
    return redirect(landing_page(in_use))


def _in_use(request: SignedInRequest, held: list[Membership]) -> Membership | None:
    """The programme visited last, or the only one; a network head of several begins with the list."""
    if len(held) == 1:
        return held[0]
    if all(membership.role == Role.NETWORK for membership in held):
        return None
    visited = request.session.get("programme_slug", "")
    return next((membership for membership in held if membership.programme.slug == visited), None)


@require_safe
def programmes(request: SignedInRequest) -> HttpResponse:
    context = {
        "memberships": [(membership, landing_page(membership)) for membership in strongest_of_each(request.user)],
        "invitations": Invitation.objects.open().for_email(request.user.email).select_related("programme"),
    }
    return render(request, "programmes/list.html", context)


@require_POST
def join(request: SignedInRequest, pk: int) -> HttpResponse:
    """Accept an invitation with the account of the very person invited."""
    mine = Invitation.objects.open().for_email(request.user.email).select_related("programme", "partner")
    invitation = get_object_or_404(mine, pk=pk)
    return _join(request, invitation, request.user)


@login_not_required
@private_page
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What an invitation's link opens. GET changes nothing."""
    found = open_invitation(token)
    if found is None:
        return unknown_link(request)
    with translation.override(found.programme.language):
        account = User.objects.filter(email__iexact=found.email).first()
        return _known_person(request, found, account) if account else _new_person(request, found)


def _known_person(request: HttpRequest, found: Invitation, account: User) -> HttpResponse:
    """Somebody who has an account accepts once signed in with it."""
    if request.user != account:
        context = {"invitation": found, "other": request.user if request.user.is_authenticated else None}
        return render(request, "programmes/invitation_sign_in.html", context)
    if request.method == "POST":
        return _join(request, found, account)
    return render(request, "programmes/invitation_join.html", {"invitation": found})


def _new_person(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = AcceptForm(request.POST if request.method == "POST" else None, email=found.email)
    if form.is_valid():
        try:
            user = open_account(invitation=found, account=form.account())
        except InvitationClosed:
            return unknown_link(request)
        login(request, user, backend=SIGN_IN_BACKEND)
        return redirect("root:home")
    context = {"form": form, "invitation": found}
    return render(request, "programmes/invitation.html", context, status=422 if form.errors else 200)


def _join(request: HttpRequest, found: Invitation, account: User) -> HttpResponse:
    try:
        membership = accept_invitation(invitation=found, user=account)
    except InvitationClosed:
        return unknown_link(request)
    toast(request, _("Bienvenue dans le programme %(name)s.") % {"name": found.programme.name})
    return redirect(landing_page(membership))
