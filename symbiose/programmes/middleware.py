"""Every address under /p/<slug>/ passes here before its view: programme, role, permission."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from symbiose.programmes.models import Membership, Role
from symbiose.programmes.perms import access_to

if TYPE_CHECKING:
    from symbiose.accounts.models import User

log = logging.getLogger(__name__)

STRENGTH = [Role.ANIMATOR, Role.ADVISER, Role.COMMITTEE, Role.NETWORK, Role.PARTNER]


def strongest_membership(user_id: int, slug: str) -> Membership | None:
    """The role that counts for a person in a programme today: the one that may do most."""
    held = Membership.objects.active().filter(user=user_id, programme__slug=slug)
    return min(held.select_related("programme", "partner", "user"), key=_rank, default=None)


def strongest_of_each(user: User) -> list[Membership]:
    """A person's programmes today, by name, each with the role that counts there."""
    held = Membership.objects.of_user(user).active().select_related("programme", "partner", "user")
    strongest: dict[int, Membership] = {}
    for membership in sorted(held, key=_rank):
        strongest.setdefault(membership.programme_id, membership)
    return sorted(strongest.values(), key=lambda membership: membership.programme.name)


def _rank(membership: Membership) -> int:
    return STRENGTH.index(Role(membership.role))


class ProgrammeMiddleware:
    """Resolves `programme_slug`: 404 to strangers, 403 without the right, else request.programme and .membership."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: Any, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        slug = kwargs.get("programme_slug")
        if slug is None or not request.user.is_authenticated:
            return  # LoginRequiredMiddleware sends strangers to sign-in, whatever the slug
        membership = strongest_membership(request.user.pk, slug)
        if membership is None:
            raise Http404
        self._authorise(request, membership)
        request.programme = membership.programme
        request.membership = membership
        if request.session.get("programme_slug") != slug:
            request.session["programme_slug"] = slug  # the programme in use, for the site's root

    def _authorise(self, request: Any, membership: Membership) -> None:
        name = request.resolver_match.view_name
        access = access_to(name)
        if access is None:
            log.error("%s has no row in the permission table", name)
            raise PermissionDenied
        if not access.allows(membership.role, request.method):
            raise PermissionDenied
