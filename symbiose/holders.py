"""Who holds a link or receives a message: (kind, uuid) → person, resolved by the app that owns the person."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

CONTACT = "contact"
USER = "user"


@dataclass(frozen=True, slots=True)
class Holder:
    """A person as the cellar knows them; `company_uuid` for a contact, None for somebody with an account."""

    kind: str
    uuid: uuid.UUID
    name: str
    email: str
    language: str = "fr"
    formal_name: str = ""
    preferred_channel: str = "email"
    company_uuid: uuid.UUID | None = None
    company_name: str = ""


Resolver = Callable[[uuid.UUID], Holder | None]
_RESOLVERS: dict[str, Resolver] = {}


def register_holders(kind: str, resolver: Resolver) -> None:
    """Say who resolves a kind of holder; called once, from an AppConfig."""
    _RESOLVERS[kind] = resolver


def resolve_holder(kind: str, holder_uuid: uuid.UUID | str) -> Holder | None:
    """The person behind (kind, uuid), or None when they were erased or have left."""
    resolver = _RESOLVERS.get(kind)
    return resolver(uuid.UUID(str(holder_uuid))) if resolver else None
