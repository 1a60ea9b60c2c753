"""A real address for each URL name: for `list_urls`, and for the test that walks the permission table.

Each app registers, from its AppConfig, how to find an object of a programme for a URL name:

    register_samples({"companies:detail": lambda programme: first_pk(Company.objects.filter(programme=programme))})

A finder gives the keyword arguments beside `programme_slug`, a list of such where one name serves several kinds of
object, or None where the programme has no such object. A name that takes nothing but the programme needs none.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from symbiose.programmes.perms import access_to, public_names

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme

Kwargs = dict[str, Any]
Finder = Callable[["Programme"], "Kwargs | list[Kwargs] | None"]

_FINDERS: dict[str, Finder] = {}


@dataclass(frozen=True, slots=True)
class Address:
    """One URL name of the resolver, the arguments that it takes and the view behind it."""

    name: str
    arguments: frozenset[str]
    view: Callable[..., Any]

    @property
    def of_programme(self) -> bool:
        return "programme_slug" in self.arguments

    @property
    def is_public(self) -> bool:
        """Open without an account: registered as such, or opened by a personal link."""
        return self.name in public_names() or getattr(self.view, "needs_link", False)

    @property
    def needs_object(self) -> bool:
        return bool(self.arguments - {"programme_slug"})


def register_samples(finders: Mapping[str, Finder]) -> None:
    _FINDERS.update(finders)


def first_pk(rows: QuerySet[Any]) -> Kwargs | None:
    """The usual sample: the key of the first row."""
    pk = rows.order_by("pk").values_list("pk", flat=True).first()
    return None if pk is None else {"pk": pk}


def has_sample(address: Address) -> bool:
    return not address.needs_object or address.name in _FINDERS


def sample_kwargs(address: Address, programme: Programme) -> list[Kwargs]:
    """The arguments of each kind of object behind a name, without the programme's; empty where it has none."""
    if not address.needs_object:
        return [{}]
    found = _FINDERS[address.name](programme) if address.name in _FINDERS else None
    if found is None:
        return []
    return found if isinstance(found, list) else [found]


def sample_paths(address: Address, programme: Programme, *, under: Programme | None = None) -> list[str]:
    """Paths of a name with objects of `programme`, written under the slug of `under` (another programme's objects)."""
    prefix = {"programme_slug": (under or programme).slug} if address.of_programme else {}
    return [reverse(address.name, kwargs={**kwargs, **prefix}) for kwargs in sample_kwargs(address, programme)]


def all_addresses() -> list[Address]:
    """Every named address of the resolver, once per name."""
    found: dict[str, Address] = {}
    for address in _walk(get_resolver(), "", frozenset()):
        found.setdefault(address.name, address)
    return sorted(found.values(), key=lambda address: address.name)


def _walk(resolver: URLResolver, namespace: str, arguments: frozenset[str]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        taken = arguments | set(entry.pattern.regex.groupindex)
        if isinstance(entry, URLPattern):
            yield Address(namespace + (entry.name or repr(entry.pattern)), taken, entry.callback)
        else:
            yield from _walk(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace, taken)


def methods_of(address: Address) -> list[str]:
    """The verbs that an address answers: what its view says, else what the permission table lets somebody do."""
    said = _said_by_view(address.view)
    if said:
        return said
    access = access_to(address.name)
    if access is None:
        return ["GET", "POST"]
    return [*(["GET"] if access.read else []), *(["POST"] if access.write else [])]


def _said_by_view(view: Callable[..., Any]) -> list[str]:
    """Read the list that Django's `require_http_methods` keeps in its closure, or a class-based view's methods."""
    if hasattr(view, "view_class"):
        allowed = view.view_class.http_method_names
        return [name.upper() for name in ("get", "post") if name in allowed and hasattr(view.view_class, name)]
    step: Callable[..., Any] | None = view
    while step is not None:
        kept = inspect.getclosurevars(step).nonlocals if inspect.isfunction(step) else {}
        if "request_method_list" in kept:
            return [method for method in kept["request_method_list"] if method not in {"HEAD", "OPTIONS"}]
        step = getattr(step, "__wrapped__", None)
    return []
