"""What stands on a contact's personal page: each app gives its cards, and this app only lays them out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symbiose.holders import Holder
    from symbiose.http import PersonalRequest


@dataclass(frozen=True, slots=True)
class PersonalCard:
    """One card of the personal page: its template (`personal/cards/…`), what it needs, and its place.

    `position`: 10 what is asked of me first · 20 running actions · 30 appointments · 40 synergies · 50 leads.
    """

    template: str
    position: int
    context: dict[str, Any] = field(default_factory=dict)


CardProvider = Callable[["PersonalRequest", "Holder"], Iterable[PersonalCard]]
_PROVIDERS: list[CardProvider] = []


def register_cards(provider: CardProvider) -> None:
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def cards_for(request: PersonalRequest, holder: Holder) -> list[PersonalCard]:
    """All cards for a holder, in the order in which they are read."""
    cards = [card for provider in _PROVIDERS for card in provider(request, holder)]
    return sorted(cards, key=lambda card: card.position)
