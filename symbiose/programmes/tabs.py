"""The tabs of the settings, those that the reader may open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from symbiose.programmes.perms import may

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from symbiose.http import MemberRequest

TABS = (
    ("programmes:settings", _("Programme")),
    ("programmes:members", _("Membres")),
    ("programmes:partners", _("Partenaires")),
    ("programmes:reminders", _("Relances")),
    ("templates:list", _("Modèles")),
)


@dataclass(frozen=True, slots=True)
class Tab:
    label: str | _StrPromise
    url: str
    current: bool


def settings_tabs(request: MemberRequest) -> list[Tab]:
    here = request.path
    found = [(label, _url(name, request)) for name, label in TABS if may(request.membership, name)]
    best = max((url for _label, url in found if url and here.startswith(url)), key=len, default="")
    return [Tab(label, url, url == best) for label, url in found if url]


def _url(name: str, request: MemberRequest) -> str:
    try:
        return reverse(name, kwargs={"programme_slug": request.programme.slug})
    except NoReverseMatch:
        return ""
