"""The kinds of address that `make_links` prints, and who has one: each app registers the kinds that it serves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiose.holders import Holder, holders_of
from symbiose.links.models import Purpose

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme

# The words of CONTRACTS. A kind that nobody serves yet has no link.
KINDS = ("home", "questionnaire", "report", "invitation", "vote", "roadmap", "action", "unsubscribe")


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """A person, and the place under their personal page (`questionnaire/`, `events/12/`) where they land."""

    holder: Holder
    path: str = ""
    purpose: str = Purpose.HOME


TargetFinder = Callable[["Programme"], Iterable[LinkTarget]]
_FINDERS: dict[str, TargetFinder] = {}


def register_link_kind(kind: str, finder: TargetFinder) -> None:
    """Say who has a link of that kind in a programme; called from an AppConfig."""
    if kind not in KINDS:
        raise ValueError(f"{kind} is not one of {', '.join(KINDS)}")
    _FINDERS[kind] = finder


def targets_of(kind: str, programme: Programme) -> list[LinkTarget]:
    finder = _FINDERS.get(kind)
    return list(finder(programme)) if finder else []


def everybody_home(programme: Programme) -> Iterable[LinkTarget]:
    return [LinkTarget(holder) for holder in holders_of(programme)]


def everybody_out(programme: Programme) -> Iterable[LinkTarget]:
    return [LinkTarget(holder, purpose=Purpose.UNSUBSCRIBE) for holder in holders_of(programme)]
