"""Addresses of personal links: a seal over (uuid, purpose, nonce), minted at sending (symbiose.seals)."""

from __future__ import annotations

import uuid

from symbiose import seals
from symbiose.links.models import PersonalLink

BadToken = seals.BadSeal


def mint(link: PersonalLink) -> str:
    """The token of a link, the same each time until its nonce changes."""
    return seals.seal(link.uuid, purpose=_purpose(link), bound_to=link.nonce.bytes)


def row_uuid(token: str) -> uuid.UUID:
    """The row that a token claims to be; nothing is proved yet. Raises BadToken."""
    return seals.sealed_row(token)


def proves(token: str, link: PersonalLink) -> bool:
    """Whether the token was minted for this very row, purpose and nonce. Constant time."""
    return seals.proves(token, link.uuid, purpose=_purpose(link), bound_to=link.nonce.bytes)


def _purpose(link: PersonalLink) -> str:
    return f"links.{link.purpose}"
