"""Who is a member, with which role, from when to when; who was invited."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from symbiose.http import MemberRequest
from symbiose.programmes.conflicts import edit_data, save_or_conflict
from symbiose.programmes.forms import InvitationForm, MembershipForm
from symbiose.programmes.invitations import invite, revoke_invitation
from symbiose.programmes.models import Invitation, Membership, MembershipQuerySet
from symbiose.programmes.perms import may
from symbiose.programmes.roles import LastAnimator, change_membership, end_membership
from symbiose.programmes.submissions import claim_submission
from symbiose.programmes.tabs import settings_tabs
from symbiose.ui.toasts import toast


@require_safe
def members(request: MemberRequest, programme_slug: str) -> HttpResponse:
    memberships = Membership.objects.visible_to(request.membership).select_related("user", "partner")
    invitations = Invitation.objects.visible_to(request.membership).open().select_related("partner")
    context = {
        "members": memberships.not_ended().order_by("role", "user__last_name", "pk"),
        "former": memberships.ended().order_by("-valid_until", "pk")[:20],
        "invitations": invitations,
        "today": timezone.localdate(),
        "can_edit": may(request.membership, "programmes:member_edit", "POST"),
        "can_invite": may(request.membership, "programmes:invite", "POST"),
        "tabs": settings_tabs(request),
    }
    return render(request, "programmes/members.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def member_invite(request: MemberRequest, programme_slug: str) -> HttpResponse:
    form = InvitationForm(request.POST if request.method == "POST" else None, programme=request.programme)
    if form.is_valid():
        email = form.cleaned_data["email"]
        with transaction.atomic():
            first = claim_submission(request)
            given = first and invite(programme=request.programme, email=email, grant=form.grant(), actor=request.user)
        words = _("Rôle donné à %(email)s.") if isinstance(given, Membership) else _("Invitation envoyée à %(email)s.")
        return _back(request, words % {"email": email})
    context = {"form": form, "tabs": settings_tabs(request)}
    return render(request, "programmes/invite.html", context, status=422 if form.errors else 200)


@require_POST
def invitation_revoke(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.visible_to(request.membership), pk=pk)
    revoke_invitation(invitation=invitation, actor=request.user)
    return _back(request, _("Invitation retirée : son lien n’ouvre plus rien."))


@require_http_methods(["GET", "HEAD", "POST"])
def member_edit(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    member = get_object_or_404(_of_programme(request), pk=pk)
    form = MembershipForm(edit_data(request, member), instance=member)
    if form.is_valid():
        try:
            saved = save_or_conflict(
                request,
                form,
                lambda version: change_membership(membership=member, expected_version=version, actor=request.user),
            )
            return saved or _back(request, _("Rôle enregistré."))
        except LastAnimator:
            form.add_error(None, _("Un programme garde toujours au moins une personne à l’animation."))
    context = {"form": form, "member": member, "version": member.version, "tabs": settings_tabs(request)}
    return render(request, "programmes/member_form.html", context, status=422 if form.errors else 200)


@require_POST
def member_end(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    member = get_object_or_404(_of_programme(request), pk=pk)
    try:
        end_membership(membership=member, actor=request.user)
    except LastAnimator:
        messages.error(request, _("Un programme garde toujours au moins une personne à l’animation."))
        return redirect("programmes:members", programme_slug=programme_slug)
    return _back(request, _("Le rôle a pris fin : l’accès est coupé."))


def _of_programme(request: MemberRequest) -> MembershipQuerySet:
    return Membership.objects.visible_to(request.membership).select_related("user", "partner", "programme")


def _back(request: MemberRequest, words: str) -> HttpResponse:
    toast(request, words)
    return redirect("programmes:members", programme_slug=request.programme.slug)
