"""A workshop at a glance: what is discussed, what was decided in three columns, what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch

from events.models import AgendaItem, Attendance, Event
from synergies.models import Participant

NEXT_SHOWN = 4
NAMES_SHOWN = 2


@dataclass(frozen=True, slots=True)
class BoardCard:
    """One synergy on the wall."""

    item: AgendaItem
    pilot: str
    companies: list[str]

    @property
    def others(self) -> list[str]:
        """The other companies: two names are read from far, then a number."""
        return [name for name in self.companies if name != self.pilot]

    @property
    def n_more(self) -> int:
        return max(0, len(self.others) - NAMES_SHOWN)


@dataclass(frozen=True, slots=True)
class Board:
    """`current` is None when all is decided; `number` counts from 1."""

    current: AgendaItem | None
    card: BoardCard | None
    number: int
    total: int
    retained: list[BoardCard]
    to_study: list[BoardCard]
    set_aside: list[BoardCard]
    coming: list[AgendaItem]
    n_present: int
    n_hands: int


def board_of(event: Event, current: AgendaItem | None = None) -> Board:
    """The state of a workshop, in three queries whatever the agenda."""
    everyone = Participant.objects.current().select_related("company").order_by("company__name")
    items = list(
        AgendaItem.objects.filter(event=event)
        .select_related("synergy")
        .prefetch_related(Prefetch("synergy__participants", queryset=everyone, to_attr="current_participants"))
    )
    undecided = [item for item in items if not item.decision]
    current = next((item for item in items if current and item.pk == current.pk), None) or next(iter(undecided), None)
    cards = {item.pk: _card(item) for item in items}
    return Board(
        current=current,
        card=cards[current.pk] if current else None,
        number=items.index(current) + 1 if current else len(items),
        total=len(items),
        retained=_column(items, cards, AgendaItem.Decision.RETAINED),
        to_study=_column(items, cards, AgendaItem.Decision.TO_STUDY),
        set_aside=_column(items, cards, AgendaItem.Decision.SET_ASIDE),
        coming=[item for item in undecided if item != current][:NEXT_SHOWN],
        n_present=Attendance.objects.present().filter(event=event).count(),
        n_hands=_hands(current),
    )


def _column(items: list[AgendaItem], cards: dict[int, BoardCard], decision: str) -> list[BoardCard]:
    return [cards[item.pk] for item in items if item.decision == decision]


def _card(item: AgendaItem) -> BoardCard:
    rows = item.synergy.current_participants  # type: ignore[attr-defined]  # prefetched above
    pilot = next((str(row.company) for row in rows if row.role == Participant.Role.PILOT), "")
    return BoardCard(item, pilot, [str(row.company) for row in rows])


def _hands(item: AgendaItem | None) -> int:
    if item is None:
        return 0
    return sum(hands or 0 for hands in (item.hands_retain, item.hands_study, item.hands_set_aside))
