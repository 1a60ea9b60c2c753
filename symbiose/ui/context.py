"""What the shell around a page knows: its menu, the person, the programme. Templates restate no permission."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from symbiose.programmes.models import Programme
from symbiose.programmes.perms import may

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from symbiose.programmes.models import Membership

AGENDA = ("events", "diagnostics", "planning", "questionnaires", "campaigns", "surveys", "followups")
# Label, icon, addresses that open the tab (the first allowed), namespaces in which it is current.
MENU: tuple[tuple[str | _StrPromise, str, tuple[str, ...], tuple[str, ...]], ...] = (
    (_("Aujourd’hui"), "sun", ("dashboard:home",), ("dashboard:home",)),
    (_("Entreprises"), "buildings", ("companies:list",), ("companies",)),
    (_("Synergies"), "link-45deg", ("synergies:list", "roadmaps:list"), ("synergies", "roadmaps", "actions")),
    (_("Agenda"), "calendar3", ("events:list",), AGENDA),
    (_("Bilans"), "bar-chart", ("dashboard:indicators",), ("dashboard:indicators", "dashboard:figure", "balance")),
)


@dataclass(frozen=True, slots=True)
class MenuEntry:
    label: str | _StrPromise
    icon: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Shell:
    """The bars around a page. An address is empty when the person may not go there."""

    menu: list[MenuEntry]
    programme: Programme | None
    membership: Membership | None
    person: str
    initials: str
    home: str
    note: str
    note_preview: str
    search: str
    settings: str
    members: str
    outbox: str
    references: str
    calendar: str
    links: list[tuple[str, str]]
    demo: bool

    @property
    def can_note(self) -> bool:
        return bool(self.note)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell`, worked out only by the pages that draw it."""
    return {"shell": SimpleLazyObject(lambda: build_shell(request))}


def build_shell(request: HttpRequest) -> Shell:
    membership: Membership | None = getattr(request, "membership", None)
    programme: Programme | None = getattr(request, "programme", None) if membership else None
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)

    def address(name: str, method: str = "GET") -> str:
        return _address(programme, membership, name, method)

    return Shell(
        menu=_menu(request, address),
        programme=programme,
        membership=membership,
        person=str(user) if signed_in else "",
        initials=getattr(user, "initials", "") if signed_in else "",
        home=address("dashboard:home") or "/",
        note=address("companies:note", "POST"),
        note_preview=address("companies:note_preview", "POST"),
        search=address("dashboard:search"),
        settings=address("programmes:settings"),
        members=address("programmes:members"),
        outbox=address("followups:outbox"),
        references=address("diagnostics:references"),
        calendar=address("planning:feed"),
        links=_programmes(user, programme) if signed_in else [],
        demo=settings.DEMO,
    )


def _menu(request: HttpRequest, address: Any) -> list[MenuEntry]:
    entries = []
    here = _current(request)
    for label, icon, names, _places in MENU:
        url = next((url for url in map(address, names) if url), "")
        if url:
            entries.append(MenuEntry(label, icon, url, label == here))
    return entries


def _current(request: HttpRequest) -> str | _StrPromise:
    """The tab of the page: the entry that names the view itself, else its namespace."""
    match = getattr(request, "resolver_match", None)
    if match is None:
        return ""
    for place in (match.view_name, match.namespace):
        for label, _icon, _names, places in MENU:
            if place and place in places:
                return label
    return ""


def _address(programme: Programme | None, membership: Membership | None, name: str, method: str) -> str:
    if programme is None or not may(membership, name, method):
        return ""
    try:
        return reverse(name, kwargs={"programme_slug": programme.slug})
    except NoReverseMatch:
        return ""


def _programmes(user: Any, current: Programme | None) -> list[tuple[str, str]]:
    """The other programmes of a person, as (name, address)."""
    programmes: Iterable[Programme] = Programme.objects.of_user(user)
    return [(p.name, f"/p/{p.slug}/") for p in programmes if current is None or p.pk != current.pk]
