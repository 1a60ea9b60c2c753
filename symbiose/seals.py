"""Addresses that prove themselves: a row's uuid and a MAC, in lower-case base 32; nothing secret is stored.

Used by personal links and by invitations. The purpose is the salt: a seal made for one never opens another.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import uuid
from hashlib import sha256

from django.conf import settings

MAC_BYTES = 20  # 160 bits; OWASP ASVS 5.0 asks for at least 128
ROW_BYTES = 16


class BadSeal(Exception):
    """The text names no row of this site, or was altered."""


def seal(row: uuid.UUID, *, purpose: str, bound_to: bytes) -> str:
    """The address of a row for a purpose; `bound_to` is what must not have changed since it was minted."""
    return _encode(row.bytes + _mac(row, purpose, bound_to))


def sealed_row(text: str) -> uuid.UUID:
    """The row that an address claims to be; nothing is proved yet. Raises BadSeal."""
    return uuid.UUID(bytes=_decode(text)[:ROW_BYTES])


def proves(text: str, row: uuid.UUID, *, purpose: str, bound_to: bytes) -> bool:
    """Whether the address was minted for this very row and purpose. Constant time."""
    return hmac.compare_digest(text, seal(row, purpose=purpose, bound_to=bound_to))


def _mac(row: uuid.UUID, purpose: str, bound_to: bytes) -> bytes:
    salt = sha256(f"symbiose.{purpose}".encode() + settings.SECRET_KEY.encode()).digest()
    return hmac.new(salt, row.bytes + bound_to, sha256).digest()[:MAC_BYTES]


def _encode(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=").lower()


LENGTH = len(_encode(bytes(ROW_BYTES + MAC_BYTES)))


def _decode(text: str) -> bytes:
    if len(text) != LENGTH or not text.isascii() or text != text.lower():
        raise BadSeal
    try:
        return base64.b32decode(text.upper() + "=" * (-len(text) % 8))
    except binascii.Error as error:
        raise BadSeal from error
