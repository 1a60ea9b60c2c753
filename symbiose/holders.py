"""Who holds a link or receives a message: (kind, uuid) → person, resolved by the app that owns the person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme

CONTACT = "contact"
USER = "user"


@dataclass(frozen=True, slots=True)
class Holder:
    """A person as the cellar knows them; `company_uuid` for a contact, None for somebody with an account."""

    kind: str
    uuid: UUID
    name: str
    email: str
    language: str = "fr"
    formal_name: str = ""
    preferred_channel: str = "email"
    company_uuid: UUID | None = None
    company_name: str = ""
    company_city: str = ""


Resolver = Callable[[UUID], Holder | None]
Lister = Callable[["Programme"], Iterable[Holder]]
Finder = Callable[[str], Iterable[tuple["Programme", Holder]]]
_RESOLVERS: dict[str, Resolver] = {}
_LISTERS: dict[str, Lister] = {}
_FINDERS: list[Finder] = []


def register_holders(kind: str, resolver: Resolver, lister: Lister | None = None) -> None:
    """Say who resolves a kind of holder, and who lists those of a programme; called once, from an AppConfig."""
    _RESOLVERS[kind] = resolver
    if lister:
        _LISTERS[kind] = lister


def register_finder(finder: Finder) -> None:
    """Say who finds people by their address, in all programmes; called from an AppConfig."""
    if finder not in _FINDERS:
        _FINDERS.append(finder)


def holders_at(email: str) -> list[tuple[Programme, Holder]]:
    """The people who receive mail at an address, and the programme of each."""
    return [found for finder in _FINDERS for found in finder(email)]


def resolve_holder(kind: str, holder_uuid: UUID | str) -> Holder | None:
    """The person behind (kind, uuid), or None when they were erased or have left."""
    resolver = _RESOLVERS.get(kind)
    return resolver(UUID(str(holder_uuid))) if resolver else None


def holders_of(programme: Programme, kind: str = CONTACT) -> list[Holder]:
    """The people of a programme who may hold a personal link; none where no app lists them."""
    lister = _LISTERS.get(kind)
    return list(lister(programme)) if lister else []
