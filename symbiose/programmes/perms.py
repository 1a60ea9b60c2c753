"""The one table of who may do what. Each app's perms.py registers its rows from its AppConfig.

Deny by default: under /p/<slug>/, a URL name without a row is refused at run time by the middleware,
and by tests/test_permissions.py before that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiose.programmes.models import Role

if TYPE_CHECKING:
    from symbiose.programmes.models import Membership

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

EVERYBODY = frozenset(Role)
ANIMATOR = frozenset({Role.ANIMATOR})
STAFF = frozenset({Role.ANIMATOR, Role.ADVISER})
READERS = frozenset({Role.ANIMATOR, Role.ADVISER, Role.COMMITTEE, Role.NETWORK})
READERS_AND_PARTNER = READERS | {Role.PARTNER}
NOBODY: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Access:
    """The roles that may read an address (GET) and those that may act on it (POST)."""

    read: frozenset[Role]
    write: frozenset[Role] = NOBODY

    def allows(self, role: str, method: str) -> bool:
        return role in (self.read if method in SAFE_METHODS else self.write)


_TABLE: dict[str, Access] = {}
_PUBLIC: set[str] = set()
_SIGNED_IN: set[str] = set()


def register(rows: Mapping[str, Access]) -> None:
    """Add an app's rows to the table; a URL name has one row."""
    for name, access in rows.items():
        if _TABLE.setdefault(name, access) != access:
            raise ValueError(f"{name} has two rows in the permission table")


def register_public(names: Iterable[str]) -> None:
    """URL names open to everybody without an account (sign-in, health, personal links)."""
    _PUBLIC.update(names)


def register_signed_in(names: Iterable[str]) -> None:
    """URL names outside any programme, for whoever has an account (their profile, the list of their programmes)."""
    _SIGNED_IN.update(names)


def table() -> Mapping[str, Access]:
    return dict(_TABLE)


def public_names() -> frozenset[str]:
    return frozenset(_PUBLIC)


def signed_in_names() -> frozenset[str]:
    return frozenset(_SIGNED_IN)


def access_to(url_name: str) -> Access | None:
    return _TABLE.get(url_name)


def may(membership: Membership | None, url_name: str, method: str = "GET") -> bool:
    """Whether this member may read (GET) or act on (POST) the address of that name."""
    access = access_to(url_name)
    return bool(membership and access and access.allows(membership.role, method))
