"""Addresses of personal links: the row's uuid and a MAC, both in lower-case base 32; nothing secret is stored."""

from __future__ import annotations

import base64
import binascii
import hmac
import uuid
from hashlib import sha256

from django.conf import settings

from symbiose.links.models import PersonalLink

MAC_BYTES = 20  # 160 bits; OWASP ASVS 5.0 asks for at least 128


class BadToken(Exception):
    """The token names no link of this site, or was altered."""


def mint(link: PersonalLink) -> str:
    """The token of a link, the same each time until its nonce changes."""
    return _encode(link.uuid.bytes + _mac(link))


def row_uuid(token: str) -> uuid.UUID:
    """The row that a token claims to be; nothing is proved yet. Raises BadToken."""
    raw = _decode(token)
    return uuid.UUID(bytes=raw[:16])


def proves(token: str, link: PersonalLink) -> bool:
    """Whether the token was minted for this very row, purpose and nonce. Constant time."""
    return hmac.compare_digest(token, mint(link))


def _mac(link: PersonalLink) -> bytes:
    salt = sha256(f"symbiose.links.{link.purpose}".encode() + settings.SECRET_KEY.encode()).digest()
    return hmac.new(salt, link.uuid.bytes + link.nonce.bytes, sha256).digest()[:MAC_BYTES]


def _encode(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=").lower()


def _decode(token: str) -> bytes:
    if len(token) != len(_encode(bytes(16 + MAC_BYTES))) or token != token.lower() or not token.isascii():
        raise BadToken
    try:
        return base64.b32decode(token.upper() + "=" * (-len(token) % 8))
    except binascii.Error as error:
        raise BadToken from error
