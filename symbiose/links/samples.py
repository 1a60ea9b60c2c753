"""Addresses of this app with a real link of a programme: an operator's command and the permission test open them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symbiose.holders import holders_of
from symbiose.links import calendar_services, tokens
from symbiose.links.models import CalendarLink, Purpose
from symbiose.links.services import link_for

if TYPE_CHECKING:
    from symbiose.holders import Holder
    from symbiose.programmes.models import Programme


def home_token(programme: Programme) -> dict[str, Any] | None:
    """`{"token": …}` of the first person of a programme: what a sample of a page under /e/ begins with."""
    return _token(programme, Purpose.HOME)


def way_out_token(programme: Programme) -> dict[str, Any] | None:
    return _token(programme, Purpose.UNSUBSCRIBE)


def _token(programme: Programme, purpose: str) -> dict[str, Any] | None:
    holder = next(iter(holders_of(programme)), None)
    return token_of(programme, holder, purpose) if holder else None


def token_of(programme: Programme, holder: Holder, purpose: str = Purpose.HOME) -> dict[str, Any]:
    """`{"token": …}` of one person, for a page that only they have."""
    return {"token": tokens.mint(link_for(programme=programme, holder=holder, purpose=purpose))}


def calendar_token(programme: Programme) -> dict[str, Any] | None:
    """The first calendar of a programme that may still be read."""
    link = CalendarLink.objects.usable().filter(programme=programme).order_by("pk").first()
    return {"token": calendar_services.token_of(link)} if link else None


SAMPLES = {
    "calendar_feed": calendar_token,
    "personal:home": home_token,
    "personal:opened": home_token,
    "personal:renew": home_token,
    "personal:transfer": home_token,
    "personal:opt_out": home_token,
    "personal:unsubscribe": way_out_token,
}
