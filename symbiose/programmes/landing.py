"""Where a member begins: the first page of the programme that their role may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

from symbiose.programmes.perms import may

if TYPE_CHECKING:
    from symbiose.programmes.models import Membership

FIRST_PAGES = ("dashboard:home", "roadmaps:list", "synergies:list")


def landing_page(membership: Membership) -> str:
    """The address of a member's first page."""
    for name in FIRST_PAGES:
        if may(membership, name):
            try:
                return reverse(name, kwargs={"programme_slug": membership.programme.slug})
            except NoReverseMatch:
                continue
    return membership.programme.get_absolute_url()
