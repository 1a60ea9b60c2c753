"""The typed request of pages: who asks, in which programme, with which role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, QueryDict

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from symbiose.accounts.models import User
    from symbiose.holders import Holder
    from symbiose.links.models import PersonalLink
    from symbiose.programmes.models import Membership, Programme


MAX_WORDS = 80


def typed_words(request: HttpRequest, name: str = "q") -> str:
    """What was typed in a search field: short, and without the one character that PostgreSQL refuses."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:MAX_WORDS]


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the post, be it empty; None when the page is only read."""
    return request.POST if request.method == "POST" else None


class SignedInRequest(HttpRequest):
    """A request outside any programme, of somebody with an account."""

    user: User
    htmx: HtmxDetails


class MemberRequest(HttpRequest):
    """A request under /p/<slug>/: the middleware has checked the programme, the role and the verb."""

    user: User
    htmx: HtmxDetails
    programme: Programme
    membership: Membership


class PersonalRequest(HttpRequest):
    """A request under /e/<token>/: the link has been checked."""

    htmx: HtmxDetails
    link: PersonalLink
    holder: Holder
    programme: Programme
