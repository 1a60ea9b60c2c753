"""« Transmettre à un collègue »: the app that owns the people makes the colleague; this app gives them a link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symbiose.holders import Holder


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the same company, as their colleague wrote them down."""

    first_name: str
    last_name: str
    email: str
    role: str = ""


ColleagueMaker = Callable[["Holder", Colleague], "Holder"]
_MAKERS: dict[str, ColleagueMaker] = {}


def register_colleagues(kind: str, maker: ColleagueMaker) -> None:
    """Say who makes the colleague of a kind of holder: somebody known by that email is found, not doubled."""
    _MAKERS[kind] = maker


def can_have_colleagues(kind: str) -> bool:
    return kind in _MAKERS


def make_colleague(holder: Holder, colleague: Colleague) -> Holder:
    """Raises KeyError for a kind of holder that has no colleagues."""
    return _MAKERS[holder.kind](holder, colleague)
